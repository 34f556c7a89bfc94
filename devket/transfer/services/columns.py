"""Rows as JSON objects and back, by the types of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table
from sqlalchemy.types import TypeDecorator, TypeEngine

from devket.capture import sanitise
from devket.core.text import storable
from devket.db import Base, SafeHtmlText, UtcDateTime, WordEnum

_MOST = 2**31 - 1  # what both databases take for a number of these columns
_DEEPEST = 200_000  # characters of a small object


class OddValueError(ValueError):
    """A value is none that its column can hold; its text names the column."""


def written(row: Base, names: Iterable[str]) -> dict[str, Any]:
    """Return these columns of a row as a JSON object."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, str) else value


def taken(table: type[Base], record: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return what an object says of these columns of a table; what it leaves out stays out.

    Texts are clipped to their column, markup is made safe. `OddValueError` for what cannot be.
    """
    columns = cast(Table, table.__table__).columns
    return {name: _read(columns[name], record[name]) for name in names if name in record}


def _read(column: Column[Any], value: Any) -> Any:
    if value is None:
        if not column.nullable:
            raise OddValueError(column.name)
        return None
    try:
        return _of_type(column.type, value)
    except (ValueError, TypeError, OverflowError) as error:
        raise OddValueError(column.name) from error


def _of_type(kind: TypeEngine[Any], value: Any) -> Any:
    if isinstance(kind, TypeDecorator):
        return _decorated(kind, value)
    if isinstance(kind, JSON):
        return _object(value)
    if isinstance(kind, String):
        return storable(_checked(value, str))[: kind.length]
    if isinstance(kind, Boolean):
        return _checked(value, bool)
    assert isinstance(kind, Integer), f"no column of {kind} is written"
    if isinstance(value, bool) or not -_MOST <= _checked(value, int) <= _MOST:
        raise ValueError(value)
    return value


def _decorated(kind: TypeDecorator[Any], value: Any) -> Any:
    text = _checked(value, str)
    if isinstance(kind, UtcDateTime):
        return moment(text)
    if isinstance(kind, WordEnum):
        return kind.words(text)
    assert isinstance(kind, SafeHtmlText)
    return sanitise(storable(text))


def moment(text: str) -> datetime:
    """Return a time as it is written here; `ValueError` for anything else."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or not 1 < at.year < 9999:
        raise ValueError(text)
    return at.astimezone(UTC)


def _object(value: Any) -> Any:
    """Return a list or an object of short plain values: all that these columns hold."""
    if isinstance(value, list):
        return [storable(_checked(one, str)) for one in value]
    told = {storable(name): storable(_checked(one, str)) for name, one in value.items()}
    if sum(len(name) + len(one) for name, one in told.items()) > _DEEPEST:
        raise ValueError("too much")
    return told


def _checked(value: Any, kind: type[Any]) -> Any:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value
