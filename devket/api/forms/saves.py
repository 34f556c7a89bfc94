"""What programs send about saves, their tags and highlights, and searches."""

from __future__ import annotations

from datetime import UTC
from enum import StrEnum

from marshmallow import fields, validate

from devket.api.forms.fields import (
    LONGEST_FILTER,
    Asked,
    Body,
    Listed,
    Words,
    row_id,
    truth,
    word,
    words,
)
from devket.capture.model import Kind
from devket.core.urls import MAX_LENGTH
from devket.library.models import DONE, NOTE_LENGTH, TAG_LENGTH
from devket.library.queries import Sort
from devket.library.services.tagging import MOST_A_SAVE
from devket.reading.models import CONTEXT_LENGTH, QUOTE_LENGTH, REMARK_LENGTH, Color
from devket.search.models import NAME_LENGTH, QUERY_LENGTH

_ADDRESS = 2 * MAX_LENGTH  # what people paste is judged by `core.urls.parse_address`
LONGEST_PAGE = 10 * 1024 * 1024


class Place(StrEnum):
    """On which list a save stands."""

    UNREAD = "unread"
    ARCHIVED = "archived"
    SNOOZED = "snoozed"
    ALL = "all"


class Include(StrEnum):
    """What may be had beside."""

    CONTENT = "content"


def _tags() -> fields.List[str]:
    return fields.List(
        Words(validate=validate.Length(max=2 * TAG_LENGTH)),
        validate=validate.Length(max=MOST_A_SAVE),
        metadata={"description": "Names of tags; `a/b` stands below `a`."},
    )


class SavesAsked(Listed):
    """Filters of the list of saves; with `since` the list of what changed instead."""

    state = word(Place, "On which list.", load_default=Place.ALL.value)
    tag = words(2 * TAG_LENGTH, "Carries this tag, or one below it.")
    favorite = truth("Is a favourite, or is none.")
    kind = word(Kind, "What kind of page.")
    q = words(LONGEST_FILTER, "What the box of search takes: words and operators.")
    url = words(_ADDRESS, "The save of this address, if there is one.")
    sort = word(Sort, "In which order.", load_default=Sort.NEWEST.value)
    since = words(
        100, "What changed since a time (RFC 3339) or since the `cursor` of the last answer."
    )


class SaveAsked(Asked):
    """What to tell of a save."""

    include = word(Include, "`content`: with HTML and text of the version that is shown.")


class CaptureAsked(SaveAsked):
    """What to tell of a version."""


class NewSave(Body):
    """A page to keep."""

    url = words(_ADDRESS, "The address; without a scheme it is taken as https.", required=True)
    title = words(2_000, "A title for as long as the page has not told its own.")
    tags = _tags()
    state = Words(
        validate=validate.OneOf([Place.UNREAD.value, Place.ARCHIVED.value]),
        metadata={"description": "Where to put it; on My List when it is left out."},
    )
    favorite = truth("Mark it as a favourite.")
    html = words(LONGEST_PAGE, "The page as it is seen; it is read in the place of one fetched.")


class SaveChange(Body):
    """What is to be another; what is left out stays."""

    is_archived = truth("In the archive, or on My List.")
    is_favorite = truth("A favourite, or none.")
    snoozed_until = fields.AwareDateTime(
        default_timezone=UTC,
        allow_none=True,
        metadata={"description": "Off My List until then; null brings it back now."},
    )
    progress = fields.Integer(
        strict=True,
        validate=validate.Range(0, DONE),
        metadata={"description": "How far it was read, in hundredths: 0 is unread."},
    )
    tags = _tags()
    note = words(2 * NOTE_LENGTH, "Your note; empty to take it away.")


class TagsAsked(Asked):
    """Which part of the tags."""

    cursor = words(500, "Where to go on: from `next` of the answer before.")
    q = words(TAG_LENGTH, "A part of the name.")


class TagChange(Body):
    """A tag's new name."""

    name = words(
        2 * TAG_LENGTH, "What it is to be called; tags below it move along.", required=True
    )
    merge = truth("Take over the saves of the tag that is called so already.", load_default=False)


class TagTaken(Asked):
    """How far the deletion of a tag goes."""

    with_below = truth("Delete the tags below it as well.", load_default=False)


class HighlightsAsked(Listed):
    """Filters of the list of highlights."""

    color = word(Color, "Of this colour.")
    tag = words(2 * TAG_LENGTH, "In saves that carry this tag, or one below it.")
    site = words(255, "In saves from this site.")
    q = words(200, "With these words in the quote, the note or the title.")


class HighlightBody(Body):
    """A part of the text to mark: the words, and those around them where they stand twice."""

    quote = words(2 * QUOTE_LENGTH, "The words, as the text has them.", required=True)
    prefix = words(2 * CONTEXT_LENGTH, "What stands right before them.", load_default="")
    suffix = words(2 * CONTEXT_LENGTH, "What stands right after them.", load_default="")
    color = word(Color, "Its colour.", load_default=Color.YELLOW.value)
    note = words(2 * REMARK_LENGTH, "A note on it.", load_default="")
    version = row_id("The version that holds the words; the one shown when it is left out.")


class HighlightChange(Body):
    """What is to be another; what is left out stays."""

    color = word(Color, "Its colour.")
    note = words(2 * REMARK_LENGTH, "The note on it; empty to take it away.")


class SearchBody(Body):
    """A search to keep."""

    name = words(2 * NAME_LENGTH, "What it is called.", required=True)
    query = words(2 * QUERY_LENGTH, "What it looks for.", required=True)
    is_pinned = truth("Show it beside the lists.", load_default=False)


class SearchChange(Body):
    """What is to be another; what is left out stays."""

    name = words(2 * NAME_LENGTH, "What it is called.")
    is_pinned = truth("Show it beside the lists.")
