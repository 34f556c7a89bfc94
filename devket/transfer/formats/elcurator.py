"""elCurator's JSON.

Taken: address, title, description as note, date, tags, saved as favourite.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.json_stream import Fields, probe, read_list
from devket.transfer.formats.rows import is_yes, listed, row
from devket.transfer.formats.source import Source

_SIGNS = {"url", "title", "created_at", "is_saved"}


def detect(source: Source) -> bool:
    """Tell whether the first article has elCurator's fields."""
    return probe(source) >= _SIGNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each article."""
    return read_list(source, _article)


def _article(fields: Fields, raw: str) -> Row:
    return row(
        raw,
        url=fields.get("url"),
        title=fields.get("title"),
        added=fields.get("created_at"),
        tags=listed(fields.get("tags")),
        note=fields.get("description"),
        is_favorite=is_yes(fields.get("is_saved")),
    )
