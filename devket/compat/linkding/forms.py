"""What programs send: bodies of three kinds, fields in their shapes, parts of lists."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext

from devket.compat.linkding.queries import USUAL, Slice
from devket.compat.linkding.services import Sent
from devket.core.errors import N_, InvalidError
from devket.core.text import storable
from devket.web.routing import LARGEST_ID

T = TypeVar("T")
TITLE_LENGTH = 512
_YES = frozenset({"true", "t", "yes", "y", "on", "1"})
_NO = frozenset({"false", "f", "no", "n", "off", "0", ""})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class MalformedError(InvalidError):
    """The body cannot be read at all."""

    code = "malformed"


def fields() -> Mapping[str, Any]:
    """Return the fields of the request's body: JSON or a form; raises `MalformedError`."""
    if request.mimetype in _FORMS:
        return {name: _of_form(name) for name in request.form}
    body = request.get_data()
    if not body.strip():
        return {}
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise MalformedError(N_("This is no JSON.")) from error
    if not isinstance(found, dict):
        raise MalformedError(N_("Send an object of JSON."))
    return found


def _of_form(name: str) -> Any:
    if name == "tag_names":
        return request.form.getlist(name)
    return request.form[name]


def bookmark() -> Sent:
    """Return the bookmark that was sent; `InvalidError` names the field that is in no shape."""
    found = fields()
    return Sent(
        url=_read(found, "url", _text),
        title=_title(_read(found, "title", _text)),
        description=_read(found, "description", _text),
        notes=_read(found, "notes", _text),
        tag_names=_read(found, "tag_names", _texts),
        is_archived=_read(found, "is_archived", _truth),
        unread=_read(found, "unread", _truth),
        date_added=_read(found, "date_added", _moment),
    )


def text_of(name: str) -> str:
    """Return a text that must be there; raises `InvalidError`."""
    return needed(name, _read(fields(), name, _text))


def needed(name: str, text: str | None) -> str:
    """Return a text that must be there; raises `InvalidError`."""
    if not text:
        raise InvalidError("This is needed.", field=name)
    return text


def slice_asked() -> Slice:
    """Return which part of a list is wanted; there is no most, and nonsense counts as not said."""
    return Slice(limit=_number("limit") or USUAL, offset=_number("offset"))


def moment_asked(name: str) -> datetime | None:
    """Return a time of the query; what cannot be read counts as not said."""
    try:
        return _moment(request.args.get(name, "").replace(" ", "+"))
    except ValueError:
        return None


def choice_asked(name: str) -> bool | None:
    """Return `yes` or `no` of the query as a truth."""
    return {"yes": True, "no": False}.get(request.args.get(name, "").lower())


def _number(name: str) -> int:
    said = request.args.get(name, "")
    # Longer numbers than any list are cut to its end, before Python takes its time to read them.
    return min(int(said[:12]), LARGEST_ID) if said.isascii() and said.isdecimal() else 0


def _read(found: Mapping[str, Any], name: str, read: Callable[[Any], T]) -> T | None:
    value = found.get(name)
    if value is None:
        return None
    try:
        return read(value)
    except ValueError as error:
        raise InvalidError(str(error), field=name) from error


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(gettext("This is no text."))
    return storable(str(value)).strip()


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(gettext("This is no list of texts."))
    return tuple(map(_text, value))


def _truth(value: Any) -> bool:
    said = str(value).lower() if isinstance(value, bool | str | int) else "?"
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise ValueError(gettext("This is neither true nor false."))


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(gettext("This is no time as ISO 8601 writes it.")) from error


def _title(title: str | None) -> str | None:
    if title is not None and len(title) > TITLE_LENGTH:
        raise InvalidError(
            "This is longer than %(max)d characters.", field="title", max=TITLE_LENGTH
        )
    return title
