"""What operators see of the library in `/metrics`: saves by state, and what is owed."""

from __future__ import annotations

from datetime import datetime

from devket.db import db, read_only
from devket.library import queries
from devket.web.metrics import gauge


@gauge("devket_saves", "Saves by the state of what is kept.", label="state")
def saves_by_state(_now: datetime) -> dict[str, float]:
    """Count saves."""
    with read_only(), db.session.session_factory() as session:
        return queries.count_by_state(session)


@gauge("devket_captures_overdue", "Captures whose time has come.")
def overdue(now: datetime) -> dict[str, float]:
    """Count what is owed."""
    with read_only(), db.session.session_factory() as session:
        return {"": float(queries.waiting_since(session, now)[0])}


@gauge("devket_captures_overdue_seconds", "How long the oldest of them has waited.")
def overdue_seconds(now: datetime) -> dict[str, float]:
    """Tell the age of what has waited longest."""
    with read_only(), db.session.session_factory() as session:
        oldest = queries.waiting_since(session, now)[1]
    return {"": max(0.0, (now - oldest).total_seconds()) if oldest else 0.0}
