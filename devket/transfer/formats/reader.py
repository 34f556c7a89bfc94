"""Readwise Reader's table.

Taken: address, title, date, tags, how far one had read, archived; the tag `favorite` is the state.
Items of feeds, which nobody saved, and letters are refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.core.errors import N_
from devket.transfer.formats.entries import Row
from devket.transfer.formats.rows import refused, row
from devket.transfer.formats.source import Source
from devket.transfer.formats.tables import Cells, columns, inner_list, read_rows

_COLUMNS = {"title", "url", "document_tags", "saved_date", "location"}
_FAVORITE = frozenset({"favorite", "favourite"})
OF_A_FEED = N_("This came from a feed and was not saved by you.")


def detect(source: Source) -> bool:
    """Tell whether this table has Reader's columns."""
    return columns(source) >= _COLUMNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each document."""
    return read_rows(source, _document)


def _document(cells: Cells) -> Row:
    location = cells["location"].casefold()
    tags = inner_list(cells["document_tags"])
    found = row(
        cells.raw,
        url=cells["url"],
        title=cells["title"],
        added=cells["saved_date"],
        tags=(tag for tag in tags if tag.casefold() not in _FAVORITE),
        progress=_hundredths(cells["reading_progress"]),
        is_archived=location == "archive",
        is_favorite=any(tag.casefold() in _FAVORITE for tag in tags),
    )
    return refused(found, OF_A_FEED) if location == "feed" else found


def _hundredths(cell: str) -> float:
    try:
        return float(cell) * 100
    except ValueError:
        return 0
