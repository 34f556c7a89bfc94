"""Readeck's table.

Taken: address, title, date, labels as tags, archived, marked as favourite.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.rows import is_yes, row
from devket.transfer.formats.source import Source
from devket.transfer.formats.tables import Cells, columns, inner_list, read_rows

_COLUMNS = {"url", "title", "labels", "is_archived", "is_marked"}


def detect(source: Source) -> bool:
    """Tell whether this table has Readeck's columns."""
    return columns(source) >= _COLUMNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each bookmark."""
    return read_rows(source, _bookmark)


def _bookmark(cells: Cells) -> Row:
    return row(
        cells.raw,
        url=cells["url"],
        title=cells["title"],
        added=cells["created"],
        tags=inner_list(cells["labels"]),
        is_archived=is_yes(cells["is_archived"]),
        is_favorite=is_yes(cells["is_marked"]),
    )
