"""Rows as lines of JSON, the same for both databases, and back again to the letter."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from devket.upkeep.errors import DamagedError
from devket.upkeep.manifest import Kind, TableShape

PART = 1024 * 1024  # bytes, after which a part of a table ends


def parts(shape: TableShape, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield the rows as lines, in parts of about a megabyte; a row is never divided."""
    encoders = [_ENCODERS.get(kind, _as_it_is) for _, kind in shape.columns]
    lines, size = [], 0
    for row in rows:
        values = [
            None if value is None else encode(value)
            for encode, value in zip(encoders, row, strict=True)
        ]
        line = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        lines.append(line)
        size += len(line)
        if size >= PART:
            yield b"".join(lines)
            lines, size = [], 0
    if lines:
        yield b"".join(lines)


def decode(shape: TableShape, data: bytes, *, name: str) -> list[dict[str, Any]]:
    """Return the rows of one part by column; `DamagedError` naming the part when one is none."""
    try:
        return [_row(shape, json.loads(line)) for line in data.split(b"\n")[:-1]]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise DamagedError(f"The backup is damaged: {name} holds what is no row.") from error


def _row(shape: TableShape, values: list[Any]) -> dict[str, Any]:
    return {
        name: None if value is None else _DECODERS[kind](value)
        for (name, kind), value in zip(shape.columns, values, strict=True)
    }


def _as_it_is(value: Any) -> Any:
    return value


def _of(*kinds: type) -> Callable[[Any], Any]:
    """Return a decoder that takes values of these very types: True is no integer here."""

    def check(value: Any) -> Any:
        if type(value) not in kinds:
            raise TypeError(value)
        return value

    return check


_ENCODERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TIME: lambda at: at.astimezone(UTC).isoformat(),
    Kind.BYTES: lambda data: base64.b64encode(data).decode(),
}
_DECODERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.INTEGER: _of(int),
    Kind.FLOAT: _of(float, int),
    Kind.BOOLEAN: _of(bool),
    Kind.TEXT: _of(str),
    Kind.JSON: _of(str),
    Kind.TIME: datetime.fromisoformat,
    Kind.BYTES: lambda text: base64.b64decode(text, validate=True),
}
