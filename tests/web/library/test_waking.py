"""When a save comes back is said as each language says a day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from devket.library.presenters.hygiene import snoozed_sentence
from devket.library.presenters.waking import wakes_label

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MONDAY_MORNING_IN_SEOUL = datetime(2026, 11, 29, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day"), [("en", "Mon, Nov 30, 2026"), ("ko", "2026년 11월 30일 (월)")]
)
def test_a_day_is_said_in_the_order_of_the_language(app: Flask, language: str, day: str) -> None:
    with app.test_request_context(), force_locale(language):
        assert day in wakes_label(MONDAY_MORNING_IN_SEOUL, now=NOW)


def test_what_is_not_put_off_says_nothing() -> None:
    assert wakes_label(None, now=NOW) == ""


def test_in_the_evening_tomorrow_is_still_said_as_a_day(app: Flask) -> None:
    evening, morning = datetime(2026, 11, 25, 23, tzinfo=UTC), datetime(2026, 11, 26, 8, tzinfo=UTC)
    with app.test_request_context():
        assert snoozed_sentence(morning, now=evening).startswith("Snoozed until Thursday")
