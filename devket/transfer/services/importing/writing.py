"""Writing a batch of an import: rows, saves and how far it is, all in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.library.services import bringing
from devket.library.services.bringing import Brought, Result
from devket.reading.services import bringing as reading
from devket.transfer.models import Import, ImportRow, ImportState, Outcome
from devket.transfer.services.importing.claiming import Held, renew
from devket.transfer.services.importing.entering import Item
from devket.transfer.services.importing.reasons import Reason, kept
from devket.transfer.services.importing.remains import remains_of

READ = "read"  # in `ImportRow.before` of a refused row: what was read of it
_OUTCOMES = {
    Result.NEW: Outcome.NEW,
    Result.MERGED: Outcome.MERGED,
    Result.UNCHANGED: Outcome.UNCHANGED,
}


def write_batch(
    session: Session, held: Held, *, items: Sequence[Item], clock: Clock, lease: timedelta
) -> Held | None:
    """Write the rows down and bring what they hold; flushes. None when it is not ours any more.

    Rows that were written before are passed over. Errors as `bringing.bring`.
    """
    taken = renew(session, held, clock=clock, lease=lease)
    if taken is None:
        return None
    found, held = taken
    rows = bring_items(
        session, found, [item for item in items if item.position >= found.written], clock=clock
    )
    if rows:
        session.execute(insert(ImportRow), rows)
        found.written = rows[-1]["position"] + 1
    count(found, Counter(row["outcome"] for row in rows))
    session.flush()
    return held


def bring_items(
    session: Session, found: Import, items: Sequence[Item], *, clock: Clock
) -> list[dict[str, Any]]:
    """Bring what rows of an import hold; return the rows as they are written down."""
    pages = [item.kept for item in items if item.kept is not None]
    owner_id = found.owner_id
    brought = iter(bringing.bring(session, owner_id=owner_id, pages=pages, clock=clock))
    pairs = [(item, next(brought) if item.kept is not None else None) for item in items]
    marked = _mark(session, owner_id, pairs, clock)
    return [_row(found.id, item, one, marked.get(item.position)) for item, one in pairs]


def finish_writing(found: Import, *, clock: Clock) -> None:
    """Close a locked import whose rows are all written; its file is named no more and swept."""
    found.state, found.due_at, found.finished_at = ImportState.DONE, None, clock()
    found.total, found.file_key = found.written, None


def _mark(
    session: Session,
    owner_id: int,
    pairs: Sequence[tuple[Item, Brought | None]],
    clock: Clock,
) -> dict[int, reading.Marked]:
    """Make the highlights of a batch; return them by the first row that tells of their save."""
    passages: dict[int, list[reading.Passage]] = defaultdict(list)
    first: dict[int, int] = {}
    for item, one in pairs:
        if one is not None and one.save_id is not None and item.passages:
            passages[one.save_id] += item.passages
            first.setdefault(one.save_id, item.position)
    if not passages:
        return {}
    made = reading.bring(session, owner_id=owner_id, passages=passages, clock=clock)
    return {first[save_id]: one for save_id, one in made.items()}


def _row(
    import_id: int, item: Item, one: Brought | None, marked: reading.Marked | None
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "import_id": import_id,
        "position": item.position,
        "outcome": Outcome.REFUSED,
        "reason": kept(item.reasons),
        "raw": item.raw,
        "save_id": None,
        "before": None,
    }
    if one is None:
        return {**row, "before": {READ: remains_of(item.read)} if item.read else None}
    reasons = [*item.reasons, *map(Reason, one.remarks)]
    if marked is not None:
        reasons += map(Reason, marked.remarks)
    outcome = _OUTCOMES[one.result]
    if outcome is Outcome.UNCHANGED and marked is not None and marked.made:
        outcome = Outcome.MERGED
    before = _before(one, marked)
    return {
        **row,
        "outcome": outcome,
        "reason": kept(reasons),
        "save_id": one.save_id,
        "before": before or None,
    }


def _before(one: Brought, marked: reading.Marked | None) -> dict[str, Any]:
    """Return what is needed to take a row back: see `undoing`."""
    before: dict[str, Any] = {}
    if one.mark:
        before["mark"] = one.mark
    elif one.change:
        before |= {"was": one.change.was, "now": one.change.now}
    if marked is not None and marked.made:
        before["highlights"] = list(marked.made.items())
    return before


def count(found: Import, outcomes: Mapping[Outcome, int]) -> None:
    """Add to what an import tells of its rows."""
    found.new_count += outcomes.get(Outcome.NEW, 0)
    found.merged_count += outcomes.get(Outcome.MERGED, 0)
    found.unchanged_count += outcomes.get(Outcome.UNCHANGED, 0)
    found.refused_count += outcomes.get(Outcome.REFUSED, 0)
