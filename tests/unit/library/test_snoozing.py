"""When a save that is put off comes back: mornings where the person is, days that make sense."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from devket.core.errors import InvalidError
from devket.library.services.snoozing import Until, wake_time

FRIDAY = datetime(2026, 5, 29, 22, 30, tzinfo=UTC)  # in Seoul it is Saturday morning
SEOUL = timedelta(hours=9)


@pytest.mark.parametrize(
    ("until", "offset", "wanted"),
    [
        (Until.LATER, SEOUL, datetime(2026, 5, 30, 1, 30, tzinfo=UTC)),
        (Until.TOMORROW, timedelta(), datetime(2026, 5, 30, 8, tzinfo=UTC)),
        (Until.TOMORROW, SEOUL, datetime(2026, 5, 30, 23, tzinfo=UTC)),
        (Until.WEEKEND, timedelta(), datetime(2026, 5, 30, 8, tzinfo=UTC)),
        (Until.WEEKEND, SEOUL, datetime(2026, 6, 5, 23, tzinfo=UTC)),
        (Until.WEEK, timedelta(), datetime(2026, 6, 1, 8, tzinfo=UTC)),
        (Until.MONTH, timedelta(), datetime(2026, 6, 1, 8, tzinfo=UTC)),
        (Until.TOMORROW, timedelta(days=3), datetime(2026, 5, 30, 8, tzinfo=UTC)),
    ],
)
def test_it_comes_back_in_the_morning(until: Until, offset: timedelta, wanted: datetime) -> None:
    assert wake_time(until, now=FRIDAY, offset=offset) == wanted


def test_next_month_follows_december_and_long_months() -> None:
    end = datetime(2026, 12, 31, 12, tzinfo=UTC)
    assert wake_time(Until.MONTH, now=end).date() == date(2027, 1, 1)
    assert wake_time(Until.MONTH, now=datetime(2026, 1, 31, tzinfo=UTC)).date() == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (None, "Choose a day."),
        (date(2026, 5, 29), "yet to come"),
        (date(1, 1, 1), "yet to come"),
        (date(2031, 6, 3), "five years"),
        (date(9999, 12, 31), "five years"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(day: date | None, sentence: str) -> None:
    with pytest.raises(InvalidError, match=sentence):
        wake_time(Until.DAY, now=FRIDAY, day=day)


def test_a_chosen_day_is_a_morning_too() -> None:
    chosen = wake_time(Until.DAY, now=FRIDAY, offset=SEOUL, day=date(2026, 6, 2))
    assert chosen == datetime(2026, 6, 1, 23, tzinfo=UTC)
