"""Who works on an import: one worker at a time, one import of a person at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import N_
from devket.library.services.tagging import lock_tags
from devket.transfer.models import Import, ImportState

MOST_ATTEMPTS = 3  # without a step forward
BROKE_OFF = N_(
    "Working on this file broke off three times. Upload it again: what is here is only merged."
)


@dataclass(frozen=True, slots=True)
class Held:
    """The right to work on an import until `until`, when it counts as lost."""

    import_id: int
    owner_id: int
    state: ImportState
    until: datetime


def claim(session: Session, import_id: int, *, clock: Clock, lease: timedelta) -> Held | None:
    """Take a due import up. None: done, gone, in other hands, or another one of the person is."""
    known = session.get(Import, import_id)
    if known is None:
        return None
    lock_tags(session, known.owner_id)
    now = clock()
    due = (Import.id == import_id, Import.due_at <= now)
    found = session.scalars(
        select(Import).where(*due).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        return None
    others = (Import.owner_id == found.owner_id, Import.id != import_id, Import.due_at > now)
    if session.scalar(select(Import.id).where(*others).limit(1)) is not None:
        return None
    if found.attempts >= MOST_ATTEMPTS:
        _fail(found, BROKE_OFF, now)
        session.flush()
        return None
    found.attempts += 1
    found.due_at = now + lease
    session.flush()
    return Held(import_id, found.owner_id, found.state, found.due_at)


def renew(
    session: Session, held: Held, *, clock: Clock, lease: timedelta, is_step: bool = True
) -> tuple[Import, Held] | None:
    """Return the import, locked, and a longer hold of it; None when it is not ours any more."""
    ours = (Import.id == held.import_id, Import.due_at == held.until, Import.state == held.state)
    found = session.scalars(select(Import).where(*ours).with_for_update()).one_or_none()
    if found is None:
        return None
    found.due_at = until = clock() + lease
    if is_step:
        found.attempts = 0
    session.flush()
    return found, replace(held, until=until)


def fail(session: Session, held: Held, sentence: str, *, clock: Clock) -> None:
    """Give an import up for this reason, a gettext key."""
    ours = (Import.id == held.import_id, Import.due_at == held.until)
    found = session.scalars(select(Import).where(*ours).with_for_update()).one_or_none()
    if found is not None:
        _fail(found, sentence, clock())
        session.flush()


def _fail(found: Import, sentence: str, now: datetime) -> None:
    found.state, found.problem = ImportState.FAILED, sentence[:400]
    found.due_at, found.finished_at = None, now
