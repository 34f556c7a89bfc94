"""Deleting tags: what carried them stays, without them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import NotFoundError
from devket.core.tags import tag_key
from devket.library import queries
from devket.library.models import SaveTag, Tag
from devket.library.queries import TagRow
from devket.library.services.tagging.making import drop_tags, lock_tags
from devket.library.services.tagging.renaming import lock_carriers
from devket.library.services.tagging.undo import Undo, keep_undo


def delete_tag(
    session: Session, *, owner_id: int, name: str, with_below: bool, clock: Clock
) -> int:
    """Delete a tag, alone or with all that stand below it; return the id of the undo.

    `NotFoundError` when there is none. A name that only others stand below goes with them alone.
    """
    lock_tags(session, owner_id)
    found = queries.tags_from(session, owner_id, name)
    gone = found if with_below else tuple(tag for tag in found if tag.key == tag_key(name))
    if not gone:
        raise NotFoundError
    return _delete(session, owner_id, gone, clock)


def delete_unused(session: Session, *, owner_id: int, clock: Clock) -> tuple[int, int | None]:
    """Delete all tags that no save carries; return how many, and the undo if there were any."""
    lock_tags(session, owner_id)
    chosen = select(Tag.id, Tag.name, Tag.key, Tag.save_count)
    chosen = chosen.where(Tag.owner_id == owner_id, Tag.save_count == 0).order_by(Tag.id)
    gone = [TagRow(*row) for row in session.execute(chosen)]
    return len(gone), _delete(session, owner_id, gone, clock) if gone else None


def drop_unused(session: Session, *, owner_id: int, since: datetime, until: datetime) -> int:
    """Drop the tags that were made in a time and that nothing standing carries; return how many.

    For good: they go with what they were made for.
    """
    lock_tags(session, owner_id)
    made = (Tag.owner_id == owner_id, Tag.created_at >= since, Tag.created_at <= until)
    gone = session.scalars(select(Tag.id).where(*made, Tag.save_count == 0)).all()
    return drop_tags(session, owner_id, gone) if gone else 0


def _delete(session: Session, owner_id: int, tags: Sequence[TagRow], clock: Clock) -> int:
    ids = [tag.id for tag in tags]
    lock_carriers(session, owner_id, ids, clock)
    lost: dict[int, list[int]] = {tag_id: [] for tag_id in ids}
    carried = select(SaveTag.tag_id, SaveTag.save_id).where(SaveTag.tag_id.in_(ids))
    for tag_id, save_id in session.execute(carried):
        lost[tag_id].append(save_id)
    drop_tags(session, owner_id, ids)
    undo = Undo(lost={tag.name: lost[tag.id] for tag in tags})
    return keep_undo(session, owner_id, undo, clock)
