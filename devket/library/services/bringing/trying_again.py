"""Owing the texts of many saves again, without standing in the way of a person's own."""

from __future__ import annotations

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.clock import Clock
from devket.library.models import Owed, Save

FAILED = (State.BLOCKED, State.UNREACHABLE)


def owe_again(session: Session, *, owner_id: int, chosen: Select[int | None], clock: Clock) -> int:
    """Owe new captures of those of these saves that could not be captured; return how many."""
    failed = (
        Save.owner_id == owner_id,
        Save.state.in_(FAILED),
        Save.deleted_at.is_(None),
        Save.capture_due_at.is_(None),
        Save.id.in_(chosen),
    )
    number = session.scalar(select(func.count(Save.id)).where(*failed)) or 0
    again = update(Save).where(*failed)
    again = again.values(
        state=State.PENDING,
        reason=None,
        owed=Owed.FETCH,
        capture_attempts=0,
        has_turn=False,
        capture_due_at=clock(),
    )
    session.execute(again, execution_options={"synchronize_session": False})
    return number
