"""Exports that the worker writes: asked for, taken up, settled, forgotten. The row is the truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import N_, ConflictError
from devket.transfer import queries
from devket.transfer.models import Export, ExportState
from devket.transfer.queries.chosen import Choice

LEASE = timedelta(minutes=5)  # renewed while it goes on; then a worker counts as lost
KEPT = timedelta(days=7)
MOST_AT_ONCE = 3  # of one person
MOST_ATTEMPTS = 5
FAILED = N_("This file could not be written. Try again; if that fails too, tell whoever runs this.")


@dataclass(frozen=True, slots=True)
class Claim:
    """An export taken up by one worker: the one that tried so often."""

    export_id: int
    owner_id: int
    attempt: int
    format: str
    choice: Choice
    made_at: datetime
    total: int


def ask(
    session: Session,
    *,
    owner_id: int,
    name: str,
    choice: Choice,
    total: int,
    clock: Clock,
) -> Export:
    """Note that an export is wanted; flushes. Whoever calls sends the job after the commit."""
    if queries.being_written(session, owner_id) >= MOST_AT_ONCE:
        raise ConflictError("Three files are being prepared already. Wait until one is ready.")
    export = Export(
        owner_id=owner_id,
        format=name,
        state=ExportState.WRITING,
        due_at=clock(),
        options=choice.as_options(),
        total=total,
        created_at=clock(),
    )
    session.add(export)
    session.flush()
    return export


def claim(session: Session, export_id: int, *, clock: Clock) -> Claim | None:
    """Take up an export; None when it is written, gone, in other hands, or tried too often."""
    now = clock()
    due = (Export.id == export_id, Export.state == ExportState.WRITING, Export.due_at <= now)
    export = session.scalars(select(Export).where(*due).with_for_update()).one_or_none()
    if export is None:
        return None
    if export.attempts >= MOST_ATTEMPTS:
        _fail(export, FAILED, now)
        session.flush()
        return None
    export.attempts += 1
    export.due_at, export.done = now + LEASE, 0
    session.flush()
    return Claim(
        export.id,
        export.owner_id,
        export.attempts,
        export.format,
        Choice.of(export.options),
        now,
        export.total,
    )


def go_on(session: Session, held: Claim, *, done: int, clock: Clock) -> bool:
    """Tell how far it is and hold it for longer; false when it is in other hands or gone."""
    return _settle(session, held, done=done, due_at=clock() + LEASE)


def settle(session: Session, held: Claim, *, key: str, size: int, clock: Clock) -> bool:
    """Hand the file over; false when nobody waits for it any more."""
    return _settle(
        session,
        held,
        state=ExportState.DONE,
        due_at=None,
        done=held.total,
        file_key=key,
        file_size=size,
        expires_at=clock() + KEPT,
    )


def refuse(session: Session, held: Claim, problem: str, *, clock: Clock) -> None:
    """Tell that it cannot be written, and why."""
    _settle(
        session,
        held,
        state=ExportState.FAILED,
        due_at=None,
        problem=problem,
        expires_at=clock() + KEPT,
    )


def delete(session: Session, *, owner_id: int, export_id: int) -> str | None:
    """Forget an export; return the key of a file that nobody names any more."""
    return _forget(session, queries.export_of(session, owner_id, export_id))


def forget_expired(session: Session, *, now: datetime, limit: int) -> list[str]:
    """Forget exports that were kept long enough; return the keys of their files."""
    rows = queries.expired_exports(session, now, limit=limit)
    return [key for key in [_forget(session, row) for row in rows] if key is not None]


def _forget(session: Session, export: Export) -> str | None:
    key = export.file_key
    session.delete(export)
    session.flush()
    return None if key is None or queries.is_named(session, key) else key


def _fail(export: Export, problem: str, now: datetime) -> None:
    export.state, export.due_at = ExportState.FAILED, None
    export.problem, export.expires_at = problem, now + KEPT


def _settle(session: Session, held: Claim, **values: Any) -> bool:
    mine = (
        Export.id == held.export_id,
        Export.attempts == held.attempt,
        Export.state == ExportState.WRITING,
    )
    changed = update(Export).where(*mine).values(**values).returning(Export.id)
    done = session.execute(changed, execution_options={"synchronize_session": False})
    return done.first() is not None
