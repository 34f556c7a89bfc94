"""Handles that look alike, and the words of names."""

from __future__ import annotations

import pytest

from devket.core.lookalikes import handle_key
from devket.core.naming import name_ends, name_words
from devket.core.text import said, shown_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alice", "al1ce"),
        ("alice", "aiice"),
        ("bob_o", "b0b0"),
        ("modern", "modem"),
        ("_dora_", "dora"),
        ("savvy", "sawy"),
        ("r_n_ame", "mame"),
    ],
)
def test_look_alikes_have_one_key(one: str, other: str) -> None:
    assert handle_key(one) == handle_key(other)


@pytest.mark.parametrize(("one", "other"), [("alice", "alicia"), ("bob", "dob"), ("a2", "a3")])
def test_others_have_two(one: str, other: str) -> None:
    assert handle_key(one) != handle_key(other)


def test_a_handle_of_underscores_alone_is_compared_with_itself() -> None:
    assert handle_key("__") != handle_key("___")


def test_words_of_names_are_folded() -> None:
    assert name_words("Zoë_Kim (김 철수)") == ("zoe", "kim", "김", "철수")
    assert name_words("ＡＢ") == ("ab",)
    assert name_words("  _ ") == ()


def test_every_end_of_a_word_is_kept_but_single_letters() -> None:
    assert name_ends("Kim", "철수") == {"kim", "im", "철수", "수"}
    assert name_ends("a") == {"a"}
    assert max(map(len, name_ends("x" * 80))) == 30


@pytest.mark.parametrize("typed", ["", "  ", "\u200b\u2060", "\u202e", "\u0301", "\x00"])
def test_what_nobody_sees_is_nothing(typed: str) -> None:
    assert said(typed) == ""
    assert shown_name(typed) == ""


def test_marks_that_turn_the_direction_go_and_the_words_stay() -> None:
    assert said(" a\u202eb\u2069c\n한국 ") == "abc\n한국"
    assert shown_name("Ali\u200bce\u202e\nB.") == "Alice B."
    assert said("👩\u200d💻") == "👩\u200d💻"
