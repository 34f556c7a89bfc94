"""The background work of reading: deleting highlights for good."""

from __future__ import annotations

from datetime import timedelta

from devket.db import transaction
from devket.jobs import sweep
from devket.reading.services import marking
from devket.web.parts import parts

UNDO_WINDOW = timedelta(hours=24)


@sweep
def purge_highlights() -> None:
    """Delete for good what can no longer be undone."""
    with transaction() as session:
        marking.purge(session, before=parts().clock() - UNDO_WINDOW)
