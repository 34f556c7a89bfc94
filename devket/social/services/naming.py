"""Who and what a post names: mentions, of which people are told, and hashtags."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, delete, exists, select
from sqlalchemy.orm import Session

from devket.accounts.models import Follow, User
from devket.accounts.policies import entering, not_apart
from devket.core.clock import Clock
from devket.core.wording import handles_in, hashtags_in
from devket.social.models import Event, Hashtag, Mention, Post, Visibility
from devket.social.services.notifying import notify, take_back

MOST_MENTIONS = 20
MOST_HASHTAGS = 30


def name_all(session: Session, post: Post, *, clock: Clock) -> None:
    """Keep mentions and hashtags of a published post in step with its text; flushes.

    Who is newly named is told; who is no longer named is told no more.
    """
    _tag(session, post)
    before = set(session.scalars(select(Mention.user_id).where(_of(post))))
    now = _named(session, post)
    for user_id in sorted(before - now):
        session.execute(delete(Mention).where(_of(post), Mention.user_id == user_id))
        take_back(
            session,
            owner_id=user_id,
            actor_id=post.author_id,
            event=Event.MENTIONED,
            post_id=post.id,
        )
    for user_id in sorted(now - before):
        session.add(Mention(post_id=post.id, user_id=user_id))
        notify(
            session,
            owner_id=user_id,
            actor_id=post.author_id,
            event=Event.MENTIONED,
            post_id=post.id,
            clock=clock,
        )
    session.flush()


def _of(post: Post) -> ColumnElement[bool]:
    return and_(Mention.post_id == post.id, Mention.comment_id.is_(None))


def _tag(session: Session, post: Post) -> None:
    assert post.uploaded_at is not None, "only what is published is found by its hashtags"
    session.execute(delete(Hashtag).where(Hashtag.post_id == post.id))
    names = hashtags_in(post.text)[:MOST_HASHTAGS]
    session.add_all(
        Hashtag(post_id=post.id, name=name, uploaded_at=post.uploaded_at) for name in names
    )


def _named(session: Session, post: Post) -> set[int]:
    """Return whom a post names among those who may read it."""
    handles = handles_in(post.text)[:MOST_MENTIONS]
    if not handles or post.visibility is Visibility.ONLY_ME:
        return set()
    follows = exists().where(
        Follow.follower_id == User.id,
        Follow.followed_id == post.author_id,
        Follow.accepted_at.is_not(None),
    )
    is_private = select(User.is_private).where(User.id == post.author_id)
    may = [User.handle.in_(handles), User.id != post.author_id, entering()]
    may.append(not_apart(post.author_id, User.id))
    if post.visibility is Visibility.FOLLOWERS or session.scalar(is_private):
        may.append(follows)
    return set(session.scalars(select(User.id).where(*may)))
