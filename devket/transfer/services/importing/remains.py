"""What was read of a row that was refused, kept with it in words of JSON, so that nothing is lost.

A retry makes an entry of it again. What is larger than a row may keep is left out, and told then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from devket.core.errors import N_
from devket.core.text import clip
from devket.library.models import TITLE_LENGTH
from devket.transfer.formats import Entry, Quote

LONGEST = 32_000  # characters
CUT = N_("This row was too large to be kept whole: some of its details did not come.")
NO_TEXT = N_("The text in the file was not kept with a refused row; the page is fetched.")
ALONE = N_("Only an address could be read in this row.")
_LISTS = ("tags", "folder", "remarks")
_PLAIN = (
    *("url", "title", "note", "lang", "author", "progress"),
    *("is_archived", "is_favorite", "is_update"),
)
_LEFT_FIRST = ("quotes", "note", "tags", "folder", "author", "lang", "url")


def remains_of(entry: Entry) -> dict[str, Any]:
    """Return an entry as it is kept with its row, never longer than a row may keep."""
    remarks = (*entry.remarks, *((NO_TEXT,) if entry.html else ()))
    told = _told(replace(entry, title=clip(entry.title, TITLE_LENGTH), remarks=remarks))
    sizes = {name: len(json.dumps(value, ensure_ascii=False)) for name, value in told.items()}
    for name in _LEFT_FIRST:
        if name in sizes and sum(sizes.values()) > LONGEST:
            del told[name], sizes[name]
            told["remarks"] = [*remarks, CUT]
    return told


def entry_of(remains: Mapping[str, Any], *, raw: str) -> Entry:
    """Return the entry that was kept so."""
    known: dict[str, Any] = {name: remains[name] for name in _PLAIN if name in remains}
    known |= {name: tuple(remains.get(name, ())) for name in _LISTS}
    quotes = (
        Quote(text=text, note=note, color=color, at=_moment(at))
        for text, note, color, at in remains.get("quotes", ())
    )
    return Entry(
        **{"url": "", **known}, added=_moment(remains.get("added")), quotes=tuple(quotes), raw=raw
    )


def _told(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(entry, name) for name in _PLAIN}
    told |= {name: list(getattr(entry, name)) for name in _LISTS}
    told["added"] = entry.added.isoformat() if entry.added else None
    told["quotes"] = [
        [one.text, one.note, one.color, one.at.isoformat() if one.at else None]
        for one in entry.quotes
    ]
    return {name: value for name, value in told.items() if value}


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
