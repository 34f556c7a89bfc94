"""Which version is shown: the newest that is nearly as good as the best, and never a worse one."""

from __future__ import annotations

import pytest

from devket.capture.model import Choice, State
from devket.library.services.scoring import Scored, best_of, score

GOOD = {"words": 900, "codes": 10, "images": 2}


def shown(*scores: int) -> int | None:
    """Return which of these versions is shown, 1 being the oldest."""
    found = best_of(Scored(number, value) for number, value in enumerate(scores, 1))
    return found.version if found else None


def worth(**changes: int) -> int:
    """Return the score of a good version, changed."""
    amounts = {**GOOD, **changes}
    return score(State.FULL_TEXT, choice=Choice.BEST, **amounts)


def test_no_amount_of_text_makes_up_for_a_state() -> None:
    teaser = score(State.PARTIAL, words=10**9, codes=99, images=99, choice=Choice.BEST)
    little = score(State.FULL_TEXT, words=1, codes=0, images=0, choice=Choice.BEST)
    assert teaser < little


def test_states_stand_in_their_order() -> None:
    order = [State.UNREACHABLE, State.BLOCKED, State.NOT_AN_ARTICLE, State.PARTIAL, State.FULL_TEXT]
    scores = [score(state, words=9, codes=0, images=0, choice=Choice.BEST) for state in order]
    assert scores == sorted(scores)


@pytest.mark.parametrize(
    ("later", "is_shown"),
    [
        ({}, True),  # the same again: the newer one
        ({"words": 1200}, True),
        ({"words": 850}, True),  # an edited page
        ({"words": 500}, False),
        ({"codes": 8}, False),  # code is content
        ({"codes": 9}, True),
        ({"images": 0}, True),
    ],
)
def test_a_later_version_is_shown_unless_it_is_worse(
    later: dict[str, int], *, is_shown: bool
) -> None:
    assert shown(worth(), worth(**later)) == (2 if is_shown else 1)


def test_small_losses_in_a_row_do_not_add_up() -> None:
    fading = [worth(words=round(5000 * 0.95**step)) for step in range(10)]
    chosen = shown(*fading)
    assert chosen is not None and fading[chosen - 1] % 1_000_000 >= 0.9 * (fading[0] % 1_000_000)


def test_a_part_that_somebody_asked_for_is_no_better_for_its_menus() -> None:
    whole = score(State.FULL_TEXT, words=9000, codes=9, images=9, choice=Choice.PAGE)
    assert shown(worth(), whole) == 1


def test_without_versions_none_is_shown() -> None:
    assert shown() is None
