"""Omnivore's zip: lists of pages (`metadata_….json`), their texts and highlights beside them.

Taken: address, title, date, archived, labels, how far one had read, author, text, highlights.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import partial

from devket.transfer.formats.archives import until_it_breaks
from devket.transfer.formats.entries import Quote, Row
from devket.transfer.formats.json_stream import Fields, opened, probe
from devket.transfer.formats.rows import listed, quote, row, text
from devket.transfer.formats.source import LARGEST, Source, UnreadableError, as_text

_LIST = re.compile(r"(^|/)metadata_[^/]*\.json$")
_BESIDE = re.compile(r"(?:^|/)(?:content/([^/]+)\.html|highlights/([^/]+)\.md)$")
_SIGNS = {"slug", "url", "labels", "savedAt"}
Beside = dict[tuple[str, bool], zipfile.ZipInfo]


def detect(source: Source) -> bool:
    """Tell whether this is a zip with such a list, or such a list alone."""
    if not source.is_zip:
        return probe(source) >= _SIGNS
    return any(_LIST.search(part.name) and probe(part) >= _SIGNS for part in source.parts())


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each page, its text and highlights with it."""
    beside: Beside = {}
    for info in source.members if source.is_zip else ():
        if found := _BESIDE.search(info.filename):
            beside[found[1] or found[2], found[1] is not None] = info
    for part in source.parts():
        if not source.is_zip or _LIST.search(part.name):
            yield from until_it_breaks(_pages(source, part, beside), part.name)


def _pages(source: Source, part: Source, beside: Beside) -> Iterator[Row]:
    with opened(part) as stream:
        yield from stream.made(partial(_page, source, beside))


def _page(source: Source, beside: Beside, fields: Fields, raw: str) -> Row:
    slug = text(fields.get("slug"))
    return row(
        raw,
        url=fields.get("url"),
        title=fields.get("title"),
        added=fields.get("savedAt"),
        tags=listed(fields.get("labels")),
        progress=fields.get("readingProgress"),
        author=fields.get("author"),
        html=_beside(source, beside.get((slug, True))),
        quotes=_quotes(_beside(source, beside.get((slug, False)))),
        is_archived=fields.get("state") == "Archived",
    )


def _beside(source: Source, info: zipfile.ZipInfo | None) -> str:
    """Return a file beside the list; nothing when there is none, or none that can be read."""
    if info is None or info.file_size > LARGEST:
        return ""
    try:
        with as_text(source.member(info)) as file:
            return file.read(LARGEST)
    except UnreadableError:
        return ""


def _quotes(marks: str) -> Iterator[Quote]:
    """Yield the highlights of a text: lines behind `>`, and the note below each."""
    said: list[str] = []
    note: list[str] = []
    for line in [*marks.splitlines(), ">"]:
        is_said = line.startswith(">")
        if is_said and (note or line == ">") and said:
            yield from quote("\n".join(said), note="\n".join(note))
            said, note = [], []
        if is_said:
            said.append(line[1:].strip())
        elif line.strip() and said:
            note.append(line)
