"""Writing down what a restore brought: a row for each line, in the transaction that brought it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.text import clip, storable
from devket.transfer.formats import Refused
from devket.transfer.models import ImportRow
from devket.transfer.services.importing.claiming import Held, renew
from devket.transfer.services.importing.entering import RAW_LENGTH
from devket.transfer.services.importing.reasons import Reason, kept
from devket.transfer.services.importing.writing import count
from devket.transfer.services.restoring import Came, Told

BECAME = "became"  # in `Import.preview`: how many lines of each part ended how


def write_restored(
    session: Session, held: Held, *, lines: Sequence[Told], clock: Clock, lease: timedelta
) -> Held | None:
    """Write the next lines down; flushes. None when it is not ours any more: undo what they did."""
    taken = renew(session, held, clock=clock, lease=lease)
    if taken is None:
        return None
    found, held = taken
    rows = [_row(found.id, found.written + at, line) for at, line in enumerate(lines)]
    session.execute(insert(ImportRow), rows)
    found.written += len(rows)
    count(found, Counter(line.outcome for line in lines))
    became: dict[str, dict[str, int]] = dict(found.preview.get(BECAME, {}))
    for line in lines:
        many = became[line.part] = dict(became.get(line.part, {}))
        many[line.outcome] = many.get(line.outcome, 0) + 1
    found.preview = {**found.preview, BECAME: became}
    session.flush()
    return held


def _row(import_id: int, position: int, line: Told) -> dict[str, Any]:
    result = line.result
    reason = Reason(result.reason, result.details) if isinstance(result, Refused) else None
    return {
        "import_id": import_id,
        "position": position,
        "outcome": line.outcome,
        "reason": kept([reason] if reason else []),
        "raw": clip(storable(line.raw), RAW_LENGTH),
        "save_id": result.save_id if isinstance(result, Came) else None,
        "before": result.before if isinstance(result, Came) else None,
    }
