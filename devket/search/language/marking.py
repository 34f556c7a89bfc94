"""Where the words of a query stand in a text as people read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from devket.search.language.analyser import RUN, is_run, plain
from devket.search.language.tree import Term

_BEFORE, _AFTER = 70, 150  # characters around the first word found
_LETTER = rf"[^\W_{RUN}]"
_GAP = r"[\W_]{0,20}"
_SPACE = re.compile(r"\s+")
Parts = tuple[tuple[str, bool], ...]
Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters of a text that are the n-th term."""

    start: int
    end: int
    term: int


def patterns_of(terms: Sequence[Term]) -> Patterns:
    """Return a pattern for each term, in their order."""
    return tuple(re.compile(_said(term)) for term in terms)


def _said(term: Term) -> str:
    first, *more = term.units
    opening = re.escape(first)
    # Each begins with what it looks for, which a long text is searched for much faster than for a
    # place that may be one; what must not stand before it is asked where it was found.
    if not is_run(first):
        opening = f"{opening}(?<!{_LETTER}{opening})"
    closing = "" if is_run(term.units[-1]) else f"(?!{_LETTER})"
    return f"{_GAP.join((opening, *map(re.escape, more)))}{closing}"


def hits_in(text: str, patterns: Patterns) -> list[Hit]:
    """Return where the terms stand, in characters of the text as it is; none within another."""
    folded = plain(text)
    places = None if len(folded) == len(text) else _places(text)
    if places is not None:
        folded = "".join(plain(char) for char in text)
    spans = [
        (*one.span(), term)
        for term, pattern in enumerate(patterns)
        for one in pattern.finditer(folded)
    ]
    if len(patterns) > 1:
        spans.sort(key=lambda span: (span[0], span[2]))
    found: list[Hit] = []
    at = 0
    for start, end, term in spans:
        if start < at:
            continue
        at = end
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        found.append(Hit(start, end, term))
    return found


def _places(text: str) -> list[int]:
    """Return for each character of the folded text which one of the text it is from."""
    return [at for at, char in enumerate(text) for _ in plain(char)]


def whole(text: str, patterns: Patterns) -> Parts:
    """Return all of a text, in parts that are hits and parts that are not."""
    return _cut(text, hits_in(text, patterns), 0, len(text))


def around(text: str, hits: Sequence[Hit]) -> Parts:
    """Return the piece of a text in which most of the terms stand, on one line."""
    if not hits:
        return ()
    best = _richest(hits[:200])
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


def _richest(hits: Sequence[Hit]) -> Hit:
    """Return the hit after which the most terms stand, the first of several."""
    best, most = hits[0], 0
    terms = len({one.term for one in hits})
    for at, hit in enumerate(hits):
        if most == terms:
            break
        near = {hit.term}
        for one in islice(hits, at, None):
            if one.start >= hit.end + _AFTER:
                break
            near.add(one.term)
        if len(near) > most:
            best, most = hit, len(near)
    return best


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
