"""How long ago something was shared, in few words."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from babel.dates import format_skeleton, format_timedelta
from flask_babel import format_date, get_locale, gettext

from devket.web.parts import parts

_RECENT = timedelta(days=7)


def ago(moment: datetime) -> str:
    """Return "3h", or "now"; after a week the date, with the year only when it is another."""
    now = parts().clock()
    passed = now - moment
    if passed < timedelta(minutes=1):
        return str(gettext("now"))
    if passed < _RECENT:
        return _few_words(passed // timedelta(minutes=1), str(get_locale()))
    if moment.year == now.year:
        return str(format_skeleton("MMMd", moment, locale=get_locale()))
    return str(format_date(moment, "medium"))


@cache
def _few_words(minutes: int, locale: str) -> str:
    """Return the words for so many minutes: of some 10,000 a language, most lists share a few."""
    passed = timedelta(minutes=minutes)
    return format_timedelta(passed, threshold=1, format="narrow", locale=locale)
