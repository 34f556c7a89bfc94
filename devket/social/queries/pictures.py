"""Reads of pictures: the own, what is owed, what nothing shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.social.models import Image, Picture, Story


def own_picture(session: Session, owner_id: int, picture_id: int) -> Picture:
    """Return a picture that a person has uploaded; `NotFoundError` for all others."""
    mine = (Picture.id == picture_id, Picture.owner_id == owner_id)
    found = session.scalars(select(Picture).where(*mine)).first()
    if found is None:
        raise NotFoundError
    return found


def own_pictures(session: Session, owner_id: int, ids: Sequence[int]) -> tuple[Picture, ...]:
    """Return those of the named pictures that a person has uploaded, in that order, each once."""
    mine = (Picture.id.in_(ids), Picture.owner_id == owner_id)
    found = {one.id: one for one in session.scalars(select(Picture).where(*mine))} if ids else {}
    return tuple(found[one] for one in dict.fromkeys(ids) if one in found)


def overdue_pictures(session: Session, now: datetime, *, limit: int) -> list[int]:
    """Return ids of pictures that are to be written since before `now`, longest first."""
    chosen = select(Picture.id).where(Picture.due_at <= now)
    return list(session.scalars(chosen.order_by(Picture.due_at).limit(limit)))


def unshown_pictures(session: Session, before: datetime, *, limit: int) -> list[Picture]:
    """Return pictures made before that time that no post or story shows, locked.

    A profile and a report name files, not pictures: they keep theirs when the row here is gone.
    """
    chosen = (
        select(Picture)
        .where(
            Picture.created_at < before,
            ~exists().where(Image.picture_id == Picture.id),
            ~exists().where(Story.picture_id == Picture.id),
        )
        .order_by(Picture.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(chosen))
