"""What a person does with an import: bring the file, start it, drop it, have it undone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import N_, ConflictError, InvalidError
from devket.core.text import clip, one_line
from devket.transfer import queries
from devket.transfer.models import Import, ImportState
from devket.transfer.services.importing.options import Options

MOST_OPEN = 10  # imports of one person that are neither done nor dropped
KEPT_UNSTARTED = timedelta(days=7)
_OPEN = (ImportState.READING, ImportState.READY, ImportState.WRITING, ImportState.UNDOING)
_MOVED_ON = N_("This import has gone on meanwhile. Look at where it is now.")


def begin(
    session: Session, *, owner_id: int, file_key: str, file_size: int, filename: str, clock: Clock
) -> Import:
    """Take a file in that was put into the store before; a worker will count what it holds."""
    mine = (Import.owner_id == owner_id, Import.state.in_(_OPEN))
    if (session.scalar(select(func.count(Import.id)).where(*mine)) or 0) >= MOST_OPEN:
        raise InvalidError("Finish or drop one of your other imports first.", field="file")
    if not file_size:
        raise InvalidError("This file is empty.", field="file")
    made = Import(
        owner_id=owner_id,
        state=ImportState.READING,
        due_at=clock(),
        filename=clip(one_line(filename), 255),
        file_key=file_key,
        file_size=file_size,
    )
    session.add(made)
    session.flush()
    return made


def start(
    session: Session, *, owner_id: int, import_id: int, options: Options, clock: Clock
) -> Import:
    """Let what was previewed be written; `ConflictError` when it is not waiting for that."""
    found = queries.import_to_change(session, owner_id, import_id)
    if found.state is not ImportState.READY:
        raise ConflictError(_MOVED_ON)
    found.options = options.kept()
    found.state, found.due_at, found.attempts = ImportState.WRITING, clock(), 0
    session.flush()
    return found


def discard(session: Session, *, owner_id: int, import_id: int) -> None:
    """Forget an import of which nothing was written; its file is swept."""
    found = queries.import_to_change(session, owner_id, import_id)
    is_unwritten = found.state in (ImportState.READING, ImportState.READY, ImportState.FAILED)
    if not is_unwritten or found.written:
        raise ConflictError(_MOVED_ON)
    session.delete(found)
    session.flush()


def start_undoing(session: Session, *, owner_id: int, import_id: int, clock: Clock) -> Import:
    """Have all of an import taken back; `ConflictError` when it is not done."""
    found = queries.import_to_change(session, owner_id, import_id)
    refuse_unwritten(found)
    found.state, found.due_at, found.attempts = ImportState.UNDOING, clock(), 0
    found.file_key, found.problem = None, ""
    session.flush()
    return found


def refuse_unwritten(found: Import) -> None:
    """Raise `ConflictError` unless rows of an import are written and nobody is at it."""
    is_broken_off = found.state is ImportState.FAILED and found.written > 0
    if found.state is not ImportState.DONE and not is_broken_off:
        raise ConflictError(_MOVED_ON)


def forget_stale(session: Session, *, before: datetime) -> None:
    """Drop what was never started, and with it the name of its file."""
    unstarted = (Import.state == ImportState.READY, Import.updated_at < before)
    session.execute(delete(Import).where(*unstarted))
    failed = (Import.state == ImportState.FAILED, Import.updated_at < before)
    kept = update(Import).where(*failed, Import.file_key.is_not(None))
    session.execute(kept.values(file_key=None, updated_at=Import.updated_at))
