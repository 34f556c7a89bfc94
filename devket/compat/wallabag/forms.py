"""What clients send, read leniently: forms and JSON, numbers as words, words as numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NoReturn

from flask import abort, request

from devket.compat.wallabag.presenters.answers import problem
from devket.core.errors import InvalidError
from devket.core.tags import NAME_LENGTH, tag_names
from devket.core.text import storable

_NO = frozenset({"", "0", "false", "no", "off", "null"})
LARGEST = 2**31 - 1
Fields = Mapping[str, Any]


def refuse(status: int, sentence: str, *, error: str = "bad_request") -> NoReturn:
    """End the request with an error of the dialect, which clients show as it is."""
    abort(problem(status, error, sentence))


def sent() -> Fields:
    """Return what the body says, a form or JSON; nothing for none."""
    if request.form or not request.is_json:
        lists = request.form.lists()
        return {name.removesuffix("[]"): _one(name, values) for name, values in lists}
    body = request.get_data()
    if not body.strip():
        return {}
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        refuse(400, "The body is not JSON.")
    if not isinstance(told, dict):
        refuse(400, "The body must be a JSON object.")
    return told


def asked() -> Fields:
    """Return what the address says, and the body where the address says nothing."""
    lists = request.args.lists()
    told = {name.removesuffix("[]"): _one(name, values) for name, values in lists}
    return {**sent(), **told}


def _one(name: str, values: Sequence[str]) -> Any:
    return list(values) if name.endswith("[]") else values[-1]


def text(told: Any) -> str:
    """Return a value as text; nothing for what is none."""
    if isinstance(told, bool) or not isinstance(told, str | int | float):
        return ""
    return storable(str(told)).strip()


def flag(told: Any) -> bool | None:
    """Return a value as yes or no; None when nothing was said."""
    if told is None or isinstance(told, list | dict):
        return None
    if isinstance(told, bool):
        return told
    return text(told).lower() not in _NO


def number(told: Any, default: int) -> int:
    """Return a whole number, the largest that is reckoned with for anything beyond."""
    written = text(told)
    digits = written.removeprefix("-").removeprefix("+")
    if not digits.isascii() or not digits.isdecimal():
        return default
    size = min(int(digits[:12]), LARGEST) if len(digits) <= 12 else LARGEST
    return -size if written.startswith("-") else size


def labels(told: Any) -> tuple[str, ...]:
    """Return labels of tags: parted by commas or in a list, trimmed, lower case, each once."""
    pieces = told if isinstance(told, list) else [told]
    parts = [part for piece in pieces for part in text(piece).replace("\uff0c", ",").split(",")]
    return tuple(dict.fromkeys(name for part in parts for name in _named(part.lower())))


def _named(part: str) -> tuple[str, ...]:
    """Return a label as Devket keeps it; nothing when nothing would be left to see of it."""
    try:
        return tag_names([part])
    except InvalidError:  # too long or too deep: better cut than lost
        return tag_names([part.replace("/", "-")[: NAME_LENGTH // 2]])


def moment(told: Any) -> datetime | None:
    """Return a time, written in ISO 8601 or as seconds since 1970; None for anything else."""
    written = text(told)
    try:
        if written.removeprefix("-").isdecimal():
            return datetime.fromtimestamp(int(written[:12]), UTC)
        found = datetime.fromisoformat(written)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
