"""Delicious' JSON.

Taken: address, title, description as note, date, tags.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.json_stream import Fields, probe, read_list
from devket.transfer.formats.rows import listed, row
from devket.transfer.formats.source import Source

_SIGNS = {"url", "title", "tags", "created", "private"}


def detect(source: Source) -> bool:
    """Tell whether the first bookmark has Delicious' fields."""
    return probe(source) >= _SIGNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each bookmark."""
    return read_list(source, _bookmark)


def _bookmark(fields: Fields, raw: str) -> Row:
    return row(
        raw,
        url=fields.get("url"),
        title=fields.get("title"),
        added=fields.get("created"),
        tags=listed(fields.get("tags")),
        note=fields.get("description"),
    )
