"""Keeping the counts of a person's lists in step with every change of a save."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from devket.capture.model import Kind
from devket.library.models import DONE, Save, SaveTag, ShelfCounts, Tag

_NOTHING = dict.fromkeys(
    ("unread", "favorites", "archive", "articles", "videos", "reading", "snoozed", "highlights"), 0
)


@contextmanager
def counted(session: Session, save: Save) -> Iterator[Save]:
    """Add to the kept counts what the block changes about the save (a new one counts from zero)."""
    is_new, was_there = save.id is None, save.deleted_at is None
    before = _NOTHING if is_new else shares_of(save)
    yield save
    session.flush()
    after = shares_of(save)
    if not is_new and was_there != (save.deleted_at is None):
        _count_in_tags(session, save, -1 if was_there else 1)
    change = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    if change:
        add_to_counts(session, save.owner_id, change)


def shares_of(save: Save) -> dict[str, int]:
    """Return what a save adds to each kept count of its owner; nothing while it is deleted."""
    if save.deleted_at is not None:
        return dict(_NOTHING)
    is_listed = not save.is_archived and save.snoozed_until is None
    return {
        "unread": int(is_listed),
        "favorites": int(save.is_favorite),
        "archive": int(save.is_archived),
        "articles": int(is_listed and save.kind is Kind.ARTICLE),
        "videos": int(is_listed and save.kind is Kind.VIDEO),
        "reading": int(not save.is_archived and 0 < save.progress < DONE),
        "snoozed": int(save.snoozed_until is not None),
        "highlights": save.highlight_count,
    }


def add_to_counts(session: Session, owner_id: int, change: dict[str, int]) -> None:
    """Add to the kept counts of a person; the names are columns of `ShelfCounts`."""
    if _increase(session, owner_id, change):
        return
    try:
        with session.begin_nested():
            session.add(ShelfCounts(owner_id=owner_id, **{**_NOTHING, **change}))
    except IntegrityError:  # another transaction made the row in between
        _increase(session, owner_id, change)


def _count_in_tags(session: Session, save: Save, step: int) -> None:
    """Count a save that went or came back in each of its tags, which it kept meanwhile."""
    carried = select(SaveTag.tag_id).where(SaveTag.save_id == save.id)
    statement = update(Tag).where(Tag.id.in_(carried)).values(save_count=Tag.save_count + step)
    session.execute(statement, execution_options={"synchronize_session": False})


def _increase(session: Session, owner_id: int, change: dict[str, int]) -> bool:
    added = {name: getattr(ShelfCounts, name) + step for name, step in change.items()}
    statement = update(ShelfCounts).where(ShelfCounts.owner_id == owner_id).values(**added)
    statement = statement.returning(ShelfCounts.owner_id)
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return done.first() is not None
