"""Reads of the trail, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.admin.models import AdminEvent
from devket.admin.queries import PAGE_SIZE
from devket.core.paging import Page


def events(
    session: Session, *, before: int | None = None, size: int = PAGE_SIZE
) -> Page[AdminEvent]:
    """Return one page of the trail, below the id `before`."""
    chosen = select(AdminEvent).order_by(AdminEvent.id.desc()).limit(size + 1)
    if before is not None:
        chosen = chosen.where(AdminEvent.id < before)
    rows = session.scalars(chosen).all()
    found = tuple(rows[:size])
    return Page(found, str(found[-1].id) if len(rows) > size else None)


def events_about(session: Session, person_id: int, *, most: int = 10) -> Sequence[AdminEvent]:
    """Return what admins did to a person last."""
    chosen = select(AdminEvent).where(AdminEvent.person_id == person_id)
    return session.scalars(chosen.order_by(AdminEvent.id.desc()).limit(most)).all()
