"""Keeping the counts of a person's lists in step with every change of a save."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from devket.library.models import Save, ShelfCounts

_NOTHING = {"unread": 0, "favorites": 0, "archive": 0}


@contextmanager
def counted(session: Session, save: Save) -> Iterator[Save]:
    """Add to the kept counts what the block changes about the save (a new one counts from zero)."""
    before = _shares(save) if save.id is not None else _NOTHING
    yield save
    session.flush()
    after = _shares(save)
    change = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    if change:
        _add(session, save.owner_id, change)


def _shares(save: Save) -> dict[str, int]:
    if save.deleted_at is not None:
        return _NOTHING
    return {
        "unread": int(not save.is_archived),
        "favorites": int(save.is_favorite),
        "archive": int(save.is_archived),
    }


def _add(session: Session, owner_id: int, change: dict[str, int]) -> None:
    if _increase(session, owner_id, change):
        return
    try:
        with session.begin_nested():
            session.add(ShelfCounts(owner_id=owner_id, **{**_NOTHING, **change}))
    except IntegrityError:  # another transaction made the row in between
        _increase(session, owner_id, change)


def _increase(session: Session, owner_id: int, change: dict[str, int]) -> bool:
    added = {name: getattr(ShelfCounts, name) + step for name, step in change.items()}
    statement = update(ShelfCounts).where(ShelfCounts.owner_id == owner_id).values(**added)
    statement = statement.returning(ShelfCounts.owner_id)
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return done.first() is not None
