"""Which saves fit into so many minutes. Pure: what there is in, what was picked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

MOST_AT_ONCE = 6
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A save and how many minutes it takes to read."""

    save_id: int
    minutes: int


def mixed(
    favorites: Sequence[Candidate], newest: Sequence[Candidate], oldest: Sequence[Candidate]
) -> list[Candidate]:
    """Return all in the order they are wanted: favourites, then new and old ones in turns."""
    turns = [one for pair in zip_longest(newest, oldest) for one in pair if one is not None]
    return list(dict.fromkeys([*favorites, *turns]))


def pick(pool: Sequence[Candidate], minutes: int, *, round: int = 0) -> list[Candidate]:
    """Return saves that together take as much of the minutes as can be, never more.

    Of equal sums those that are wanted more. `round` leaves out what earlier rounds picked; when
    all was picked once it begins again. The same pool gives the same picks.
    """
    left, picked = list(pool), _fullest(pool, minutes)
    for _ in range(min(round, MOST_ROUNDS)):
        left = [one for one in left if one not in picked]
        picked = _fullest(left, minutes)
        if not picked:
            left = list(pool)
            picked = _fullest(left, minutes)
    return picked


def _fullest(pool: Sequence[Candidate], minutes: int) -> list[Candidate]:
    reached: dict[int, tuple[Candidate, ...]] = {0: ()}
    for one in pool:
        for total in sorted(reached, reverse=True):
            more = total + one.minutes
            if more <= minutes and more not in reached and len(reached[total]) < MOST_AT_ONCE:
                reached[more] = (*reached[total], one)
    return list(reached[max(reached)])
