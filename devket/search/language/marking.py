"""Where the words of a query stand in a text as people read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from devket.search.language.analyser import RUN, is_run, plain
from devket.search.language.tree import Term

_BEFORE, _AFTER = 70, 150  # characters around the first word found
_LETTER = rf"[^\W_{RUN}]"
_GAP = r"[\W_]{0,20}"
_SPACE = re.compile(r"\s+")
Parts = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters of a text that are the n-th term."""

    start: int
    end: int
    term: int


def pattern_of(terms: Sequence[Term], *, is_open: bool = False) -> re.Pattern[str] | None:
    """Return a pattern with a group for each term, None without terms.

    With `is_open` a word may go on behind the last one.
    """
    said = [f"({_said(term, is_open=is_open and term is terms[-1])})" for term in terms]
    return re.compile("|".join(said)) if said else None


def _said(term: Term, *, is_open: bool) -> str:
    first, last = term.units[0], term.units[-1]
    opening = "" if is_run(first) else f"(?<!{_LETTER})"
    closing = "" if is_run(last) or is_open else f"(?!{_LETTER})"
    return f"{opening}{_GAP.join(map(re.escape, term.units))}{closing}"


def hits_in(text: str, pattern: re.Pattern[str]) -> list[Hit]:
    """Return where the terms stand, in characters of the text as it is."""
    folded = plain(text)
    places = None if len(folded) == len(text) else _places(text)
    if places is not None:
        folded = "".join(plain(char) for char in text)
    found = []
    for one in pattern.finditer(folded):
        start, end = one.span()
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        found.append(Hit(start, end, (one.lastindex or 1) - 1))
    return found


def _places(text: str) -> list[int]:
    """Return for each character of the folded text which one of the text it is from."""
    return [at for at, char in enumerate(text) for _ in plain(char)]


def whole(text: str, pattern: re.Pattern[str]) -> Parts:
    """Return all of a text, in parts that are hits and parts that are not."""
    return _cut(text, hits_in(text, pattern), 0, len(text))


def around(text: str, hits: Sequence[Hit]) -> Parts:
    """Return the piece of a text in which most of the terms stand, on one line."""
    best = max(hits[:200], key=lambda hit: _richness(hit, hits), default=None)
    if best is None:
        return ()
    start = max(0, best.start - _BEFORE)
    end = min(len(text), best.end + _AFTER)
    if start and (border := _SPACE.search(text, start, best.start)):
        start = border.end()
    if end < len(text) and (space := text.rfind(" ", best.end, end)) > 0:
        end = space
    parts = _cut(text, hits, start, end)
    opening = (("…", False),) if start else ()
    closing = (("…", False),) if end < len(text) else ()
    return (*opening, *((_SPACE.sub(" ", said), is_hit) for said, is_hit in parts), *closing)


def _richness(hit: Hit, hits: Sequence[Hit]) -> tuple[int, int]:
    near = {one.term for one in hits[:200] if hit.start <= one.start < hit.end + _AFTER}
    return len(near), -hit.start


def _cut(text: str, hits: Iterable[Hit], start: int, end: int) -> Parts:
    parts: list[tuple[str, bool]] = []
    at = start
    for hit in hits:
        if hit.start < at or hit.end > end:
            continue
        parts += [(text[at : hit.start], False), (text[hit.start : hit.end], True)]
        at = hit.end
    parts.append((text[at:end], False))
    return tuple((said, is_hit) for said, is_hit in parts if said)
