"""Cursors: opaque words that come back exactly, and strangers that are refused."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from devket.core.errors import InvalidError
from devket.core.paging import Cursor


def test_a_cursor_survives_its_address_to_the_microsecond() -> None:
    cursor = Cursor(datetime(2026, 11, 21, 9, 8, 7, 654321, tzinfo=UTC), 42)
    assert Cursor.decode(cursor.encode()) == cursor


@pytest.mark.parametrize(
    "word", ["", "x", "!!!!", "MTIz", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ", "ä"]
)
def test_a_strange_cursor_is_refused_in_words(word: str) -> None:
    with pytest.raises(InvalidError):
        Cursor.decode(word)


@pytest.mark.parametrize(
    "at", [0, 7, -3, 2**63 - 1, "", "a.b", "가나다", "😀", "n12", "s", "x" * 255]
)
def test_a_cursor_of_a_number_or_a_text_survives_its_address(at: int | str) -> None:
    cursor = Cursor(at, 2**31 - 1)
    found = Cursor.decode(cursor.encode())
    assert found == cursor
    assert type(found.at) is type(at)


@pytest.mark.parametrize("told", ["1.n", "1.nx", f"1.n{2**63}", "1.sa\x00b", "1.s" + "x" * 400])
def test_a_cursor_that_no_list_made_is_refused(told: str) -> None:
    word = base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")
    with pytest.raises(InvalidError):
        Cursor.decode(word)
