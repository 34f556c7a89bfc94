"""Changing and deleting posts: earlier texts are kept, deletions can be taken back for a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import InvalidError, NotFoundError
from devket.social.models import Image, Notification, Picture, Post, PostEdit, Story
from devket.social.queries import drafts
from devket.social.services.drafting import Written, cleaned
from devket.social.services.imaging import add_named, arrange
from devket.social.services.naming import name_all
from devket.social.services.notifying import forget
from devket.social.services.publishing import count_posts

AT_ONCE = 50


def edit(
    session: Session,
    *,
    author_id: int,
    post_id: int,
    written: Written,
    order: Sequence[int],
    alts: Mapping[int, str],
    clock: Clock,
) -> Post:
    """Change a published post; flushes. Its earlier text stays to be read.

    Pictures that are not in `order` are taken out, own ones that are new in it are added, to be
    shown when they are ready. `InvalidError` when nothing would be left.
    """
    post = drafts.to_change(session, author_id, post_id)
    if post.uploaded_at is None:
        raise NotFoundError
    fit = cleaned(written)
    images = [image.picture_id for image, _ in drafts.pictures_of(session, post.id)]
    gone = [picture_id for picture_id in images if picture_id not in order]
    if not (fit.text or set(images) - set(gone) or post.link_url):
        raise InvalidError("Write something, or delete the post instead.", field="text")
    if (fit.text, fit.location) != (post.text, post.location):
        earlier = PostEdit(post_id=post.id, text=post.text, location=post.location)
        earlier.replaced_at = post.edited_at = clock()
        session.add(earlier)
    post.text, post.location = fit.text, fit.location
    post.visibility = written.visibility
    if written.is_commentable != (post.commenting is written.commenting.OPEN):
        post.commenting = written.commenting
    session.execute(delete(Image).where(Image.post_id == post.id, Image.picture_id.in_(gone)))
    add_named(session, post, order)
    arrange(session, post, order=order, alts=alts)
    name_all(session, post, clock=clock)
    return post


def delete_post(session: Session, *, author_id: int, post_id: int, clock: Clock) -> Post:
    """Delete a post or draft; for a day it can be taken back; flushes."""
    post = drafts.to_change(session, author_id, post_id)
    post.deleted_at, post.is_awaited = clock(), False
    if post.uploaded_at is not None:
        count_posts(session, author_id, -1)
    session.flush()
    return post


def restore_post(session: Session, *, author_id: int, post_id: int) -> Post:
    """Take a deletion back; flushes."""
    post = drafts.to_restore(session, author_id, post_id)
    post.deleted_at = None
    if post.uploaded_at is not None:
        count_posts(session, author_id, +1)
    session.flush()
    return post


def purge(session: Session, *, before: datetime) -> int:
    """Delete for good what was deleted before that time, with its pictures; return how many.

    Their files are named by no row then, and are swept.
    """
    posts = drafts.expired_posts(session, before, limit=AT_ONCE)
    ids = [post.id for post in posts]
    if not ids:
        return 0
    pictures = list(session.scalars(select(Image.picture_id).where(Image.post_id.in_(ids))))
    forget(session, Notification.post_id.in_(ids))
    session.execute(delete(Post).where(Post.id.in_(ids)))
    shown = exists().where(Image.picture_id == Picture.id)
    told = exists().where(Story.picture_id == Picture.id)
    session.execute(delete(Picture).where(Picture.id.in_(pictures), ~shown, ~told))
    return len(ids)
