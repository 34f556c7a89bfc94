"""The shapes of what programs are told, as the description of the interface has them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from marshmallow import Schema, fields

from devket.capture.model import Kind, Reason, State


def slug(word: StrEnum) -> str:
    """Return a word of ours as programs are told it: without blanks."""
    return word.value.replace(" ", "-")


def _some(kind: type[fields.Field[Any]], told: str = "", **more: Any) -> fields.Field[Any]:
    return kind(required=True, metadata={"description": told, **more} if told or more else more)


def said(told: str = "", **more: Any) -> fields.Field[Any]:
    """Return the field of a text."""
    return _some(fields.String, told, **more)


def number(told: str = "") -> fields.Field[Any]:
    """Return the field of a whole number."""
    return _some(fields.Integer, told)


def truth(told: str = "") -> fields.Field[Any]:
    """Return the field of yes or no."""
    return _some(fields.Boolean, told)


def time(told: str = "", *, may_lack: bool = False) -> fields.Field[Any]:
    """Return the field of a time in UTC."""
    return fields.AwareDateTime(
        required=True, allow_none=may_lack, metadata={"description": told} if told else {}
    )


def maybe(field: type[fields.Field[Any]], told: str = "", **more: Any) -> fields.Field[Any]:
    """Return the field of what may be nothing."""
    return field(required=True, allow_none=True, metadata={"description": told, **more})


def many(shape: type[Schema] | fields.Field[Any], told: str = "") -> fields.Field[Any]:
    """Return the field of a list."""
    inner = shape if isinstance(shape, fields.Field) else fields.Nested(shape)
    return fields.List(inner, required=True, metadata={"description": told} if told else {})


def following() -> fields.Field[Any]:
    """Return the field of where a list goes on."""
    return maybe(fields.String, "Address of what follows; null where the list ends.")


class Trouble(Schema):
    """What is wrong with one name of what was sent."""

    field = said()
    detail = said()


class Problem(Schema):
    """Why a request was refused, as RFC 9457 has it."""

    type = said()
    title = said("What the status means.")
    status = number()
    detail = said("The reason in a sentence, in the language that was asked for.")
    code = said("The reason in a word, for programs.")
    errors = fields.List(
        fields.Nested(Trouble), metadata={"description": "What is wrong with what was sent."}
    )


class Content(Schema):
    """The text of a version."""

    version = number()
    html = said("Clean HTML: no script, no style, no form.")
    text = said("The same as plain text.")


class CaptureState(Schema):
    """How the last attempt to read the page went."""

    state = said("How much of it is kept.", enum=[slug(one) for one in State])
    reason = maybe(fields.String, "Why not more.", enum=[*(slug(one) for one in Reason), None])
    is_pending = truth("Devket is at it, or will be soon.")


class Save(Schema):
    """A page that somebody keeps."""

    id = number()
    url = said("The address it was saved with.")
    final_url = maybe(fields.String, "Where that led.")
    title = said()
    site = said()
    author = said()
    excerpt = said()
    language = said()
    direction = said("`ltr` or `rtl`.")
    kind = said("What kind of page it is.", enum=[slug(one) for one in Kind])
    tags = many(fields.String())
    is_archived = truth()
    is_favorite = truth()
    snoozed_until = time("Off My List until then.", may_lack=True)
    saved_at = time("Its place in lists.")
    created_at = time()
    updated_at = time("When it last changed in a way that shows.")
    read_at = time("When it was last read.", may_lack=True)
    published_at = time("When the page says it was published.", may_lack=True)
    progress = number("How far it was read, in hundredths.")
    word_count = number()
    reading_minutes = number()
    highlight_count = number()
    has_note = truth()
    is_link_gone = truth("The original is no more.")
    capture = fields.Nested(CaptureState, required=True)


class WholeSave(Save):
    """A save by itself, with your note and, when it was asked for, its text."""

    note = said("What you wrote about it as a whole.")
    content = fields.Nested(Content, allow_none=True)


class GoneSave(Schema):
    """What is left of a save that was deleted."""

    id = number()
    deleted_at = time()


class SaveList(Schema):
    """A part of a list of saves. The last two are there when `since` was asked."""

    items = many(Save)
    next = following()
    deleted = fields.List(
        fields.Nested(GoneSave), metadata={"description": "Saves that are no more."}
    )
    cursor = fields.String(metadata={"description": "What `since` is to be the next time."})


class Version(Schema):
    """One version of a page."""

    version = number()
    captured_at = time()
    is_shown = truth()
    state = said(enum=[slug(one) for one in State])
    reason = maybe(fields.String, enum=[*(slug(one) for one in Reason), None])
    title = said()
    final_url = maybe(fields.String)
    word_count = number()
    content = fields.Nested(Content, allow_none=True)


class VersionList(Schema):
    """All versions that are kept, newest first."""

    items = many(Version)
    next = following()


class Tag(Schema):
    """A tag."""

    name = said()
    save_count = number("How many saves carry it.")


class TagList(Schema):
    """A part of the tags, in the order of their names."""

    items = many(Tag)
    next = following()


class Highlight(Schema):
    """A marked part of a text."""

    id = number()
    save_id = number()
    quote = said()
    prefix = said("What stands before it.")
    suffix = said("What stands after it.")
    note = said()
    color = said()
    is_code = truth("All of it is code.")
    is_detached = truth("The version that is shown does not hold it.")
    created_at = time()
    updated_at = time()


class HighlightList(Schema):
    """A part of a list of highlights."""

    items = many(Highlight)
    next = following()


class Search(Schema):
    """A search that is kept under a name; run it with `GET /saves?q=`."""

    id = number()
    name = said()
    query = said()
    is_pinned = truth()


class SearchList(Schema):
    """All searches that are kept, in your order."""

    items = many(Search)
    next = following()
