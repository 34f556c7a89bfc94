"""What people write, before it is kept."""

from __future__ import annotations

import pytest

from devket.core.text import said
from devket.core.wording import MOST_MENTIONS, handles_in


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\u200b\u200d",
        "\u202e",
        "\ufeff",
        "\u3164\u2800",
        "\x00\x07",
        "\u0301",
        "\u00ad",
    ],
)
def test_nothing_to_see_is_nothing(text: str) -> None:
    assert said(text) == ""


def test_what_turns_words_about_is_left_out() -> None:
    assert said("a\u202etxt.exe\u2066b") == "atxt.exeb"


def test_joiners_that_make_a_picture_or_a_word_stay() -> None:
    family = "\U0001f468\u200d\U0001f469"
    assert said(f" {family} \u0645\u06cc\u200c\u062e ") == f"{family} \u0645\u06cc\u200c\u062e"


def test_lines_stay_and_large_gaps_close() -> None:
    assert said("a\r\nb\r\n \r\n\r\n\r\nc") == "a\nb\n\nc"


def test_a_handle_is_named_once_and_in_lower_case() -> None:
    said = "@Alice, @bob and @alice; not mail@carol.example, @dave@there or https://a.example/@erin"
    assert handles_in(said) == ("alice", "bob")


def test_only_some_are_named() -> None:
    assert len(handles_in(" ".join(f"@user_{n}" for n in range(100)))) == MOST_MENTIONS
