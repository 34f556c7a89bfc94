"""Plain text: one address a line, OneTab's `address | title` among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from devket.core.errors import N_
from devket.transfer.formats.entries import Entry, Refused, Row
from devket.transfer.formats.source import Source

_ADDRESS = re.compile(r"https?://\S+", re.I)
LONGEST_LINE = 10_000  # characters


def detect(source: Source) -> bool:
    """Tell whether the first lines with anything on them are addresses."""
    lines = [line for line in source.head.splitlines()[:50] if line.strip()]
    return bool(lines) and any(_ADDRESS.match(line.strip()) for line in lines[:5])


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each line that is not empty."""
    with source.text() as file:
        for line in file:
            text = line.strip()[:LONGEST_LINE]
            if text:
                yield _row(text)


def _row(text: str) -> Row:
    found = _ADDRESS.match(text)
    if found is None:
        return Refused(N_("No address stands here."), raw=text)
    _, mark, title = text[found.end() :].partition("|")
    return Entry(url=found[0], title=title.strip() if mark else "", raw=text)
