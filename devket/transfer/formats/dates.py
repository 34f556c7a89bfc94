"""Dates as programs write them: seconds, milliseconds, microseconds, ISO, what else is in use."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from devket.core.clock import utcnow
from devket.core.errors import N_

FUTURE = N_("The date lies in the future and was left out.")
TOO_OLD = N_("The date lies before 1990 and was left out.")
UNREADABLE = N_("The date could not be read and was left out.")

_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?$", re.ASCII)
_COLONLESS = re.compile(r"(?<=\d{2}:\d{2}:\d{2})(\.\d+)? ?([+-]\d{2})(\d{2})$", re.ASCII)
_DAY_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})\b", re.ASCII)
# As `Date` of JavaScript writes itself: Sat Mar 02 2024 10:20:30 GMT+0100 (…)
_SCRIPT = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) ([\d:]{8}) GMT([+-]\d{4})", re.ASCII
)
# From these numbers on it is milli-, micro- and nanoseconds: seconds reach them in the year 5138.
_FINER = ((10**17, 10**9), (10**14, 10**6), (10**11, 10**3))


def moment(value: object) -> tuple[datetime | None, str]:
    """Return the moment a value of a file tells, or None, with a remark when it tells none well."""
    text = str(value).strip() if isinstance(value, (str, int, float)) else ""
    if isinstance(value, bool) or not text or text.strip("0.") == "":
        return None, ""
    found = _read(text[:80])
    if found is None:
        return None, UNREADABLE
    if found < _OLDEST:
        return None, TOO_OLD
    return (found, "") if found <= utcnow() else (None, FUTURE)


def _read(text: str) -> datetime | None:
    try:
        found = _of_number(text) if _NUMBER.match(text) else _of_words(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _of_number(text: str) -> datetime:
    number = float(text)
    parts = next((parts for least, parts in _FINER if abs(number) >= least), 1)
    if parts == 1 and "." in text:
        return _EPOCH + timedelta(seconds=number)
    whole = int(text.partition(".")[0])
    return _EPOCH + timedelta(seconds=whole // parts, microseconds=whole % parts * 10**6 // parts)


def _of_words(text: str) -> datetime:
    if found := _SCRIPT.match(text):
        return parsedate_to_datetime("{1} {0} {2} {3} {4}".format(*found.groups()))
    text = _DAY_FIRST.sub(r"\3-\2-\1", text.removesuffix(" UTC").removesuffix(" GMT"))
    try:
        return datetime.fromisoformat(_COLONLESS.sub(r"\1\2:\3", text))
    except ValueError:
        return parsedate_to_datetime(text)
