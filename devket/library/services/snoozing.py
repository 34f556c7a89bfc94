"""Putting saves off: out of My List until a time, then back on its top."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import N_, InvalidError
from devket.library import queries
from devket.library.models import Save
from devket.library.services.counting import counted
from devket.library.services.shelving import move_to_top

LATER = timedelta(hours=3)
MORNING = time(8)  # where the person is
LONGEST = timedelta(days=5 * 366)
_MOST_OFFSET = timedelta(hours=15)
_SATURDAY, _MONDAY = 5, 0


class Until(StrEnum):
    """How long a save is put off."""

    LATER = "later"
    TOMORROW = "tomorrow"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    DAY = "day"  # a date that is chosen


def wake_time(
    until: Until, *, now: datetime, offset: timedelta = timedelta(), day: date | None = None
) -> datetime:
    """Return when a save put off so comes back: in three hours, or in the morning of that day.

    `offset` is what the person's clock is ahead of UTC. Raises `InvalidError` for a day that is
    missing, past, or more than five years away.
    """
    if until is Until.LATER:
        return now + LATER
    if abs(offset) > _MOST_OFFSET:
        offset = timedelta()
    today = (now + offset).date()
    chosen = day if until is Until.DAY else _day(until, today)
    if chosen is None:
        raise InvalidError(N_("Choose a day."), field="day")
    if chosen <= today:
        raise InvalidError(N_("Choose a day that is yet to come."), field="day")
    if chosen - today > LONGEST:
        raise InvalidError(N_("Choose a day within the next five years."), field="day")
    return datetime.combine(chosen, MORNING, UTC) - offset


def checked(until: datetime, *, now: datetime) -> datetime:
    """Return a time to put a save off to; `InvalidError` when it is past or too far away."""
    if until <= now:
        raise InvalidError(N_("Choose a day that is yet to come."), field="snoozed_until")
    if until - now > LONGEST:
        raise InvalidError(N_("Choose a day within the next five years."), field="snoozed_until")
    return until


def _day(until: Until, today: date) -> date:
    match until:
        case Until.WEEKEND:
            return _next(today, _SATURDAY)
        case Until.WEEK:
            return _next(today, _MONDAY)
        case Until.MONTH:
            return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        case _:
            return today + timedelta(days=1)


def _next(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def snooze(session: Session, *, viewer_id: int, save_id: int, until: datetime) -> Save:
    """Put a save off; an archived one comes back onto My List then, too."""
    save = queries.save_to_change(session, viewer_id, save_id)
    with counted(session, save):
        save.snoozed_until = until
        save.is_archived = False
    return save


def wake(session: Session, *, viewer_id: int, save_id: int, clock: Clock) -> Save:
    """Bring a save back now, onto the top; one that is not put off stays where it is."""
    save = queries.save_to_change(session, viewer_id, save_id)
    if save.snoozed_until is not None:
        _wake(session, save, at=clock())
    return save


def put_back(
    session: Session, *, viewer_id: int, save_id: int, until: datetime | None, is_archived: bool
) -> Save:
    """Take a snooze or a waking back: the save is where it was, asleep or not."""
    save = queries.save_to_change(session, viewer_id, save_id)
    with counted(session, save):
        save.is_archived = is_archived
        save.snoozed_until = None if is_archived else until
    return save


def wake_due(session: Session, *, now: datetime, limit: int) -> int:
    """Bring back what was put off until now or earlier; return how many."""
    due = queries.hygiene.due_to_wake(session, now, limit=limit)
    for save in due:
        _wake(session, save, at=now)
    return len(due)


def _wake(session: Session, save: Save, *, at: datetime) -> None:
    with counted(session, save):
        save.snoozed_until = None
        move_to_top(session, save, at=at)
