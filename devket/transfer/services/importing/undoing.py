"""Taking an import back, from its last row to its first, some hundreds at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.library.services import bringing
from devket.library.services.tagging import drop_unused
from devket.reading.services import bringing as reading
from devket.transfer.models import Import, ImportRow, ImportState
from devket.transfer.services.importing.claiming import Held, renew
from devket.transfer.services.importing.reasons import CHANGED, kept

AT_ONCE = 500
LEFT = "left"  # in `Import.preview`: how many rows could not be taken back whole
# In `Import.preview` and `ImportRow.before`: rows that were refused came by a retry, last of all.
AGAIN = "again"


def undo_batch(session: Session, held: Held, *, clock: Clock, lease: timedelta) -> Held | None:
    """Take the next rows back; flushes. None when that was the last, or it is not ours any more.

    `Import.written` goes down with it, so that it goes on where it was; what came by a retry goes
    before all others.
    """
    taken = renew(session, held, clock=clock, lease=lease)
    if taken is None:
        return None
    found, held = taken
    rows = _retried(session, found) if found.preview.get(AGAIN) else []
    if rows:
        left = _take_back(session, found, rows, clock)
        for row in rows:
            row.before = None
    else:
        left = _take_back(session, found, _next(session, found), clock)
        found.written = max(0, found.written - AT_ONCE)
        found.preview = {**found.preview, AGAIN: False}
    found.preview = {**found.preview, LEFT: found.preview.get(LEFT, 0) + left}
    is_last = found.written == 0 and not rows
    if is_last:
        until = found.finished_at or clock()
        drop_unused(session, owner_id=found.owner_id, since=found.created_at, until=until)
        found.state, found.due_at, found.finished_at = ImportState.UNDONE, None, clock()
    session.flush()
    return None if is_last else held


def _next(session: Session, found: Import) -> Sequence[ImportRow]:
    chosen = (
        ImportRow.import_id == found.id,
        ImportRow.position < found.written,
        ImportRow.position >= found.written - AT_ONCE,
    )
    latest_first = ImportRow.position.desc()
    return session.scalars(select(ImportRow).where(*chosen).order_by(latest_first)).all()


def _retried(session: Session, found: Import) -> Sequence[ImportRow]:
    is_one = (ImportRow.import_id == found.id, ImportRow.before[AGAIN].as_boolean())
    chosen = select(ImportRow).where(*is_one).order_by(ImportRow.position.desc())
    return session.scalars(chosen.limit(AT_ONCE)).all()


def _take_back(session: Session, found: Import, rows: Sequence[ImportRow], clock: Clock) -> int:
    """Take rows back; return of how many something stays."""
    changed = [row for row in rows if row.before and row.save_id is not None]
    made = {
        int(id_): mark for row in changed for id_, mark in (row.before or {}).get("highlights", ())
    }
    if made:
        reading.take_back(session, owner_id=found.owner_id, made=made, clock=clock)
    acts = [_act(row.save_id or 0, row.before or {}) for row in changed]
    done = bringing.take_back(session, owner_id=found.owner_id, acts=acts, clock=clock)
    left = [row for row, is_whole in zip(changed, done, strict=True) if not is_whole]
    for row in left:
        row.reason = kept([CHANGED])
    return len(left)


def _act(save_id: int, before: dict[str, Any]) -> bringing.Act:
    return bringing.Act(
        save_id, before.get("was", {}), before.get("now", {}), before.get("mark", "")
    )
