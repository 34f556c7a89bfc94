"""Readability's JSON.

Taken: address, title, date, favourite, archived. Its excerpt is left: Devket makes its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.json_stream import Fields, opened, probe
from devket.transfer.formats.rows import is_yes, row
from devket.transfer.formats.source import Source

_SIGNS = {"article__url", "date_added"}


def detect(source: Source) -> bool:
    """Tell whether the first of its bookmarks has Readability's fields."""
    return probe(source, below="bookmarks") >= _SIGNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each bookmark."""
    with opened(source) as stream:
        for key in stream.members():
            if key == "bookmarks":
                yield from stream.made(_bookmark)


def _bookmark(fields: Fields, raw: str) -> Row:
    return row(
        raw,
        url=fields.get("article__url"),
        title=fields.get("article__title"),
        added=fields.get("date_added"),
        is_archived=is_yes(fields.get("archive")),
        is_favorite=is_yes(fields.get("favorite")),
    )
