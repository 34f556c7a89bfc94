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
HIGHLIGHTS = 6  # of a page
LONG_ENOUGH = 600
MOST_TWINS = 100
LEAST_FOUND = 0.98
_told: Counter[str] = Counter()


@cache
def articles() -> tuple[tuple[str, SafeHtml], ...]:
    """Return sanitised articles of the corpus by their names."""
    found = []
    for path in sorted(PAGES.glob("*/article.html")):
        html = sanitise(path.read_text(encoding="utf-8"))
        if len(text_of(html)) >= LONG_ENOUGH:
            found.append((path.parent.name, html))
    return tuple(found)


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
@pytest.mark.parametrize("kind", KINDS)
def test_highlights_find_their_place_again(kind: str, *, with_known: bool) -> None:
    found: Counter[str] = Counter()
    wrong: list[str] = []
    for name, html in articles():
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
            is_exact = there == true or _is_same(ground.text, there, true)
            verdict = "exact" if is_exact else "missed" if there is None else "wrong"
            if true is None and there is None:
                verdict = "gone"
            found[verdict] += 1
            if verdict == "wrong":
                told = ground.text[slice(*there)] if there else ""
                right = ground.text[slice(*true)] if true else None
                wrong.append(f"{name}: {text[start:end]!r}\n  {there} {told!r}\n  {true} {right!r}")
    print(f"{kind:24} {dict(found)}")
    _told.update(found)
    assert not wrong, "\n".join(wrong)


def test_nearly_all_are_found() -> None:
    if not _told:
        pytest.skip("the kinds of change were not tried in this process")
    share = _told["exact"] / (_told["exact"] + _told["missed"])
    print(dict(_told), f"{share:.2%}")
    assert share >= LEAST_FOUND
