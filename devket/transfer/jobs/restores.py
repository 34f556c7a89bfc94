"""A whole account brought back as an import: it may be killed, as each batch says where it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from devket.db import transaction
from devket.transfer.formats import Source
from devket.transfer.jobs.work import Work
from devket.transfer.services import importing
from devket.transfer.services.importing import Held
from devket.transfer.services.restoring import Told, restore


class _TakenError(Exception):
    """Somebody else works on it by now."""


class _Hold:
    """The hold of an import, renewed with each batch that is written down."""

    def __init__(self, work: Work, held: Held) -> None:
        self.held = held
        self._work = work

    def note(self, session: Session, lines: Sequence[Told]) -> None:
        """Write down what came, or have it undone."""
        held = importing.write_restored(
            session, self.held, lines=lines, clock=self._work.at_hand.clock, lease=self._work.lease
        )
        if held is None:
            raise _TakenError
        self.held = held


def bring_back(work: Work, held: Held, path: Path, *, start: int) -> Held | None:
    """Restore what is not restored yet; return the last hold, None when it was lost."""
    at_hand, hold = work.at_hand, _Hold(work, held)
    try:
        restore(
            transaction,
            Source(path),
            held.owner_id,
            blobs=at_hand.blobs,
            clock=at_hand.clock,
            start=start,
            note=hold.note,
            tell=work.tell,
        )
    except _TakenError:
        return None
    return hold.held
