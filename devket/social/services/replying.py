"""Who is told of a comment: the post's author, whose comment it answers, whom it names."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.core.clock import Clock
from devket.social.models import Comment, Event, Mention, Notification, Post
from devket.social.policies import readers_of
from devket.social.services.notifying import forget, notify


def tell_of(
    session: Session,
    row: Comment,
    post: Post,
    *,
    answered_id: int | None = None,
    named: Collection[int] = (),
    clock: Clock,
) -> None:
    """Tell each who is concerned once, of what concerns them most; nobody who may not see it.

    `answered_id` is whose words it answers, by default those of the comment it stands under.
    """
    told = dict.fromkeys(named, Event.MENTIONED)
    told |= {post.author_id: Event.COMMENTED}
    if row.parent_id is not None:
        told[answered_id or session.get_one(Comment, row.parent_id).author_id] = Event.REPLIED
    may = session.scalars(select(User.id).where(User.id.in_(told), readers_of(post)))
    for owner_id in sorted(may):  # in this order, so that nobody waits for each other in a ring
        notify(
            session,
            owner_id=owner_id,
            actor_id=row.author_id,
            event=told[owner_id],
            post_id=post.id,
            comment_id=row.id,
            clock=clock,
        )


def untell_of(session: Session, row: Comment) -> None:
    """Tell nobody of a comment any more, and let it name nobody."""
    session.execute(delete(Mention).where(Mention.comment_id == row.id))
    forget(session, Notification.comment_id == row.id)
