"""Highlights over the corpus find their place again after each kind of change, or none at all."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest

from devket.capture import sanitise
from devket.capture.marks import text_of
from devket.core.types import SafeHtml
from devket.reading.services.anchors import Known, anchor_at, locate
from devket.reading.services.folding import Ground, fold
from tests.unit.reading import changes
from tests.unit.reading.changes import KINDS, Page, Place

PAGES = Path(__file__).parents[2] / "corpus" / "pages"
EVERY = 2  # of the pages, for time's sake
HIGHLIGHTS = 6  # of a page
LONG_ENOUGH = 600
MOST_TWINS = 100
LEAST_FOUND = 0.98


@cache
def articles() -> tuple[tuple[str, SafeHtml], ...]:
    """Return sanitised articles of the corpus by their names."""
    found = []
    for path in sorted(PAGES.glob("*/article.html")):
        html = sanitise(path.read_text(encoding="utf-8"))
        if len(text_of(html)) >= LONG_ENOUGH:
            found.append((path.parent.name, html))
    return tuple(found[::EVERY])


def chosen(text: str, rng: Random) -> Iterator[Place]:
    """Yield places as readers would mark them: some words, a sentence, several paragraphs."""
    while True:
        length = rng.choice((12, 30, 60, 120, 300, 900))
        start = rng.randrange(max(1, len(text) - length))
        # People select whole words, nearly always.
        start += len(text[start:]) - len(text[start:].lstrip())
        while start and not text[start - 1].isspace() and rng.random() < 0.97:
            start -= 1
        end = start + len(text[start : start + length].rstrip())
        while end < len(text) and not text[end].isspace() and rng.random() < 0.97:
            end += 1
        # In a long line of the same few signs no place differs from the next.
        edges = text[start : start + 10], text[max(start, end - 10) : end]
        if end - start >= 3 and max(map(text.count, edges)) < MOST_TWINS:
            yield start, end


def _is_same(text: str, one: Place | None, other: Place | None) -> bool:
    """Tell places that differ by nothing that can be seen."""
    if one is None or other is None:
        return False
    edges = [text[slice(*sorted(pair))] for pair in zip(one, other, strict=True)]
    return not fold("".join(edges)).text


@pytest.mark.parametrize("with_known", [True, False], ids=["known", "alone"])
def test_highlights_find_their_place_again(*, with_known: bool) -> None:
    """With a version in which the place is known, as it is in an app, and by the anchor alone."""
    told: Counter[str] = Counter()
    wrong: list[str] = []
    for kind in KINDS:
        found: Counter[str] = Counter()
        for name, html in articles():
            for verdict, story in tried(kind, name, html, with_known=with_known):
                found[verdict] += 1
                wrong += [f"{kind} {name}: {story}"] if verdict == "wrong" else []
        print(f"{kind:24} {dict(found)}")
        told.update(found)
    share = told["exact"] / (told["exact"] + told["missed"])
    print(dict(told), f"{share:.2%}")
    assert not wrong, "\n".join(wrong)
    assert share >= LEAST_FOUND


def tried(kind: str, name: str, html: SafeHtml, *, with_known: bool) -> Iterator[tuple[str, str]]:
    """Yield what came of each highlight of a page that was changed, and the story of it."""
    rng = Random(f"{kind} {name}")
    old = SafeHtml(unicodedata.normalize("NFD", html)) if kind == "composed" else html
    text = text_of(old)
    places = [place for place, _ in zip(chosen(text, rng), range(HIGHLIGHTS), strict=False)]
    changed = KINDS[kind](Page(changes.with_signs(old, places)), rng)
    ground, before = Ground(text_of(changes.plain(changed))), Ground(text)
    for number, (start, end) in enumerate(places):
        known = Known(before, start, end) if with_known else None
        there = locate(anchor_at(text, start, end), ground, known=known)
        true = changes.truth(changed, number)
        yield judged(ground.text, there, true), f"{text[start:end]!r} {there} {true}"


def judged(text: str, there: Place | None, true: Place | None) -> str:
    """Return the verdict on one answer."""
    if there is None:
        return "gone" if true is None else "missed"
    return "exact" if there == true or _is_same(text, there, true) else "wrong"
