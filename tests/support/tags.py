"""What is true of a person's tags, read from the links themselves."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.library import queries
from devket.library.models import Save, SaveTag, ShelfCounts, Tag


def tags_of(session: Session, save_id: int) -> list[str]:
    """Return the tags of a save, in order."""
    return list(queries.tags_of(session, [save_id]).get(save_id, ()))


def tree(session: Session, owner_id: int) -> dict[str, list[int]]:
    """Return which saves carry each tag, deleted ones too, by name."""
    links = select(Tag.name, SaveTag.save_id).outerjoin(SaveTag, SaveTag.tag_id == Tag.id)
    links = links.where(Tag.owner_id == owner_id).order_by(Tag.key, SaveTag.save_id)
    found: dict[str, list[int]] = {}
    for name, save_id in session.execute(links):
        found.setdefault(name, []).extend([save_id] if save_id is not None else [])
    return found


def assert_counts_are_true(session: Session, owner_id: int) -> None:
    """Assert that the kept counts are what counting says, and that links follow their saves."""
    standing = select(func.count(Save.id)).join(SaveTag, SaveTag.save_id == Save.id)
    standing = standing.where(SaveTag.tag_id == Tag.id, Save.deleted_at.is_(None))
    rows = select(Tag.name, Tag.save_count, standing.scalar_subquery())
    told = session.execute(rows.where(Tag.owner_id == owner_id)).all()
    assert {name: kept for name, kept, _ in told} == {name: true for name, _, true in told}
    kept = session.scalar(select(ShelfCounts.tags).where(ShelfCounts.owner_id == owner_id))
    assert (kept or 0) == len(told)
    astray = select(SaveTag.save_id).join(Save, Save.id == SaveTag.save_id)
    assert session.scalars(astray.where(SaveTag.saved_at != Save.saved_at)).all() == []
