"""Moving saves between lists, deleting them and taking that back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from devket.capture.model import Reason, State
from devket.core.clock import Clock
from devket.library import queries
from devket.library.models import Owed, Save, SaveTag, SaveTombstone
from devket.library.services.counting import counted

_READABLE = frozenset({State.FULL_TEXT, State.PARTIAL})


def set_favorite(session: Session, *, viewer_id: int, save_id: int, to: bool) -> Save:
    """Mark or unmark a favourite; doing it twice changes nothing more."""
    save = queries.save_to_change(session, viewer_id, save_id)
    with counted(session, save):
        save.is_favorite = to
    return save


def set_archived(session: Session, *, viewer_id: int, save_id: int, to: bool) -> Save:
    """Put a save into the archive or back onto My List, where it keeps its place."""
    save = queries.save_to_change(session, viewer_id, save_id)
    with counted(session, save):
        save.is_archived = to
        save.snoozed_until = None
    return save


def delete(session: Session, *, viewer_id: int, save_id: int, clock: Clock) -> Save:
    """Take a save out of all lists; `restore` brings it back until `purge` has run."""
    save = queries.save_to_change(session, viewer_id, save_id)
    with counted(session, save):
        save.deleted_at = clock()
    return save


def restore(session: Session, *, viewer_id: int, save_id: int) -> Save:
    """Bring a deleted save back to where it was."""
    save = queries.save_to_restore(session, viewer_id, save_id)
    with counted(session, save):
        save.deleted_at = None
    return save


def retry(session: Session, *, viewer_id: int, save_id: int, clock: Clock) -> Save:
    """Owe a new capture; what is kept of the page stays until a better version is there."""
    save = queries.save_to_change(session, viewer_id, save_id)
    owe_capture(save, clock=clock)
    session.flush()
    return save


def retry_overseen(session: Session, *, save_id: int, clock: Clock) -> Save:
    """Owe a new capture of anybody's save, as an admin may; else as `retry`."""
    save = queries.save_to_oversee(session, save_id)
    owe_capture(save, clock=clock)
    session.flush()
    return save


def retry_reason(session: Session, *, reason: Reason, clock: Clock, limit: int) -> list[int]:
    """Owe new captures of the newest saves that failed so, and return their ids.

    Those for which something is owed already, or that a worker holds, are left alone.
    """
    chosen = queries.failed_for(session, reason, limit=limit)
    for save in chosen:
        owe_capture(save, clock=clock)
    session.flush()
    return [save.id for save in chosen]


def move_to_top(session: Session, save: Save, *, at: datetime) -> None:
    """Let a save stand where one saved at that time would, also in the lists of its tags."""
    save.saved_at = at
    links = update(SaveTag).where(SaveTag.save_id == save.id).values(saved_at=at)
    session.execute(links)


def owe_capture(save: Save, *, clock: Clock, owed: Owed = Owed.FETCH) -> None:
    """Mark that the page is to be captured now, as if for the first time.

    What can be read stays readable meanwhile. A page that was handed in is read before all else.
    """
    if save.state not in _READABLE:
        save.state, save.reason = State.PENDING, None
    save.owed = Owed.PAGE if save.handed_key else owed
    save.asked_at = clock()
    save.capture_attempts = 0
    save.capture_due_at, save.has_turn = clock(), False


def purge(session: Session, *, before: datetime, limit: int = 500) -> int:
    """Delete for good what was deleted before that time, leaving tombstones; return how many."""
    gone = queries.expired_deletions(session, before, limit=limit)
    for save in gone:
        assert save.deleted_at is not None
        session.add(
            SaveTombstone(save_id=save.id, owner_id=save.owner_id, deleted_at=save.deleted_at)
        )
        session.delete(save)
    session.flush()
    return len(gone)
