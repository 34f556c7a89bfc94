"""Karakeep's JSON (Hoarder's too).

Taken: address, title, date, tags, note, archived; lists as folders, each after the first as a row
of its own. Notes without an address are refused, as Devket keeps pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.core.errors import N_
from devket.transfer.formats.entries import Refused, Row
from devket.transfer.formats.folders import Folders
from devket.transfer.formats.json_stream import Fields, opened, probe
from devket.transfer.formats.rows import is_yes, listed, refused, row
from devket.transfer.formats.source import Source

_SIGNS = {"createdAt", "content", "tags"}
NO_PAGE = N_("This is a note of its own; only pages can be kept.")


def detect(source: Source) -> bool:
    """Tell whether the first of its bookmarks has Karakeep's fields."""
    return probe(source, below="bookmarks") >= _SIGNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each bookmark, and one for each further list it is on."""
    lists = _lists(source)
    with opened(source) as stream:
        for key in stream.members():
            for found in stream.rows() if key == "bookmarks" else ():
                if isinstance(found, Refused):
                    yield found
                else:
                    yield from _bookmark(lists, *found)


def _lists(source: Source) -> Folders:
    lists = Folders()
    with opened(source) as stream:
        for key in stream.members():
            for found in stream.rows() if key == "lists" else ():
                if not isinstance(found, Refused):
                    fields, _ = found
                    lists.add(fields.get("id"), fields.get("name"), fields.get("parentId"))
    return lists


def _bookmark(lists: Folders, fields: Fields, raw: str) -> Iterator[Row]:
    content = fields.get("content")
    content = content if isinstance(content, dict) else {}
    url = content.get("url") or content.get("sourceUrl")
    on = [path for path in map(lists.path, listed(fields.get("lists"))) if path]
    found = row(
        raw,
        url=url,
        title=fields.get("title"),
        added=fields.get("createdAt"),
        tags=listed(fields.get("tags")),
        folder=on[0] if on else (),
        note=fields.get("note"),
        is_archived=is_yes(fields.get("archived")),
    )
    if not url and content.get("type") == "text":
        yield refused(found, NO_PAGE)
        return
    yield found
    for path in on[1:]:
        yield row(raw, url=url, folder=path, is_update=True)
