"""Dates in all the ways programs write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from devket.core.clock import utcnow
from devket.transfer.formats.dates import FUTURE, TOO_OLD, UNREADABLE, moment

MOMENT = datetime(2024, 3, 2, 9, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        1709371230,
        "1709371230",
        " 1709371230 ",
        1709371230.0,
        "1709371230000",
        1709371230000,
        "1709371230000000",
        "1709371230000000000",
        "2024-03-02T09:20:30Z",
        "2024-03-02T09:20:30.000Z",
        "2024-03-02 09:20:30",
        "2024-03-02 09:20:30.000000+00:00",
        "2024-03-02T10:20:30+01:00",
        "2024-03-02T10:20:30+0100",
        "2024-03-02 10:20:30 +0100",
        "2024-03-02 09:20:30 UTC",
        "02/03/2024 09:20:30",
        "Sat, 02 Mar 2024 09:20:30 GMT",
        "Sat, 02 Mar 2024 10:20:30 +0100",
        "Sat Mar 02 2024 10:20:30 GMT+0100 (Central European Standard Time)",
    ],
)
def test_a_moment_is_read_in_every_way_it_is_written(value: object) -> None:
    assert moment(value) == (MOMENT, "")


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("1709371230.25", 250_000),
        ("1709371230250", 250_000),
        ("1709371230250001", 250_001),
        ("2024-03-02T09:20:30.250001Z", 250_001),
    ],
)
def test_parts_of_a_second_are_kept(value: str, parts: int) -> None:
    assert moment(value) == (MOMENT + timedelta(microseconds=parts), "")


def test_a_day_alone_is_its_beginning() -> None:
    assert moment("2024-03-02") == (datetime(2024, 3, 2, tzinfo=UTC), "")


@pytest.mark.parametrize("value", [None, "", " ", 0, "0", "0.0", True, False, [], {}])
def test_nothing_is_no_date_and_nothing_odd(value: object) -> None:
    assert moment(value) == (None, "")


@pytest.mark.parametrize(
    "value",
    [
        "yesterday",
        "NaN",
        float("nan"),
        float("inf"),
        "9" * 400,
        "-" + "9" * 400,
        "2024-13-40",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "Sat Mar 99 2024 10:20:30 GMT+0100",
        "١٧٠٩٣٧١٢٣٠",
    ],
)
def test_what_is_no_date_is_left_out_with_a_remark(value: object) -> None:
    found, remark = moment(value)
    assert found is None
    assert remark in (UNREADABLE, TOO_OLD, FUTURE)


def test_before_1990_and_in_the_future_it_is_left_out_with_a_remark() -> None:
    assert moment("1989-12-31T23:59:59Z") == (None, TOO_OLD)
    assert moment("-5") == (None, TOO_OLD)
    assert moment("1990-01-01T00:00:00Z")[0] is not None
    assert moment((utcnow() + timedelta(hours=1)).isoformat()) == (None, FUTURE)
    assert moment("4102444800") == (None, FUTURE)
