"""Exports: those of a person, and those that a worker is to look after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.transfer.models import Export, ExportState
from devket.transfer.policies import exports_of

SHOWN = 20


def exports(session: Session, owner_id: int) -> Sequence[Export]:
    """Return a person's exports, newest first."""
    chosen = select(Export).where(exports_of(owner_id))
    return session.scalars(chosen.order_by(Export.id.desc()).limit(SHOWN)).all()


def export_of(session: Session, owner_id: int, export_id: int) -> Export:
    """Return one export of a person; `NotFoundError` for anybody else's."""
    chosen = select(Export).where(exports_of(owner_id), Export.id == export_id)
    found = session.scalars(chosen).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def being_written(session: Session, owner_id: int) -> int:
    """Return how many exports of a person the worker still has to write."""
    chosen = select(func.count()).where(exports_of(owner_id), Export.state == ExportState.WRITING)
    return session.scalar(chosen) or 0


def overdue_exports(session: Session, now: datetime, *, limit: int) -> Sequence[int]:
    """Return exports that are to be written and that no living worker is at."""
    chosen = select(Export.id).where(Export.due_at.is_not(None), Export.due_at <= now)
    return session.scalars(chosen.order_by(Export.due_at).limit(limit)).all()


def expired_exports(session: Session, now: datetime, *, limit: int) -> Sequence[Export]:
    """Return exports that were kept long enough."""
    chosen = select(Export).where(Export.expires_at <= now).order_by(Export.expires_at)
    return session.scalars(chosen.limit(limit)).all()


def is_named(session: Session, key: str) -> bool:
    """Tell whether an export holds this file."""
    return session.scalar(select(Export.id).where(Export.file_key == key).limit(1)) is not None
