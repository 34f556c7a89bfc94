"""Pocket's mailed zip: tables of saves, highlights, and the lists people shared; each alone too.

Taken: address, title, date, tags, archived; highlights with their dates; lists as folders, with
notes. A title that is the address means that Pocket knew none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from devket.transfer.formats.entries import Quote, Row
from devket.transfer.formats.json_stream import Fields, opened, probe, read_list
from devket.transfer.formats.rows import listed, quote, row, text
from devket.transfer.formats.source import Source
from devket.transfer.formats.tables import Cells, columns, read_rows

_COLUMNS = {"title", "url", "time_added", "tags", "status"}


def detect(source: Source) -> bool:
    """Tell whether this table has Pocket's columns, in either generation."""
    return columns(source) >= _COLUMNS


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each save."""
    return read_rows(source, _save)


def _save(cells: Cells) -> Row:
    url = cells["url"]
    return row(
        cells.raw,
        url=url,
        title="" if cells["title"] == url else cells["title"],
        added=cells["time_added"],
        tags=cells["tags"].split("|"),
        is_archived=cells["status"].casefold().startswith("archive"),
    )


def detect_annotations(source: Source) -> bool:
    """Tell whether this is a list of addresses with highlights."""
    return probe(source) >= {"url", "highlights"}


def read_annotations(source: Source) -> Iterator[Row]:
    """Yield the highlights of each page."""
    return read_list(source, _marked)


def _marked(fields: Fields, raw: str) -> Row:
    url = text(fields.get("url")).strip()
    title = text(fields.get("title")).strip()
    return row(
        raw,
        url=url,
        title="" if title == url else title,
        quotes=_quotes(fields.get("highlights")),
        is_update=True,
    )


def _quotes(found: object) -> Iterator[Quote]:
    for one in listed(found):
        if isinstance(one, dict):
            yield from quote(one.get("quote"), at=one.get("created_at"))


def detect_collection(source: Source) -> bool:
    """Tell whether this is a list that somebody shared."""
    return probe(source, below="items") >= {"url", "excerpt", "note"}


def read_collection(source: Source) -> Iterator[Row]:
    """Yield what stands on the list, in its order, the list as its folder."""
    name = ""
    with opened(source) as stream:  # its name may stand behind what is on it
        for key in stream.members():
            if key == "title":
                name = text(stream.value()[0])
    with opened(source) as stream:
        for key in stream.members():
            if key == "items":
                yield from stream.made(partial(_item, name))


def _item(name: str, fields: Fields, raw: str) -> Row:
    return row(
        raw,
        url=fields.get("url"),
        title=fields.get("title"),
        folder=(name,),
        note=fields.get("note"),
        is_update=True,
    )
