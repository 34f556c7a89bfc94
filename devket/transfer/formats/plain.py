"""Plain text: one address a line, links as Markdown has them, OneTab's `address | title`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from devket.core.urls import address_in
from devket.transfer.formats.entries import Row
from devket.transfer.formats.lines import bounded
from devket.transfer.formats.rows import row
from devket.transfer.formats.source import Source

_ADDRESS = re.compile(r"(?:[-*+•]\s+)?<?https?://\S", re.I)
# With one pair of brackets in the address, as encyclopedias have them.
_MARKDOWN = re.compile(
    r"(?:(?:[-*+]|\d+\.)\s+)?\[(.{0,500}?)\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)\)", re.I
)
_TAB = re.compile(r"https?://\S+ \| ", re.I)
LONGEST_LINE = 10_000  # letters
LOOKED_AT = 50  # lines


def detect(source: Source) -> bool:
    """Tell whether addresses stand among the first lines."""
    return any(_ADDRESS.match(line) or _MARKDOWN.match(line) for line in _first(source))


def detect_onetab(source: Source) -> bool:
    """Tell whether every one of the first lines is an address and a title, as OneTab parts them."""
    lines = _first(source)
    return bool(lines) and all(map(_TAB.match, lines))


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each line that is not empty."""
    with source.text() as file:
        for line, _ in bounded(file, LONGEST_LINE):
            if line.strip():
                yield _row(line.strip())


def _first(source: Source) -> list[str]:
    lines = (line.strip() for line in source.head.splitlines()[:LOOKED_AT])
    return [line for line in lines if line]


def _row(line: str) -> Row:
    if linked := _MARKDOWN.match(line):
        return row(line, url=linked[2], title=linked[1])
    if _TAB.match(line):
        address, _, title = line.partition(" | ")
        return row(line, url=address, title=title)
    # A line that is one word may be an address without its scheme; in a sentence it is looked for.
    return row(line, url=address_in(line) or (line if len(line.split()) == 1 else ""))
