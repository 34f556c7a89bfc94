"""A whole account that comes back, as pages show it: what is in the zip, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_date, format_decimal, gettext, lazy_gettext, ngettext

from devket.transfer.formats import devket_zip as layout
from devket.transfer.models import Import, Outcome
from devket.transfer.services.importing import BECAME, CONTENTS

_LABELS = {
    layout.SAVES: lazy_gettext("Saves"),
    layout.TAGS: lazy_gettext("Tags"),
    layout.SEARCHES: lazy_gettext("Searches"),
    layout.FOLLOWS: lazy_gettext("Followed people"),
    layout.POSTS: lazy_gettext("Posts and drafts"),
    layout.COMMENTS: lazy_gettext("Comments"),
}


@dataclass(frozen=True, slots=True)
class Whole:
    """What a zip of a whole account holds, each with its number, and whose it was."""

    origin: str
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the zip and what became of its lines."""

    label: str
    told: str


def whole_of(preview: Mapping[str, Any]) -> Whole:
    """Return what a preview tells of the zip; saves are told by themselves."""
    contents = preview.get(CONTENTS, {})
    parts = {name: int(contents.get("parts", {}).get(name, 0)) for name in _LABELS}
    texts, highlights = int(preview.get("texts", 0)), int(preview.get("highlights", 0))
    files, tags, posts = int(contents.get("files", 0)), parts[layout.TAGS], parts[layout.POSTS]
    comments, searches = parts[layout.COMMENTS], parts[layout.SEARCHES]
    follows = parts[layout.FOLLOWS]
    holds = (
        (texts, ngettext("the text of %(num)d page", "the texts of %(num)d pages", texts)),
        (highlights, ngettext("%(num)d highlight", "%(num)d highlights", highlights)),
        (tags, ngettext("%(num)d tag", "%(num)d tags", tags)),
        (files, ngettext("%(num)d picture or file", "%(num)d pictures and files", files)),
        (posts, ngettext("%(num)d post", "%(num)d posts", posts)),
        (comments, ngettext("%(num)d comment", "%(num)d comments", comments)),
        (searches, ngettext("%(num)d saved search", "%(num)d saved searches", searches)),
        (follows, ngettext("%(num)d followed person", "%(num)d followed people", follows)),
        (1, gettext("profile and settings")),
    )
    return Whole(_origin(contents), tuple(str(words) for many, words in holds if many))


def _origin(contents: Mapping[str, Any]) -> str:
    handle, at = str(contents.get("handle", "")), str(contents.get("made_at", ""))
    if not handle or not at:
        return str(gettext("A whole account of a Devket is in this file."))
    day = format_date(datetime.fromisoformat(at), "long")
    return str(
        gettext("The whole account of @%(handle)s is in this file, as it was on %(day)s.",
                handle=handle, day=day)
    )  # fmt: skip


def parts_of(found: Import) -> tuple[Part, ...]:
    """Return what became of each part so far; nothing for an import that is no restore."""
    became = found.preview.get(BECAME, {})
    return tuple(
        Part(str(label), _told(became[name])) for name, label in _LABELS.items() if name in became
    )


def _told(many: Mapping[str, int]) -> str:
    told = {outcome: format_decimal(many.get(outcome, 0)) for outcome in Outcome}
    words = {
        Outcome.NEW: gettext("%(number)s new", number=told[Outcome.NEW]),
        Outcome.MERGED: gettext("%(number)s merged", number=told[Outcome.MERGED]),
        Outcome.UNCHANGED: gettext("%(number)s unchanged", number=told[Outcome.UNCHANGED]),
        Outcome.REFUSED: gettext("%(number)s refused", number=told[Outcome.REFUSED]),
    }
    return ", ".join(str(told) for outcome, told in words.items() if many.get(outcome))
