"""GoodLinks' JSON.

Taken: address, title, date, tags, starred as favourite, read as archived. Its summary is left:
Devket makes its own of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Row
from devket.transfer.formats.json_stream import Fields, probe, read_list
from devket.transfer.formats.rows import is_yes, listed, row
from devket.transfer.formats.source import Source

_SIGNS = {"url", "addedAt", "starred"}


def detect(source: Source) -> bool:
    """Tell whether the first link has GoodLinks' fields."""
    return probe(source) >= _SIGNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each link."""
    return read_list(source, _link)


def _link(fields: Fields, raw: str) -> Row:
    return row(
        raw,
        url=fields.get("url") or fields.get("originalURL"),
        title=fields.get("title"),
        added=fields.get("addedAt"),
        tags=listed(fields.get("tags")),
        is_archived=is_yes(fields.get("readAt")),
        is_favorite=is_yes(fields.get("starred")),
    )
