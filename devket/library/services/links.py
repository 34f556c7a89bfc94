"""Whether originals are still there: asked slowly, politely, and told only when it is certain.

An original counts as gone after three failures in a row, some days apart each, of the kinds that
mean it: 404, 410, no such host. A site that is down, slow or turns robots away proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.clock import Clock
from devket.core.urls import host_of
from devket.library import queries
from devket.library.models import Capture, LinkCheck, Save
from devket.library.services.capturing import book_turn

FAILURES = 3
SHORTEST = timedelta(days=30)  # between two checks of an original that is there
SPREAD = timedelta(days=30)  # over which checks are strewn, so that they come in no crowd
AGAIN = timedelta(days=4)  # after a failure: three of them are eight days
UNCLEAR = timedelta(days=7)  # after an answer that proves nothing, while it is in doubt
LEASE = timedelta(hours=1)  # after which a check that never reported back is made again
_GONE_STATUS = frozenset({404, 410})
_LOOKED_AT = 50  # rows, for a sign that this machine reaches the web at all
_LATELY = timedelta(days=7)
NO_HOST = "no such host"


class Found(StrEnum):
    """What a check came to."""

    THERE = "there"
    GONE = "gone"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Check:
    """A check that is this worker's to make: which save, which address."""

    save_id: int
    url: str


def meaning_of(status: int) -> Found:
    """Return what a status means for the original."""
    if status in _GONE_STATUS:
        return Found.GONE
    return Found.THERE if status < 400 else Found.UNCLEAR


def plan_checks(session: Session, *, now: datetime, limit: int) -> int:
    """Give saves that have none a first check, a month or two ahead; return how many."""
    # Ids only grow, so what is new stands beyond the last one.
    chosen = select(Save.id).where(Save.id > queries.hygiene.last_planned(session))
    ids = session.scalars(chosen.order_by(Save.id).limit(limit)).all()
    session.add_all(LinkCheck(save_id=one, due_at=now + _far(one, now)) for one in ids)
    session.flush()
    return len(ids)


def claim_check(session: Session, save_id: int, *, clock: Clock, pause: timedelta) -> Check | None:
    """Take a due check up, or put it off until it is its host's turn.

    None when there is nothing to do now: done already, in another worker's hands, or too early.
    """
    now = clock()
    due = (LinkCheck.save_id == save_id, LinkCheck.due_at <= now)
    check = session.scalars(select(LinkCheck).where(*due).with_for_update()).one_or_none()
    save = session.get(Save, save_id) if check is not None else None
    if check is None or save is None:
        return None
    if save.deleted_at is not None or save.state is State.PENDING:
        check.due_at = now + SHORTEST
        session.flush()
        return None
    turn = book_turn(session, host_of(save.given_url), now=now, pause=pause)
    check.due_at = now + LEASE if turn <= now else turn
    session.flush()
    return Check(save_id, save.final_url or save.given_url) if turn <= now else None


def record_check(
    session: Session, save_id: int, *, found: Found, answer: str, clock: Clock
) -> None:
    """Write down how the original answered; tell that it is gone, or that it is back."""
    save = session.get(Save, save_id, with_for_update=True)
    check = session.get(LinkCheck, save_id, with_for_update=True)
    if save is None or check is None:
        return
    now = clock()
    if found is Found.GONE and answer == NO_HOST and not _is_online(session, now):
        found = Found.UNCLEAR
    check.checked_at, check.answer = now, answer[:100]
    if found is Found.THERE:
        check.failures, save.link_gone_at = 0, None
        check.due_at = now + _far(save_id, now)
    elif found is Found.GONE:
        check.failures += 1
        is_certain = check.failures >= FAILURES
        if is_certain and save.link_gone_at is None:
            save.link_gone_at = now
        check.due_at = now + (_far(save_id, now) if is_certain else AGAIN)
    else:
        check.due_at = now + (UNCLEAR if check.failures else _far(save_id, now))
    session.flush()


def _far(save_id: int, now: datetime) -> timedelta:
    """Return a month or two, another one for each save and day."""
    minutes = int(SPREAD.total_seconds()) // 60
    return SHORTEST + timedelta(minutes=(save_id * 7919 + now.toordinal() * 104729) % minutes)


def _is_online(session: Session, now: datetime) -> bool:
    """Tell whether anything was reached lately: else it is this machine that knows no hosts."""
    since = now - _LATELY
    checks = select(LinkCheck.checked_at, LinkCheck.answer).order_by(LinkCheck.due_at.desc())
    for checked_at, answer in session.execute(checks.limit(_LOOKED_AT)):
        if checked_at is not None and checked_at > since and answer != NO_HOST:
            return True
    captures = select(Capture.captured_at, Capture.state).order_by(Capture.id.desc())
    for captured_at, state in session.execute(captures.limit(_LOOKED_AT)):
        if captured_at > since and state in (State.FULL_TEXT, State.PARTIAL):
            return True
    return False
