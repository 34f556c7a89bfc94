"""Tags as rows: made when first named, within bounds, and the lock under which they change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.core.errors import InvalidError
from devket.core.tags import tag_key
from devket.library import queries
from devket.library.models import ShelfCounts, Tag
from devket.library.queries import TagRow
from devket.library.services.counting import add_to_counts

MOST_TAGS = 5000  # of one person


def lock_tags(session: Session, owner_id: int) -> None:
    """Let one transaction at a time change the tags of a person.

    Two that name the same new tag, or move tags past each other, wait for one another instead of
    meeting at a unique key or in a deadlock. (SQLite has one writer anyhow.)
    """
    session.execute(select(User.id).where(User.id == owner_id).with_for_update(key_share=True))


def make_tags(
    session: Session, owner_id: int, names: Sequence[str]
) -> tuple[list[TagRow], list[int]]:
    """Return the tags with these names in their order, and the ids of those made for it.

    The caller holds `lock_tags`. `InvalidError` when a person would have too many.
    """
    found = queries.tags_at(session, owner_id, map(tag_key, names))
    missing = {tag_key(name): name for name in names if tag_key(name) not in found}
    made: list[int] = []
    if missing:
        _refuse_too_many(session, owner_id, len(missing))
        tags = [
            Tag(owner_id=owner_id, name=name, key=key, save_count=0)
            for key, name in missing.items()
        ]
        session.add_all(tags)
        session.flush()
        made = [tag.id for tag in tags]
        found |= {tag.key: TagRow(tag.id, tag.name, tag.key, 0) for tag in tags}
        for tag in tags:  # counts are changed beside the session, which would go stale
            session.expunge(tag)
        add_to_counts(session, owner_id, {"tags": len(made)})
    return [found[key] for key in dict.fromkeys(map(tag_key, names))], made


def drop_tags(session: Session, owner_id: int, tag_ids: Iterable[int]) -> int:
    """Delete tags of a person for good, with whatever links they have; return how many."""
    gone = delete(Tag).where(Tag.owner_id == owner_id, Tag.id.in_(list(tag_ids)))
    done = session.execute(gone.returning(Tag.id), execution_options={"synchronize_session": False})
    number = len(done.all())
    if number:
        add_to_counts(session, owner_id, {"tags": -number})
    return number


def _refuse_too_many(session: Session, owner_id: int, wanted: int) -> None:
    # Not from the session, where the counts may be of before.
    have = session.scalar(select(ShelfCounts.tags).where(ShelfCounts.owner_id == owner_id)) or 0
    if have + wanted > MOST_TAGS:
        raise InvalidError("There can be %(max)s tags at most. Merge or delete some.", max="5,000")
