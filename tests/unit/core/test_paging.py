"""Cursors: opaque words that come back exactly, and strangers that are refused."""

from __future__ import annotations

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
