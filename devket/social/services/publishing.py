"""Publishing: at once, or as soon as all pictures of a post are ready."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from devket.accounts.models import Profile
from devket.core.clock import Clock
from devket.core.errors import N_, InvalidError
from devket.social.models import Image, Picture, PictureState, Post
from devket.social.policies import published
from devket.social.queries import drafts
from devket.social.services.naming import name_all

AT_ONCE = 50
NOTHING = N_("Write something, add a picture or attach a page first.")
TWICE = timedelta(minutes=2)  # within which the same words again are the same press of a button


def publish(session: Session, *, author_id: int, post_id: int, clock: Clock) -> Post:
    """Publish a draft, or let it wait for its pictures (`is_awaited`); flushes.

    `InvalidError` when there is nothing in it, or a picture that was refused.
    """
    post = drafts.to_change(session, author_id, post_id)
    if post.uploaded_at is not None:
        return post
    states = _states(session, post)
    if not (post.text or states or post.link_url):
        raise InvalidError(NOTHING, field="text")
    if PictureState.REFUSED in states:
        raise InvalidError(
            "One of the pictures could not be used. Remove it, then publish.", field="pictures"
        )
    if (twin := _twin(session, post, clock=clock)) is not None:
        post.deleted_at = clock()
        return twin
    if PictureState.PENDING in states:
        post.is_awaited = True
        session.flush()
    else:
        _appear(session, post, clock=clock)
    return post


def publish_awaited(session: Session, picture: Picture, clock: Clock) -> None:
    """Publish what waited for this picture and for no other: it is ready, or it was refused.

    In the same transaction. A post with a refused picture becomes a draft again, which says so.
    """
    _publish_ready(session, drafts.awaiting(session, picture.id), clock=clock)


def publish_overdue(session: Session, *, clock: Clock) -> None:
    """Publish what waits although its pictures are done, as after a worker was killed."""
    _publish_ready(session, drafts.overdue_posts(session, limit=AT_ONCE), clock=clock)


def _publish_ready(session: Session, posts: Sequence[Post], *, clock: Clock) -> None:
    for post in posts:
        states = _states(session, post)
        if PictureState.REFUSED in states:
            post.is_awaited = False
        elif PictureState.PENDING not in states:
            _appear(session, post, clock=clock)
    session.flush()


def _states(session: Session, post: Post) -> list[PictureState]:
    """Return how far the pictures of a post are, their rows locked.

    So either the worker that writes a picture sees that the post waits, or this sees it is ready.
    """
    chosen = select(Picture).join(Image, Image.picture_id == Picture.id)
    chosen = chosen.where(Image.post_id == post.id).order_by(Picture.id)
    rows = session.scalars(chosen.with_for_update(of=Picture, read=True))
    return [row.state for row in rows.unique()]


def _appear(session: Session, post: Post, *, clock: Clock) -> None:
    post.uploaded_at, post.is_awaited = clock(), False
    if post.quote:
        post.card_due_at = post.uploaded_at
    count_posts(session, post.author_id, +1)
    session.flush()
    name_all(session, post, clock=clock)


def count_posts(session: Session, author_id: int, by: int) -> None:
    """Change the kept count of a person's posts."""
    session.execute(
        update(Profile)
        .where(Profile.user_id == author_id)
        .values(post_count=Profile.post_count + by)
        .execution_options(synchronize_session=False)
    )


def _twin(session: Session, post: Post, *, clock: Clock) -> Post | None:
    """Return the post that the same form made a moment ago, when its button was pressed twice."""
    last = session.scalars(
        select(Post)
        .where(Post.author_id == post.author_id, published())
        .order_by(Post.uploaded_at.desc(), Post.id.desc())
        .limit(1)
    ).first()
    if last is None or last.uploaded_at is None or last.uploaded_at < clock() - TWICE:
        return None
    is_same = (last.text, last.link_url, last.quote) == (post.text, post.link_url, post.quote)
    pictures = {image.picture_id for image, _ in drafts.pictures_of(session, post.id)}
    others = {image.picture_id for image, _ in drafts.pictures_of(session, last.id)}
    return last if is_same and pictures == others else None
