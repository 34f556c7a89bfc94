"""The table of contents of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devket.capture.outline import Heading

_FEWEST = 3  # headings that make a table worth its room
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class TocLine:
    """One heading; `depth` is 1 to 3, from the highest heading that there is."""

    href: str
    text: str
    depth: int


def toc_of(headings: Sequence[Heading]) -> tuple[TocLine, ...]:
    """Return the lines of the table, none where an article has few headings."""
    if len(headings) < _FEWEST:
        return ()
    top = min(heading.level for heading in headings)
    return tuple(
        TocLine(f"#{one.anchor}", one.text, min(one.level - top + 1, _DEEPEST)) for one in headings
    )
