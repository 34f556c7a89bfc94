"""What is put off until when, what fits into some minutes, what is old: in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import format_date, gettext, lazy_gettext, ngettext

from devket.core.text import WORDS_A_MINUTE, reading_minutes
from devket.library.models import Save
from devket.library.presenters.items import SaveItem, save_item, since
from devket.library.presenters.waking import day_of, wakes_label
from devket.library.queries.hygiene import MOST_TOLD
from devket.library.services.picking import Candidate
from devket.library.services.reviewing import Verdict
from devket.library.services.snoozing import LATER, LONGEST, Until

MINUTES = (5, 12, 20, 45)  # offered with a press
MOST_MINUTES = 600

SNOOZES = (
    (Until.LATER, lazy_gettext("Later today")),
    (Until.TOMORROW, lazy_gettext("Tomorrow")),
    (Until.WEEKEND, lazy_gettext("At the weekend")),
    (Until.WEEK, lazy_gettext("Next week")),
    (Until.MONTH, lazy_gettext("Next month")),
)
VERDICTS = (
    (Verdict.KEEP, lazy_gettext("Keep")),
    (Verdict.ARCHIVE, lazy_gettext("Archive it")),
    (Verdict.SNOOZE, lazy_gettext("Next month")),
    (Verdict.DELETE, lazy_gettext("Delete")),
)


@dataclass(frozen=True, slots=True)
class SnoozeView:
    """The choices of when a save comes back."""

    href: str
    title: str
    wakes_label: str
    choices: tuple[tuple[str, str], ...]
    first_day: str
    last_day: str
    day: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class PicksView:
    """What fits into some minutes."""

    minutes: int
    heading: str
    told: str
    items: tuple[SaveItem, ...]
    other_round: int


@dataclass(frozen=True, slots=True)
class StaleItem:
    """One old save under review."""

    item: SaveItem
    name: str
    since_label: str


def snooze_view(save: Save, title: str, *, now: datetime) -> SnoozeView:
    """Return the choices for a save."""
    return SnoozeView(
        href=f"/saves/{save.id}",
        title=title,
        wakes_label=wakes_label(save.snoozed_until, now=now),
        choices=tuple((value.value, str(label)) for value, label in SNOOZES),
        first_day=(now.date() + timedelta(days=1)).isoformat(),
        last_day=(now.date() + LONGEST).isoformat(),
    )


def snoozed_sentence(until: datetime, *, now: datetime) -> str:
    """Return what was done, for the message after it."""
    if until - now <= LATER:
        hours = max(1, round((until - now).total_seconds() / 3600))
        told = ngettext("Snoozed for an hour.", "Snoozed for %(num)d hours.", hours)
        return str(told)
    return str(gettext("Snoozed until %(day)s.", day=format_date(day_of(until), "full")))


def most_words(minutes: int) -> int:
    """Return how long a text may be that is told to take so many minutes."""
    return int((minutes + 0.5) * WORDS_A_MINUTE)


def candidates(saves: Sequence[Save]) -> list[Candidate]:
    """Return saves as the picking takes them: with the minutes that are told of them."""
    return [Candidate(save.id, reading_minutes(save.word_count)) for save in saves]


def picks_view(minutes: int, picks: Sequence[Save], *, round: int, now: datetime) -> PicksView:
    """Return what was picked."""
    total = sum(reading_minutes(save.word_count) for save in picks)
    return PicksView(
        minutes=minutes,
        heading=ngettext("What fits into a minute", "What fits into %(num)d minutes", minutes),
        told=gettext(
            "%(saves)s, %(minutes)s in all",
            saves=ngettext("%(num)d save", "%(num)d saves", len(picks)),
            minutes=ngettext("%(num)d minute", "%(num)d minutes", total),
        ),
        items=tuple(save_item(save, now=now) for save in picks),
        other_round=round + 1,
    )


def stale_items(saves: Sequence[Save], *, now: datetime) -> tuple[StaleItem, ...]:
    """Return old saves for review."""
    return tuple(
        StaleItem(save_item(save, now=now), f"do-{save.id}", since(save.saved_at, now=now))
        for save in saves
    )


def left_label(number: int) -> str:
    """Return how many old saves are left."""
    if number > MOST_TOLD:
        return str(gettext("More than %(num)d left", num=MOST_TOLD))
    return str(ngettext("%(num)d left", "%(num)d left", number))
