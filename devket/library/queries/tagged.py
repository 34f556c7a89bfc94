"""Lists of what carries a tag, as a walk along the links: they are sorted as the list is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, or_, select, union_all

from devket.core.paging import Cursor
from devket.library.models import Save, SaveTag

WALKED = 60  # tags at once; with more of them, hardly a save of the list is passed over


def ids_carrying(
    tag_ids: Sequence[int],
    kept: Sequence[ColumnElement[bool]],
    *,
    is_falling: bool,
    last: Cursor | None,
    limit: int,
) -> Select[int]:
    """Return the ids of the first `limit` saves after `last` that carry a tag, and maybe others.

    One walk for each tag: what is first among all of them is among the first of one.
    """
    walks = [
        _walk(tag_id, kept, is_falling=is_falling, last=last, limit=limit) for tag_id in tag_ids
    ]
    if len(walks) == 1:
        return select(walks[0].subquery().c.save_id)
    parts = (select(walk.subquery().c.save_id) for walk in walks)
    return select(union_all(*parts).subquery().c.save_id)


def _walk(
    tag_id: int,
    kept: Sequence[ColumnElement[bool]],
    *,
    is_falling: bool,
    last: Cursor | None,
    limit: int,
) -> Select[int]:
    chosen = select(SaveTag.save_id).join(Save, Save.id == SaveTag.save_id)
    chosen = chosen.where(SaveTag.tag_id == tag_id, *kept)
    at, save_id = SaveTag.saved_at, SaveTag.save_id
    if is_falling:
        if last is not None:
            further = or_(at < last.at, and_(at == last.at, save_id < last.id))
            chosen = chosen.where(at <= last.at, further)
        return chosen.order_by(at.desc(), save_id.desc()).limit(limit)
    if last is not None:
        further = or_(at > last.at, and_(at == last.at, save_id > last.id))
        chosen = chosen.where(at >= last.at, further)
    return chosen.order_by(at.asc(), save_id.asc()).limit(limit)
