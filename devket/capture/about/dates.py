"""When a page was published: reading the many ways pages write a date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from devket.core.clock import utcnow

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT"
    r"|[+-]\d{2}:?\d{2})?)?"
)
_NUMBERS = re.compile(r"(\d{4})\s*[./년年-]\s*(\d{1,2})\s*[./월月-]\s*(\d{1,2})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d.]*\d)")
# The twelve months of a year in the languages of the web, full and short.
_NAMES = """
jan january januar janvier janv enero ene gennaio janeiro januari
feb february februar février fevrier févr fevr febrero febbraio fevereiro februari
mar march märz maerz mär mrz mars marzo março marco maart
apr april avril avr abril abr aprile
may mai mayo maggio maio mei
jun june juni juin junio giugno junho
jul july juli juillet juil julio luglio julho
aug august août aout agosto ago augustus
sep sept september septembre septiembre setiembre settembre setembro
oct october okt oktober octobre octubre ottobre outubro
nov november novembre noviembre novembro
dec december dez dezember décembre decembre déc diciembre dic dicembre dezembro
"""
_MONTHS = {
    name: number
    for number, names in enumerate(_NAMES.split("\n")[1:13], start=1)
    for name in names.split()
}
_MONTH_FIRST = re.compile(
    r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd"
    r"|th)?,?\s+(?:\d{1,2}:\d{2}(?::\d{2})?\s+(?:[A-Z]{3}\s+)?)?"
    r"(\d{4})\b"
)
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|°)?\.?(?:\s+|-)(?:de\s+|of\s+)?([^\W\d_]{3,10})\.?,?(?:\s+|-)"
    r"(?:de\s+|del\s+)?(\d{4})\b"
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/_.-]|$)")
_LAST_IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d{2})-?(\d{2})-?(\d{2})(?=[/._-]|$)")
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_ANY = re.compile(
    rf"{_ISO.pattern}|{_NUMBERS.pattern}\s*[일日.]?|\b{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?\d{{4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|er|º)?\.?\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+)?\d{{4}}\b"
    rf"|\b{_MONTH}\s+\d{{1,2}}\b(?!:)"
    r"|(?<![\d.])\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b|\b\d{1,2}/\d{1,2}/\d{4}\b"
    r"|\b(?:an?|one|\d+)\s+(?:second|minute|hour|day|week|month|year)s?\s+ago\b"
    r"|\d+\s*(?:초|분|시간|일|주|개월|달|년)\s*전|\d+\s*(?:秒|分|分钟|小时|時間|天|日|周|个月"
    r"|か月|年)前"
    r"|(?:오전|오후|午前|午後|上午|下午)?\s*\d{1,2}:\d{2}(?::\d{2})?|\b\d{1,2}\s*(?:시"
    r"|時)\s*\d{1,2}\s*[분分]"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
# Nothing that `_ANY` finds is without one of these, and most lines have none.
_COULD_DATE = re.compile(r"\d|day\b|ago\b", re.IGNORECASE)
_STAMP = re.compile(r"\d{10}(?:\d{3})?")


def read_date(text: str, lang: str = "") -> datetime | None:
    """Return the first date in a short text as aware UTC, None when there is none that can be.

    A date without a zone is taken as UTC; years before 1990 or in the future are refused. `lang`
    tells whether 3/4/2026 is in March or in April.
    """
    text = text.strip()[:200]
    if _STAMP.fullmatch(text):
        return _plausible(datetime.fromtimestamp(int(text[:10]), UTC))
    if match := _ISO.search(text):
        return _from_iso(match)
    if match := _NUMBERS.search(text):
        return _make(match[1], match[2], match[3])
    for match in _MONTH_FIRST.finditer(text):
        if match[1].lower() in _MONTHS:
            return _make(match[3], _MONTHS[match[1].lower()], match[2])
    for match in _DAY_FIRST.finditer(text):
        if match[2].lower() in _MONTHS:
            return _make(match[3], _MONTHS[match[2].lower()], match[1])
    if match := _DOTTED.search(text):
        return _from_dotted(match, lang)
    match = _COMPACT.fullmatch(text)
    return _make(match[1], match[2], match[3]) if match else None


def _from_dotted(match: re.Match[str], lang: str) -> datetime | None:
    """Read 14.8.2026, 8/14/2026, 14/8/26: dots have the day first, slashes as the land has it."""
    one, other, year = match[1], match[3], match[4]
    year = f"20{year}" if len(year) == 2 else year
    has_day_first = match[2] != "/" or int(one) > 12 or lang[:2] not in ("", "en")
    day, month = (one, other) if has_day_first else (other, one)
    return _make(year, month, day)


def without_dates(text: str) -> str:
    """Return a short text with every date, time of day and "two days ago" taken out of it."""
    line = text[:400]
    return _ANY.sub(" ", line) if _COULD_DATE.search(line) else line


def split_at_date(text: str) -> tuple[str, str]:
    """Return what stands before the first date of a short text, and what after it."""
    line = text[:400]
    match = _ANY.search(line) if _COULD_DATE.search(line) else None
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def date_in_address(address: str) -> datetime | None:
    """Return the date an address carries in its path (`/2026/08/14/…`), whole dates only."""
    match = _IN_ADDRESS.search(address)
    if not match or not match[3]:
        match = _LAST_IN_ADDRESS.search(address.split("?", maxsplit=1)[0])
    return _make(match[1], match[2], match[3]) if match and match[3] else None


def _from_iso(match: re.Match[str]) -> datetime | None:
    day = _make(match[1], match[2], match[3])
    if day is None or match[4] is None:
        return day
    try:
        moment = day.replace(hour=int(match[4]), minute=int(match[5]), second=int(match[6] or 0))
    except ValueError:
        return day
    return _plausible(moment - _offset(match[7]))


def _offset(zone: str | None) -> timedelta:
    if not zone or zone[0] not in "+-":
        return timedelta()
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if zone[0] == "-" else size


def _make(year: str, month: str | int, day: str) -> datetime | None:
    try:
        return _plausible(datetime(int(year), int(month), int(day), tzinfo=UTC))
    except ValueError:
        return None


def _plausible(moment: datetime) -> datetime | None:
    return moment if moment.year >= 1990 and moment < utcnow() + timedelta(days=2) else None
