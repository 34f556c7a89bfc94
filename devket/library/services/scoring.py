"""How good a version of a page is, and which of several is shown. Pure: numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from devket.capture.model import Choice, State

_RANK = {
    State.PENDING: 0,
    State.UNREACHABLE: 1,
    State.BLOCKED: 2,
    State.NOT_AN_ARTICLE: 3,
    State.PARTIAL: 4,
    State.FULL_TEXT: 5,
}
_STEP = 1_000_000  # from one state to the next: no amount of text makes up for it
# What a code block and a picture are worth, in words. Losing two blocks of ten is to be noticed.
_CODE, _IMAGE, _MOST_IMAGES = 100, 10, 30
# Pages are edited: a version with this share of the best one's text is as good, and newer.
_NEARLY = 0.9


@dataclass(frozen=True, slots=True)
class Scored:
    """One version and its score; `version` grows with time."""

    version: int
    score: int


def score(state: State, *, words: int, codes: int, images: int, choice: Choice) -> int:
    """Return what a version is worth: its state first, then its text, code and pictures.

    A part that a person asked for instead of the best one counts by its state alone: the whole
    page always has more words, and menus are no gain.
    """
    amount = words + _CODE * codes + _IMAGE * min(images, _MOST_IMAGES)
    if choice is not Choice.BEST:
        amount = 0
    return _RANK[state] * _STEP + min(amount, _STEP - 1)


def best_of(versions: Iterable[Scored]) -> Scored | None:
    """Return the newest version that is nearly as good as the best; None when there is none.

    So a worse version never hides a better one, an edited page shows its edit, and ten small
    losses in a row cannot add up: each is measured against the best, not against the last.
    """
    held = sorted(versions, key=lambda one: one.version)
    if not held:
        return None
    best = max(one.score for one in held)
    least = best - (best % _STEP) + _NEARLY * (best % _STEP)
    return [one for one in held if one.score >= least][-1]
