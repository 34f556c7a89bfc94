"""Raindrop.io's table.

Taken: address, title, note, folder, tags, date, highlights with their notes, favourite. Its own
excerpt and cover are left: Devket makes its own of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from devket.transfer.formats.entries import Quote, Row
from devket.transfer.formats.rows import is_yes, quote, row
from devket.transfer.formats.source import Source
from devket.transfer.formats.tables import Cells, columns, read_rows

_COLUMNS = {"url", "folder", "tags", "created"}
_ONE_OF = {"excerpt", "cover", "highlights", "favorite"}
_MARK = re.compile(r"^(Highlight|Note):", re.M)
_PARAGRAPHS = re.compile(r"\n\s*\n")


def detect(source: Source) -> bool:
    """Tell whether this table has Raindrop's columns."""
    found = columns(source)
    return found >= _COLUMNS and bool(found & _ONE_OF)


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each bookmark."""
    return read_rows(source, _bookmark)


def _bookmark(cells: Cells) -> Row:
    path = [part.strip() for part in cells["folder"].split("/")]
    return row(
        cells.raw,
        url=cells["url"],
        title=cells["title"],
        added=cells["created"],
        tags=cells["tags"].split(","),
        folder=() if path == ["Unsorted"] else path,
        note=cells["note"],
        quotes=_quotes(cells["highlights"]),
        is_favorite=is_yes(cells["favorite"]),
    )


def _quotes(cell: str) -> Iterator[Quote]:
    """Yield the highlights of a cell: each behind `Highlight:`, its note behind `Note:`."""
    parts = _MARK.split(cell)
    if len(parts) == 1:
        for paragraph in _PARAGRAPHS.split(cell.replace("\r\n", "\n")):
            yield from quote(paragraph)
        return
    yield from quote(parts[0])
    told = list(zip(parts[1::2], parts[2::2], strict=True))
    for at, (kind, words) in enumerate(told):
        if kind == "Highlight":
            note = told[at + 1][1] if told[at + 1 : at + 2] and told[at + 1][0] == "Note" else ""
            yield from quote(words, note=note)
