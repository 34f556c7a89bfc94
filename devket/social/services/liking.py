"""Liking a post: once, however often and from however many tabs it is asked for."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from devket.core.clock import Clock
from devket.db import insert_into
from devket.social.models import Event, Like, Post
from devket.social.services.notifying import listeners, notify, take_back


def like(session: Session, post: Post, *, user_id: int, clock: Clock) -> bool:
    """Like a post that the person may see, and tell its author; tell whether that is new."""
    # From the count on, others who like the same post wait for this transaction: so it comes late.
    listening = listeners(session, [post.author_id], user_id)
    liked = insert_into(session, Like).values(post_id=post.id, user_id=user_id, liked_at=clock())
    if not session.execute(liked.on_conflict_do_nothing().returning(Like.user_id)).all():
        return False
    notify(
        session,
        owner_id=post.author_id,
        actor_id=user_id,
        event=Event.LIKED,
        post_id=post.id,
        clock=clock,
        listening=listening,
        before_counting=lambda: _count(session, post, 1),
    )
    return True


def unlike(session: Session, post: Post, *, user_id: int) -> bool:
    """Like a post no longer, which its author is then told no more; tell whether that is new."""
    gone = delete(Like).where(Like.post_id == post.id, Like.user_id == user_id)
    if not session.execute(gone.returning(Like.user_id)).all():
        return False
    _count(session, post, -1)
    take_back(
        session,
        owner_id=post.author_id,
        actor_id=user_id,
        event=Event.LIKED,
        post_id=post.id,
    )
    return True


def _count(session: Session, post: Post, by: int) -> None:
    # By the database, from what is there at that moment: others count at the same time.
    counted = (
        update(Post)
        .where(Post.id == post.id)
        .values(like_count=Post.like_count + by, updated_at=Post.updated_at)
        .returning(Post.like_count)
        .execution_options(synchronize_session=False)
    )
    set_committed_value(post, "like_count", session.scalar(counted))
