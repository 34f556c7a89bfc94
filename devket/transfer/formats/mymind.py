"""mymind's table of cards.

Taken: address, title, date, tags, note. Cards without an address are refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.rows import row
from devket.transfer.formats.source import Source
from devket.transfer.formats.tables import Cells, columns, read_rows

_COLUMNS = {"id", "type", "title", "url", "content", "note", "tags", "created"}


def detect(source: Source) -> bool:
    """Tell whether this table has mymind's columns."""
    return columns(source) >= _COLUMNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each card."""
    return read_rows(source, _card)


def _card(cells: Cells) -> Row:
    return row(
        cells.raw,
        url=cells["url"],
        title=cells["title"],
        added=cells["created"],
        tags=cells["tags"].split(","),
        note="\n\n".join(filter(None, (cells["note"], cells["content"]))),
    )
