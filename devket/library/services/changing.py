"""Telling whoever keeps an index of saves which of them read differently now."""

from __future__ import annotations

from collections.abc import Set

from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.library.models import Save

_NAME = "changed saves"


def changed(session: Session, *save_ids: int) -> None:
    """Note that what can be found of these saves has changed in this transaction.

    For their title, address, text, note and highlights; tags and what filters look at
    (favourite, archive, kind…) are asked of their tables.
    """
    session.info.setdefault(_NAME, set()).update(save_ids)


def take_changed(session: Session) -> Set[int]:
    """Return the ids that were noted since the last call, and forget them."""
    noted: set[int] = session.info.pop(_NAME, set())
    return noted


def touch(save: Save) -> None:
    """Let whoever syncs see that something beside the row of a save has changed."""
    save.updated_at = utcnow()
