"""Figures for operators."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.library.models import Save


def count_by_state(session: Session) -> dict[str, float]:
    """Return how many saves are in each state, for operators; reads every row's state."""
    counted = session.execute(select(Save.state, func.count()).group_by(Save.state))
    return {state.value: float(number) for state, number in counted}


def waiting_since(session: Session, now: datetime) -> tuple[int, datetime | None]:
    """Return how many captures are due by now, and since when the oldest is."""
    due = select(func.count(), func.min(Save.capture_due_at)).where(Save.capture_due_at <= now)
    number, oldest = session.execute(due).one()
    return number, oldest
