"""Noting in a transaction what rooms above would not see by themselves, for them to take up.

Those that keep an index of saves: which of them read differently now. Those that tell programs:
what statements changed beside the objects of the session, and what is not to be told one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.library.models import Save

_NAME = "changed saves"
_BESIDE = "changed beside"


@dataclass(slots=True)
class Beside:
    """What was noted: saves by their owners; of captures the owner and whether it is over; whose
    saves are many."""

    saves: dict[int, set[int]] = field(default_factory=dict)
    captured: dict[int, tuple[int, bool]] = field(default_factory=dict)
    of_many: set[int] = field(default_factory=set)


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


def changed_beside(session: Session, owner_id: int, save_ids: Collection[int]) -> None:
    """Note that statements changed how these saves of a person are told: their tags."""
    _beside(session).saves.setdefault(owner_id, set()).update(save_ids)


def captured(session: Session, save: Save, *, is_over: bool) -> None:
    """Note that what changes about a save in this transaction comes of its capture.

    `is_over` says that no other try follows.
    """
    _beside(session).captured[save.id] = (save.owner_id, is_over)


def brings_many(session: Session, owner_id: int) -> None:
    """Note that this transaction brings a person many saves: none of them is told by itself."""
    _beside(session).of_many.add(owner_id)


def take_beside(session: Session) -> Beside:
    """Return what was noted of these since the last call, and forget it."""
    noted: Beside = session.info.pop(_BESIDE, None) or Beside()
    return noted


def _beside(session: Session) -> Beside:
    noted: Beside = session.info.setdefault(_BESIDE, Beside())
    return noted


def touch(save: Save) -> None:
    """Let whoever syncs see that something beside the row of a save has changed."""
    save.updated_at = utcnow()
