"""Ranges of annotator.js: a path to an element of the article, and characters of its text. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

# What the sanitiser writes: attributes stand in double quotes, a bare `<` opens a tag.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?:[^">]|"[^"]*")*>')
_VOID = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})
_STEP = re.compile(r"/([a-z][a-z0-9-]*)(?:\[(\d{1,6})\])?", re.IGNORECASE)
_LONGEST = 400  # characters of a path
MOST_OFFSET = 10_000_000


@dataclass(slots=True)
class _Element:
    """An element with its path and the part of the whole text that is within it."""

    name: str
    path: str
    start: int
    end: int = -1
    counts: Counter[str] = field(default_factory=Counter)


class Article:
    """An article whose elements are looked through once, however many ranges are asked for."""

    def __init__(self, html: str) -> None:
        self._elements = _elements(html)

    def range_at(self, start: int, end: int) -> dict[str, str]:
        """Return the range of a part of the text."""
        first = last = self._elements[0]
        for one in self._elements:  # the innermost comes last
            first = one if one.start <= start < one.end else first
            last = one if one.start < end <= one.end else last
        return {
            "start": first.path,
            "startOffset": str(start - first.start),
            "end": last.path,
            "endOffset": str(end - last.start),
        }

    def start_of(self, told: object) -> int | None:
        """Return about where in the text a range begins, None when it leads nowhere."""
        if not isinstance(told, Mapping):
            return None
        path, offset = str(told.get("start", "")), offset_of(told.get("startOffset"))
        steps = [
            (name.lower(), int(number or 1)) for name, number in _STEP.findall(path[:_LONGEST])
        ]
        wanted = "".join(f"/{name}[{number}]" for name, number in steps)
        found = next((one for one in self._elements if one.path == wanted), None)
        return None if found is None or offset is None else min(found.start + offset, found.end)


def offset_of(told: object) -> int | None:
    """Return an offset, which clients send as a number or as text; None when it is neither."""
    if isinstance(told, bool) or not isinstance(told, int | str):
        return None
    text = str(told)
    is_number = text.isascii() and text.isdecimal() and len(text) < 9
    return int(text) if is_number and int(text) <= MOST_OFFSET else None


def is_range(told: object) -> bool:
    """Tell whether this is a range, wherever it leads."""
    if not isinstance(told, Mapping):
        return False
    paths = (told.get("start"), told.get("end"))
    offsets = (told.get("startOffset"), told.get("endOffset"))
    are_paths = all(isinstance(path, str) and len(path) <= _LONGEST for path in paths)
    return are_paths and all(offset_of(offset) is not None for offset in offsets)


def _elements(html: str) -> list[_Element]:
    """Return the article and all its elements, each before what is in it."""
    root = _Element("", "", 0)
    stack, found, at, done = [root], [root], 0, 0
    for tag in _TAG.finditer(html):
        at += len(unescape(html[done : tag.start()]))
        done, name = tag.end(), tag[2]
        if tag[1]:
            _close(stack, name, at)
            continue
        stack[-1].counts[name] += 1
        number = stack[-1].counts[name]
        element = _Element(name, f"{stack[-1].path}/{name}[{number}]", at)
        found.append(element)
        if name in _VOID:
            element.end = at
        else:
            stack.append(element)
        if name == "pre" and html.startswith("\n", done):
            done += 1  # as a parser drops it
    at += len(unescape(html[done:]))
    for element in stack:
        element.end = at
    return found


def _close(stack: list[_Element], name: str, at: int) -> None:
    if all(element.name != name for element in stack[1:]):
        return
    while True:
        element = stack.pop()
        element.end = at
        if element.name == name:
            return
