"""Which saves are in the index, which are not yet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from devket.library.models import Save
from devket.search.models import sqlite_documents


def missing(session: Session, *, limit: int, below: int | None = None) -> Sequence[int]:
    """Return ids of saves that are not in the index, newest first; those below one id."""
    chosen = select(Save.id).where(_is_missing())
    if below is not None:
        chosen = chosen.where(Save.id < below)
    return session.scalars(chosen.order_by(Save.id.desc()).limit(limit)).all()


def count_missing(session: Session) -> int:
    """Return how many saves are not in the index."""
    return session.scalar(select(func.count()).select_from(Save).where(_is_missing())) or 0


def _is_missing() -> ColumnElement[bool]:
    kept = sqlite_documents.c.save_id  # of the same name on both databases
    return ~select(kept).where(kept == Save.id).exists()
