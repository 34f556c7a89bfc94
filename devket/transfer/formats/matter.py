"""Matter's table, earlier and later.

Taken: address, title, author, tags, favourite; what is no longer in the queue is archived; the date
is that of the last use, as the table holds no other.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.rows import is_yes, row
from devket.transfer.formats.source import Source
from devket.transfer.formats.tables import Cells, columns, read_rows

_COLUMNS = {"title", "url", "tags", "in_queue", "favorited"}


def detect(source: Source) -> bool:
    """Tell whether this table has Matter's columns."""
    return columns(source) >= _COLUMNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each article."""
    return read_rows(source, _article)


def _article(cells: Cells) -> Row:
    return row(
        cells.raw,
        url=cells["url"],
        title=cells["title"],
        added=cells["last_interaction_date"],
        tags=cells["tags"].split(";"),
        author=cells["author"],
        is_archived=cells["in_queue"].casefold() == "false",
        is_favorite=is_yes(cells["favorited"]),
    )
