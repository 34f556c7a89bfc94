"""What people are writing: drafts, posts that wait for their pictures, earlier texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.social.models import Image, Picture, PictureState, Post, PostEdit, Thing
from devket.social.policies import not_removed, readable_by, written_by

MOST_DRAFTS = 50


def draft_of(session: Session, author_id: int) -> Post | None:
    """Return the draft that a person is at: the newest that does not wait for its pictures."""
    mine = (written_by(author_id), Post.uploaded_at.is_(None), Post.is_awaited.is_(False))
    return session.scalars(select(Post).where(*mine).order_by(Post.id.desc()).limit(1)).first()


def unpublished_of(session: Session, author_id: int) -> Sequence[Post]:
    """Return the drafts of a person and what waits for its pictures, newest first."""
    mine = (written_by(author_id), Post.uploaded_at.is_(None))
    chosen = select(Post).where(*mine).order_by(Post.id.desc()).limit(MOST_DRAFTS)
    return session.scalars(chosen).all()


def written(session: Session, author_id: int, post_id: int) -> Post:
    """Return a post or draft that a person may change; `NotFoundError` for all others."""
    return _one(session, post_id, author_id, is_locked=False)


def to_change(session: Session, author_id: int, post_id: int) -> Post:
    """Return the same, its row locked until the commit."""
    return _one(session, post_id, author_id, is_locked=True)


def to_restore(session: Session, author_id: int, post_id: int) -> Post:
    """Return a deleted post of a person's own, its row locked."""
    is_deleted = and_(Post.deleted_at.is_not(None), not_removed(Thing.POST, Post.id))
    mine = and_(Post.author_id == author_id, is_deleted)
    found = session.scalars(select(Post).where(Post.id == post_id, mine).with_for_update()).first()
    if found is None:
        raise NotFoundError
    return found


def pictures_of(session: Session, post_id: int) -> list[tuple[Image, Picture]]:
    """Return the pictures of one post in their order."""
    rows = session.execute(
        select(Image, Picture)
        .join(Picture, Picture.id == Image.picture_id)
        .where(Image.post_id == post_id)
        .order_by(Image.position, Image.picture_id)
    )
    return [(image, picture) for image, picture in rows]


def edits_of(session: Session, viewer_id: int | None, post_id: int) -> Sequence[PostEdit]:
    """Return the earlier texts of a post that a viewer may read, newest first."""
    may = exists().where(Post.id == PostEdit.post_id, readable_by(viewer_id))
    chosen = select(PostEdit).where(PostEdit.post_id == post_id, may)
    return session.scalars(chosen.order_by(PostEdit.id.desc()).limit(100)).all()


def awaiting(session: Session, picture_id: int) -> Sequence[Post]:
    """Return the posts that wait for a picture among others, their rows locked."""
    shows = exists().where(Image.post_id == Post.id, Image.picture_id == picture_id)
    return session.scalars(select(Post).where(_waits(), shows).with_for_update()).all()


def overdue_posts(session: Session, *, limit: int) -> Sequence[Post]:
    """Return posts that wait although none of their pictures is pending, their rows locked."""
    pending = exists().where(
        Image.post_id == Post.id,
        Picture.id == Image.picture_id,
        Picture.state == PictureState.PENDING,
    )
    chosen = select(Post).where(_waits(), ~pending).limit(limit)
    return session.scalars(chosen.with_for_update(skip_locked=True)).all()


def _waits() -> ColumnElement[bool]:
    return and_(Post.uploaded_at.is_(None), Post.is_awaited, Post.deleted_at.is_(None))


def expired_posts(session: Session, before: datetime, *, limit: int) -> Sequence[Post]:
    """Return posts deleted before that time, their rows locked, so that none is restored now."""
    chosen = select(Post).where(Post.deleted_at < before).order_by(Post.deleted_at).limit(limit)
    return session.scalars(chosen.with_for_update(skip_locked=True)).all()


def cards_due(session: Session, now: datetime, *, limit: int) -> list[int]:
    """Return ids of posts whose quote is to be drawn."""
    chosen = select(Post.id).where(Post.card_due_at <= now).order_by(Post.card_due_at).limit(limit)
    return list(session.scalars(chosen))


def _one(session: Session, post_id: int, author_id: int, *, is_locked: bool) -> Post:
    chosen = select(Post).where(Post.id == post_id, written_by(author_id))
    found = session.scalars(chosen.with_for_update() if is_locked else chosen).first()
    if found is None:
        raise NotFoundError
    return found
