"""Any table with a column of addresses: the names of columns that programs commonly use.

Taken: address, title, date, tags, note, folder, archived, favourite, as far as such columns exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.rows import is_yes, row
from devket.transfer.formats.source import Source
from devket.transfer.formats.tables import Cells, columns, inner_list, read_rows

_URL = ("url", "link", "href", "address", "uri", "article_url", "source_url")
_TITLE = ("title", "name", "article_title")
_ADDED = ("created", "created_at", "added", "added_at", "date_added", "time_added", "saved_at")
_DATE = (*_ADDED, "saved_date", "date", "timestamp", "time")
_TAGS = ("tags", "labels", "keywords", "tag")
_NOTE = ("note", "notes", "description", "comment", "comments")
_FOLDER = ("folder", "collection", "list", "path")
_ARCHIVED = ("is_archived", "archived", "archive", "read", "is_read")
_FAVORITE = ("is_starred", "starred", "is_favorite", "favorite", "favourite", "favorited", "liked")
_PARTING = re.compile(r"[,;|]")


def detect(source: Source) -> bool:
    """Tell whether a column of this table is called as one of addresses."""
    return not columns(source).isdisjoint(_URL)


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each line of the table."""
    return read_rows(source, _save)


def _save(cells: Cells) -> Row:
    return row(
        cells.raw,
        url=cells.first(*_URL),
        title=cells.first(*_TITLE),
        added=cells.first(*_DATE),
        tags=_tags(cells.first(*_TAGS)),
        folder=cells.first(*_FOLDER).split("/"),
        note=cells.first(*_NOTE),
        is_archived=is_yes(cells.first(*_ARCHIVED)) or cells["status"].startswith("archive"),
        is_favorite=is_yes(cells.first(*_FAVORITE)),
    )


def _tags(cell: str) -> list[str]:
    return inner_list(cell) if cell.startswith("[") else _PARTING.split(cell)
