"""Reading the values of operators; each refusal says how the value is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from devket.core.errors import N_
from devket.search.language.analyser import specials_of, units_of
from devket.search.language.errors import QueryError
from devket.search.language.operators import OPERATORS
from devket.search.language.tree import Filter, Span, Term

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,4})([dwmy])")
_TIME = re.compile(r"(<=?|>=?|=)?(\d{1,4})(?:-(\d{1,4}))?(?:m|min)?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_LANG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


def read(name: str, value: str, span: Span, *, now: datetime, tz: tzinfo) -> Filter:
    """Return the filter of an operator and its value; `QueryError` when the value is nonsense."""
    match name:
        case "title" | "author":
            return Filter(name, _term(name, value, span), span)
        case "before" | "after":
            return Filter(name, _day(name, value, span, now=now, tz=tz), span)
        case "time":
            return Filter(name, _minutes(value, span), span)
        case "lang" if not _LANG.fullmatch(value):
            raise _refused(
                N_("“%(value)s” is no language: write it as lang:ko or lang:en."), value, span
            )
        case "site":
            return Filter(name, _site(value, span), span)
        case _ if OPERATORS[name].values:
            return Filter(name, _one_of(name, value, span), span)
        case "lang":
            return Filter(name, value.lower(), span)
        case _:
            return Filter(name, value, span)


def _refused(message: str, value: str, span: Span, **details: object) -> QueryError:
    return QueryError(message, start=span.start, end=span.end, value=value, **details)


def _one_of(name: str, value: str, span: Span) -> str:
    known = OPERATORS[name].values
    wanted = value.casefold()
    found = wanted if wanted in known else wanted.removesuffix("s")
    found = {"favourite": "favorite", "archive": "archived"}.get(found, found)
    if found not in known:
        message = N_("“%(value)s” cannot stand after %(name)s: write one of %(known)s.")
        raise _refused(message, value, span, name=name, known=", ".join(known))
    return found


def _term(name: str, value: str, span: Span) -> Term:
    units = tuple(units_of(value))
    if not units:
        message = N_("“%(value)s” holds no word to look for after %(name)s.")
        raise _refused(message, value, span, name=name)
    return Term(value, units, tuple(specials_of(value)), span)


def _site(value: str, span: Span) -> str:
    host = value.casefold().split("://", 1)[-1].split("/", 1)[0].removeprefix("www.").strip(".")
    if not host or " " in host:
        raise _refused(N_("“%(value)s” is no site: write it as site:example.org."), value, span)
    return host


def _minutes(value: str, span: Span) -> tuple[int | None, int | None]:
    """Return the least and the most minutes, either None for no limit."""
    found = _TIME.fullmatch(value.replace(" ", ""))
    if found is None or (found[1] and found[3]):
        raise _refused(
            N_("“%(value)s” is no reading time: write minutes as time:<10, time:>30 or time:5-15."),
            value,
            span,
        )
    sign, minutes = found[1] or "", int(found[2])
    if found[3]:
        return minutes, int(found[3])
    ways: dict[str, tuple[int | None, int | None]] = {
        "<": (None, minutes - 1),
        "<=": (None, minutes),
        ">": (minutes + 1, None),
        ">=": (minutes, None),
    }
    return ways.get(sign, (minutes, minutes))


def _day(name: str, value: str, span: Span, *, now: datetime, tz: tzinfo) -> datetime:
    ago, dated = _AGO.fullmatch(value.casefold()), _DATE.fullmatch(value)
    try:
        if ago:
            return now - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
        if dated is None:
            raise ValueError("no date")
        year, month, day = (int(part or 1) for part in dated.groups())
        return datetime(year, month, day, tzinfo=tz).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        message = N_(
            "“%(value)s” is no day: write it as %(name)s:2024, %(name)s:2024-06,"
            " %(name)s:2024-06-30, or %(name)s:7d, 2w, 3m, 1y for so long ago."
        )
        raise _refused(message, value, span, name=name) from error
