"""When a save that is put off comes back, in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_skeleton
from flask_babel import get_locale, gettext, ngettext

SOON = timedelta(hours=12)
# The morning of a day, wherever the person is from Hawaii to New Zealand, and five hours more lie
# on that same day in UTC: so its date can be told without knowing where they are.
_TO_THE_DAY = timedelta(hours=5)


def wakes_label(until: datetime | None, *, now: datetime) -> str:
    """Return when a save comes back, in words; empty when it is not put off."""
    if until is None:
        return ""
    if until - now < SOON:
        hours = max(1, round((until - now).total_seconds() / 3600))
        return str(ngettext("Back in an hour", "Back in %(num)d hours", hours))
    day = format_skeleton("yMMMEd", day_of(until), locale=get_locale())
    return str(gettext("Back on %(day)s", day=day))


def day_of(until: datetime) -> date:
    """Return the day on which it comes back, where the person is."""
    return (until + _TO_THE_DAY).date()
