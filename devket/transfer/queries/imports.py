"""Imports of a person, what became of their rows, and which are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.errors import NotFoundError
from devket.library.models import Save
from devket.transfer.models import Import, ImportRow, Outcome
from devket.transfer.policies import imports_of

PAGE = 50  # rows of a report
LISTED = 20  # imports
AT_ONCE = 500  # rows of a file that is sent


class ReportRow(NamedTuple):
    """One row of a report: as it stood in the file, what became of it, the save if it stands."""

    position: int
    outcome: Outcome
    reason: str
    raw: str
    save_id: int | None
    title: str | None
    url: str | None


class Texts(NamedTuple):
    """How far the texts of an import are: saves, those still to be captured, those that failed."""

    saves: int
    waiting: int
    failed: int


def import_of(session: Session, owner_id: int, import_id: int) -> Import:
    """Return a person's import; `NotFoundError` for missing and foreign alike."""
    return _one(session, select(Import).where(Import.id == import_id, imports_of(owner_id)))


def import_to_change(session: Session, owner_id: int, import_id: int) -> Import:
    """Return the same, its row locked."""
    chosen = select(Import).where(Import.id == import_id, imports_of(owner_id))
    return _one(session, chosen.with_for_update())


def imports_listed(
    session: Session, owner_id: int, *, before: int | None = None, size: int = LISTED
) -> Sequence[Import]:
    """Return a person's imports, newest first, one more than a page holds."""
    chosen = select(Import).where(imports_of(owner_id)).order_by(Import.id.desc())
    if before is not None:
        chosen = chosen.where(Import.id < before)
    return session.scalars(chosen.limit(size + 1)).all()


def due_imports(session: Session, now: datetime, *, owner_id: int | None = None) -> list[int]:
    """Return ids of imports that a worker is to take up, the first one first."""
    chosen = select(Import.id).where(Import.due_at <= now).order_by(Import.id).limit(50)
    if owner_id is not None:
        chosen = chosen.where(imports_of(owner_id))
    return list(session.scalars(chosen))


def rows_of(
    session: Session, found: Import, *, outcome: Outcome | None, after: int = -1, limit: int = PAGE
) -> list[ReportRow]:
    """Return what became of an import's rows, in the order of the file, after this position."""
    columns = (ImportRow.position, ImportRow.outcome, ImportRow.reason, ImportRow.raw)
    stands = (Save.id == ImportRow.save_id) & Save.deleted_at.is_(None)
    chosen = select(*columns, Save.id, Save.title, Save.given_url).outerjoin(Save, stands)
    chosen = chosen.where(ImportRow.import_id == found.id, ImportRow.position > after)
    if outcome is not None:
        chosen = chosen.where(ImportRow.outcome == outcome)
    rows = session.execute(chosen.order_by(ImportRow.position).limit(limit))
    return [ReportRow(*row) for row in rows]


def saves_made(import_id: int) -> Select[int | None]:
    """Return the ids of the saves that an import made."""
    new = (ImportRow.import_id == import_id, ImportRow.outcome == Outcome.NEW)
    return select(ImportRow.save_id).where(*new, ImportRow.save_id.is_not(None))


def texts_of(session: Session, found: Import) -> Texts:
    """Return how far the texts of an import are."""
    made = select(
        func.count(Save.id),
        func.count(Save.capture_due_at),
        func.count(Save.id).filter(
            Save.state.in_((State.BLOCKED, State.UNREACHABLE)), Save.capture_due_at.is_(None)
        ),
    )
    made = made.join(ImportRow, ImportRow.save_id == Save.id)
    made = made.where(
        ImportRow.import_id == found.id,
        ImportRow.outcome == Outcome.NEW,
        Save.owner_id == found.owner_id,
        Save.deleted_at.is_(None),
    )
    return Texts(*session.execute(made).one())


def _one(session: Session, chosen: Select[Import]) -> Import:
    found = session.scalars(chosen).one_or_none()
    if found is None:
        raise NotFoundError
    return found
