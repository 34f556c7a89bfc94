"""What fits into some minutes: near their sum, never over it, the wanted first, no pick twice."""

from __future__ import annotations

import random

from devket.library.services.picking import MOST_AT_ONCE, Candidate, mixed, pick


def some(*minutes: int) -> list[Candidate]:
    return [Candidate(number, length) for number, length in enumerate(minutes)]


def taken(picks: list[Candidate]) -> list[int]:
    return [one.minutes for one in picks]


def test_one_that_fits_well_is_enough() -> None:
    assert taken(pick(some(12, 5, 7), 12)) == [12]


def test_several_come_near_the_sum() -> None:
    assert taken(pick(some(5, 20, 6, 9), 12)) == [5, 6]


def test_nothing_fits_is_no_pick() -> None:
    assert pick(some(20, 30), 12) == []
    assert pick([], 12) == []


def test_of_equal_sums_the_wanted_come_first() -> None:
    assert [one.save_id for one in pick(some(4, 8, 8, 4), 12)] == [0, 1]


def test_other_picks_are_others_until_all_were_picked() -> None:
    pool = some(12, 12, 6, 6)
    rounds = [tuple(one.save_id for one in pick(pool, 12, round=number)) for number in range(4)]
    assert rounds == [(0,), (1,), (2, 3), (0,)]


def test_favourites_come_first_then_new_and_old_in_turns() -> None:
    a, b, c, d = some(1, 2, 3, 4)
    assert mixed([b], [a, b, c], [d, c]) == [b, a, d, c]


def test_any_pool_is_picked_within_bounds_and_the_same_way() -> None:
    chance = random.Random(3)
    for _ in range(200):
        pool = some(*(chance.randint(1, 40) for _ in range(chance.randint(0, 120))))
        minutes, number = chance.randint(1, 600), chance.randint(0, 30)
        picks = pick(pool, minutes, round=number)
        assert sum(taken(picks)) <= minutes
        assert len(set(picks)) == len(picks) <= MOST_AT_ONCE
        assert picks == pick(pool, minutes, round=number)
