"""Keeping the counts of a person's lists in step with every change of a save."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import func, select, update
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
    with counted_together(session, [save]):
        yield save


@contextmanager
def counted_together(session: Session, saves: Sequence[Save]) -> Iterator[None]:
    """As `counted`, for many saves of one person: as few statements as for one."""
    before = [_Share(save) for save in saves]
    yield
    session.flush()
    change: Counter[str] = Counter()
    moved: dict[int, list[int]] = {1: [], -1: []}
    for share in before:
        after = shares_of(share.save)
        change.update({name: after[name] - share.of[name] for name in after})
        step = share.was_deleted - (share.save.deleted_at is not None)
        if not share.is_new and step:
            moved[step].append(share.save.id)
    for step, ids in moved.items():
        if ids:
            _count_in_tags(session, ids, step)
    kept = {name: step for name, step in change.items() if step}
    if kept:
        add_to_counts(session, saves[0].owner_id, kept)


class _Share:
    """What a save added to the counts before it was changed."""

    def __init__(self, save: Save) -> None:
        self.save = save
        self.is_new, self.was_deleted = save.id is None, save.deleted_at is not None
        self.of = _NOTHING if self.is_new else shares_of(save)


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


def _count_in_tags(session: Session, save_ids: Sequence[int], step: int) -> None:
    """Count saves that went or came back in each of their tags, which they kept meanwhile."""
    links = select(SaveTag.tag_id).where(SaveTag.save_id.in_(save_ids))
    many = select(func.count()).where(SaveTag.tag_id == Tag.id, SaveTag.save_id.in_(save_ids))
    more = Tag.save_count + step * many.scalar_subquery()
    statement = update(Tag).where(Tag.id.in_(links)).values(save_count=more)
    session.execute(statement, execution_options={"synchronize_session": False})


def _increase(session: Session, owner_id: int, change: dict[str, int]) -> bool:
    added = {name: getattr(ShelfCounts, name) + step for name, step in change.items()}
    statement = update(ShelfCounts).where(ShelfCounts.owner_id == owner_id).values(**added)
    statement = statement.returning(ShelfCounts.owner_id)
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return done.first() is not None
