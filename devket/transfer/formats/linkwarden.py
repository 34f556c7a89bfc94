"""Linkwarden's JSON: collections within collections, links in each.

Taken: address, title, description as note, date, tags, the path of collections, what is pinned as
favourite.
"""

from __future__ import annotations

from collections.abc import Iterator

from devket.transfer.formats.entries import Refused, Row
from devket.transfer.formats.folders import MOST, Folders
from devket.transfer.formats.json_stream import Fields, JsonStream, opened, probe
from devket.transfer.formats.rows import listed, plain, row, text
from devket.transfer.formats.source import Source

_SIGNS = {"id", "name", "links"}


def detect(source: Source) -> bool:
    """Tell whether its first collection has Linkwarden's fields."""
    return probe(source, below="collections") >= _SIGNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each link, collection by collection."""
    order, folders, pinned = _known(source)
    with opened(source) as stream:
        for key in stream.members():
            if key != "collections":
                continue
            for at, _ in enumerate(stream.elements()):
                path = folders.path(order[at]) if at < len(order) else ()
                for name in stream.members():
                    for found in stream.rows() if name == "links" else ():
                        if isinstance(found, Refused):
                            yield found
                        else:
                            yield _link(path, pinned, *found)


def _known(source: Source) -> tuple[list[str], Folders, set[str]]:
    """Return the collections in their order, their names, and what is pinned."""
    order: list[str] = []
    folders, pinned = Folders(), set[str]()
    with opened(source) as stream:
        for key in stream.members():
            if key == "collections":
                for _ in stream.elements():
                    fields = _scalars(stream)
                    folders.add(fields.get("id"), plain(fields.get("name")), fields.get("parentId"))
                    if len(order) < MOST:
                        order.append(text(fields.get("id")))
            for found in stream.rows() if key == "pinnedLinks" else ():
                if not isinstance(found, Refused) and len(pinned) < MOST:
                    pinned.add(text(found[0].get("id")))
    return order, folders, pinned


def _scalars(stream: JsonStream) -> Fields:
    """Return what a collection says of itself; what is in it is passed over."""
    fields: Fields = {}
    for name in stream.members():
        if name in ("id", "name", "parentId") and stream.peek() not in "[{":
            fields[name] = stream.value()[0]
    return fields


def _link(path: tuple[str, ...], pinned: set[str], fields: Fields, raw: str) -> Row:
    return row(
        raw,
        url=fields.get("url"),
        title=plain(fields.get("name")),
        added=fields.get("importDate") or fields.get("createdAt"),
        tags=(
            plain(tag.get("name")) for tag in listed(fields.get("tags")) if isinstance(tag, dict)
        ),
        folder=path,
        note=plain(fields.get("description")),
        is_favorite=text(fields.get("id")) in pinned,
    )
