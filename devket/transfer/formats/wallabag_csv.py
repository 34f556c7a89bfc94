"""wallabag's table, parted by semicolons.

Taken: address, title, text, tags, language, date. It says nothing of states.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.rows import plain, row
from devket.transfer.formats.source import Source
from devket.transfer.formats.tables import Cells, columns, read_rows
from devket.transfer.formats.wallabag import page_text

_COLUMNS = {"title", "url", "content", "tags", "mime_type", "language", "creation_date"}


def detect(source: Source) -> bool:
    """Tell whether this table has wallabag's columns."""
    return columns(source) >= _COLUMNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each entry."""
    return read_rows(source, _entry)


def _entry(cells: Cells) -> Row:
    return row(
        cells.raw,
        url=cells["url"],
        title=plain(cells["title"]),
        added=cells["creation_date"],
        tags=cells["tags"].split(","),
        html=page_text(cells["content"]),
        lang=cells["language"],
    )
