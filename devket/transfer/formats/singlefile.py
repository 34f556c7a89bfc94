"""A page saved by SingleFile: address and date from the remark at the top, the text as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from devket.core.errors import N_
from devket.transfer.formats.entries import Entry, Row
from devket.transfer.formats.rows import passage, plain, row
from devket.transfer.formats.source import LARGEST, Source

_SIGN = re.compile(
    r"<!--\s*(Page saved with|Archive processed by) SingleFile\b(.{0,2500}?)-->", re.S
)
_URL = re.compile(r"^\s*url: *(\S+)", re.M)
_DATE = re.compile(r"^\s*saved date: *(.+)", re.M)
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,2000}?)</title>", re.I | re.S)
TOO_LARGE = N_("The page in this file is too large to be taken from it; it is fetched instead.")


def detect(source: Source) -> bool:
    """Tell whether SingleFile's remark stands at the start."""
    return bool(_SIGN.search(source.head))


def read(source: Source) -> Iterator[Row]:
    """Yield the page."""
    with source.text() as file:
        page = file.read(LARGEST + 1)
    found = _SIGN.search(source.head)
    remark = passage(found[2]) if found else ""
    url, date, title = _URL.search(remark), _DATE.search(remark), _TITLE.search(source.head)
    is_whole = len(page) <= LARGEST
    entry = row(
        found[0] if found else "",
        url=url[1] if url else "",
        title=plain(title[1]) if title else "",
        added=date[1].strip() if date else None,
        html=page if is_whole else "",
    )
    if isinstance(entry, Entry) and not is_whole:
        entry = replace(entry, remarks=(*entry.remarks, TOO_LARGE))
    yield entry
