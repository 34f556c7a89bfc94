"""Who and what a post names: mentions, of which people are told, and hashtags."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.wording import hashtags_in
from devket.social.models import Hashtag, Post
from devket.social.services.mentioning import mention


def name_all(session: Session, post: Post, *, clock: Clock) -> None:
    """Keep mentions and hashtags of a published post in step with its text; flushes."""
    assert post.uploaded_at is not None, "only what is published is found by its hashtags"
    session.execute(delete(Hashtag).where(Hashtag.post_id == post.id))
    session.add_all(
        Hashtag(post_id=post.id, name=name, uploaded_at=post.uploaded_at)
        for name in hashtags_in(post.text)
    )
    session.flush()
    mention(session, post.text, author_id=post.author_id, post=post, clock=clock)
