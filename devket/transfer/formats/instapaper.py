"""Instapaper's table, in its three generations.

Taken: address, title, date (where there is one), tags, folder; a selection as a highlight. The
folders Archive and Starred are states. Without dates the newest stands first.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.rows import quote, row
from devket.transfer.formats.source import Source
from devket.transfer.formats.tables import Cells, columns, inner_list, read_rows

_COLUMNS = {"url", "title", "selection", "folder"}
_STATES = frozenset({"", "unread", "archive", "starred"})


def detect(source: Source) -> bool:
    """Tell whether this table has Instapaper's columns."""
    return columns(source) >= _COLUMNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each save."""
    return read_rows(source, _save)


def _save(cells: Cells) -> Row:
    folder = cells["folder"]
    return row(
        cells.raw,
        url=cells["url"],
        title=cells["title"],
        added=cells["timestamp"],
        tags=inner_list(cells["tags"]),
        folder=() if folder.casefold() in _STATES else (folder,),
        quotes=quote(cells["selection"]),
        is_archived=folder.casefold() == "archive",
        is_favorite=folder.casefold() == "starred",
    )
