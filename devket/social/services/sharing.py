"""Sharing in one step what no editor has drafted: a text, a page of one's own, or both."""

from __future__ import annotations

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.social.models import Post
from devket.social.services.attaching import attach, attachment_of
from devket.social.services.drafting import Written, write
from devket.social.services.publishing import publish


def share(
    session: Session,
    *,
    author_id: int,
    written: Written,
    save_id: int | None = None,
    highlight_id: int | None = None,
    clock: Clock,
) -> Post:
    """Publish a post at once, beside the draft that its author may have at hand; flushes.

    `NotFoundError` when what is to be attached is not theirs, `InvalidError` as `publish`. The same
    once more within a moment is the post that is there.
    """
    offered = attachment_of(session, author_id, save_id, highlight_id)
    post = Post(author_id=author_id)
    session.add(post)
    session.flush()
    write(session, post, written)
    attach(post, offered)
    session.flush()
    return publish(session, author_id=author_id, post_id=post.id, clock=clock)
