"""Hangul on its way: each state of the field leads to the word that is being typed."""

from __future__ import annotations

import pytest

from devket.search.language.composing import becoming


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ("파ㅇ", "파"),
        ("팡", "파"),
        ("파있", "파이"),
        ("sqlite 파ㅆ", "sqlite 파"),
        ("ㅍ", ""),
        ("파이 ㅆ", "파이 "),
    ],
)
def test_what_may_begin_the_next_syllable_goes(typed: str, opened: str) -> None:
    assert becoming(typed) == opened


def test_an_open_syllable_stands_for_all_that_it_may_become() -> None:
    opened = becoming("tag:a 파이써")
    assert opened.startswith("tag:a (파이써 or 파이썩 or ") and opened.endswith(" or 파이쎃)")
    assert " 파이썬 " in opened and opened.count(" or ") == 27


@pytest.mark.parametrize(
    "typed", ["", "sqlite", "파이 ", "tag:파이", '"파이', "-파이", "(파이)", "検索", "파이c"]
)
def test_nothing_else_is_taken_for_half_a_syllable(typed: str) -> None:
    assert becoming(typed) == ""
