"""What is noted of a change of tags, so that all of it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import NotFoundError
from devket.library.models import TagUndo

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """One change, as it is in the database by then."""

    gained: Mapping[str, Sequence[int]] = field(default_factory=dict)  # key of a tag: saves
    renamed: Sequence[tuple[int, str, str]] = ()  # id of a tag, its key by then, its name before
    lost: Mapping[str, Sequence[int]] = field(default_factory=dict)  # name of a tag: saves
    made: Sequence[int] = ()  # ids of tags that were made for it


def keep_undo(session: Session, owner_id: int, undo: Undo, clock: Clock) -> int:
    """Note how a change is taken back, forget those of before yesterday, and return its id."""
    now = clock()
    old = delete(TagUndo).where(TagUndo.owner_id == owner_id, TagUndo.made_at < now - KEPT)
    session.execute(old, execution_options={"synchronize_session": False})
    kept = TagUndo(owner_id=owner_id, made_at=now, what=asdict(undo))
    session.add(kept)
    session.flush()
    return kept.id


def take_undo(session: Session, owner_id: int, undo_id: int) -> Undo:
    """Return a person's note and forget it; `NotFoundError` when it was used, or is not theirs."""
    chosen = select(TagUndo).where(TagUndo.id == undo_id, TagUndo.owner_id == owner_id)
    kept = session.scalars(chosen.with_for_update()).one_or_none()
    if kept is None:
        raise NotFoundError
    undo = Undo(**kept.what)
    session.delete(kept)
    session.flush()
    return undo
