"""Who is named in a text: kept in step with it, and told."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.accounts.policies import meetable_by
from devket.core.clock import Clock
from devket.core.wording import handles_in
from devket.social.models import Event, Mention, Post
from devket.social.policies import readers_of
from devket.social.services.notifying import notify, take_back


def mention(
    session: Session,
    text: str,
    *,
    author_id: int,
    post: Post,
    comment_id: int | None = None,
    clock: Clock,
) -> None:
    """Keep whom the text of a post, or of a comment on it, names, and tell those who are new.

    To be called when the text is published and each time it is changed. Handles that nobody has,
    and those of people who may not meet the author or see the post, name nobody.
    """
    fresh = keep_mentions(session, text, author_id=author_id, post=post, comment_id=comment_id)
    for user_id in sorted(fresh):
        tell_mentioned(
            session, user_id, author_id=author_id, post=post, comment_id=comment_id, clock=clock
        )


def keep_mentions(
    session: Session, text: str, *, author_id: int, post: Post, comment_id: int | None
) -> frozenset[int]:
    """Keep whom a text names, and return those it did not name before; they are not yet told.

    Whom it names no longer is told of it no longer.
    """
    named = _named(session, text, author_id=author_id, post=post)
    here = (Mention.post_id == post.id, _in(comment_id))
    before = frozenset(session.scalars(select(Mention.user_id).where(*here)))
    if gone := before - named:
        session.execute(delete(Mention).where(*here, Mention.user_id.in_(gone)))
    for user_id in sorted(gone):
        take_back(
            session,
            owner_id=user_id,
            actor_id=author_id,
            event=Event.MENTIONED,
            post_id=post.id,
            comment_id=comment_id,
        )
    fresh = named - before
    session.add_all(
        Mention(post_id=post.id, comment_id=comment_id, user_id=user_id)
        for user_id in sorted(fresh)
    )
    session.flush()
    return fresh


def tell_mentioned(
    session: Session,
    user_id: int,
    *,
    author_id: int,
    post: Post,
    comment_id: int | None,
    clock: Clock,
) -> None:
    """Tell a person that they are named."""
    notify(
        session,
        owner_id=user_id,
        actor_id=author_id,
        event=Event.MENTIONED,
        post_id=post.id,
        comment_id=comment_id,
        clock=clock,
    )


def _named(session: Session, text: str, *, author_id: int, post: Post) -> frozenset[int]:
    handles = handles_in(text)
    if not handles:
        return frozenset()
    people = select(User.id).where(
        User.handle.in_(handles), User.id != author_id, meetable_by(author_id), readers_of(post)
    )
    return frozenset(session.scalars(people))


def _in(comment_id: int | None) -> ColumnElement[bool]:
    return Mention.comment_id.is_(None) if comment_id is None else Mention.comment_id == comment_id
