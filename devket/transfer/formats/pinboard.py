"""Pinboard's JSON.

Taken: address, title (`description`), note (`extended`), date, tags; what is not to read counts as
archived.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.json_stream import Fields, probe, read_list
from devket.transfer.formats.rows import row, text
from devket.transfer.formats.source import Source

_SIGNS = {"href", "description", "extended", "tags"}


def detect(source: Source) -> bool:
    """Tell whether the first bookmark has Pinboard's fields."""
    return probe(source) >= _SIGNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each bookmark."""
    return read_list(source, _bookmark)


def _bookmark(fields: Fields, raw: str) -> Row:
    return row(
        raw,
        url=fields.get("href"),
        title=fields.get("description"),
        added=fields.get("time"),
        tags=text(fields.get("tags")).split(),
        note=fields.get("extended"),
        is_archived=fields.get("toread") == "no",
    )
