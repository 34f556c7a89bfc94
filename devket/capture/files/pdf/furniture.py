"""What stands at the edge of pages for leafing through them: running heads, numbers, leaders."""

from __future__ import annotations

import re
from collections import Counter

from devket.capture.files.pdf.lines import Line

_DIGITS = re.compile(r"\d+")
_NOT_WORD = re.compile(r"[\W_]+")
_OUTER_NUMBER = re.compile(r"^(\d{1,4})\b|\b(\d{1,4})$")
_PAGE_NUMBER = re.compile(
    r"(?:page\s+|p\.\s*)?[-–—]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I
)
_LEADER = re.compile(r"(?:\. ?){5,}\s*(?:\d{1,4}|[ivxlc]{1,7})?$")  # of a table of contents
_EDGE_LINES = 2  # at the top and the bottom of a page
_LEAST_PAGES = 3


def plain(text: str) -> str:
    """Return the letters and digits of a text, for comparing."""
    return _NOT_WORD.sub("", text).casefold()


def without_furniture(lines: list[Line]) -> list[Line]:
    """Return the lines without those that repeat at the edge of pages, and without page numbers."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        pages.setdefault(line.page, []).append(index)
    edges: list[int] = []
    for indexes in pages.values():
        down = sorted(indexes, key=lambda index: lines[index].top)
        edges += dict.fromkeys((*down[:_EDGE_LINES], *down[-_EDGE_LINES:]))
    gone = _repeated(lines, edges, len(pages)) | _numbered(lines, edges, len(pages))
    return [
        line
        for index, line in enumerate(lines)
        if index not in gone and not _is_leader(line.text[-200:])
    ]


def _is_leader(end: str) -> bool:
    return (".." in end or ". ." in end) and _LEADER.search(end) is not None


def _repeated(lines: list[Line], edges: list[int], pages: int) -> set[int]:
    seen: Counter[tuple[str, int]] = Counter(_look(lines[index]) for index in edges)
    often = max(_LEAST_PAGES, pages // 6)
    return {
        index
        for index in edges
        if seen[_look(lines[index])] >= often or _PAGE_NUMBER.fullmatch(lines[index].text.strip())
    }


def _look(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", plain(line.text)), round(line.top / 12)


def _numbered(lines: list[Line], edges: list[int], pages: int) -> set[int]:
    """Return the lines that carry their page's number, whatever chapter they name beside it."""
    offsets = {index: _offset(lines[index]) for index in edges}
    counted = Counter(offset for offset in offsets.values() if offset is not None)
    usual = {offset for offset, n in counted.items() if n >= max(_LEAST_PAGES, pages // 3)}
    return {index for index, offset in offsets.items() if offset in usual}


def _offset(line: Line) -> int | None:
    found = _OUTER_NUMBER.search(line.text.strip())
    return int(found[1] or found[2]) - line.page if found else None
