"""What can be reported, each found only by who may see it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.social.models import Comment, Image, Picture, Post, Story
from devket.social.policies import said_to, thread_readable_by, watchable_by


def comment_seen(session: Session, viewer_id: int, comment_id: int) -> tuple[Comment, Post]:
    """Return a comment that a viewer may read, with its post; `NotFoundError` for all others."""
    found = session.execute(
        select(Comment, Post)
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id == comment_id, thread_readable_by(viewer_id), said_to(viewer_id))
    ).first()
    if found is None:
        raise NotFoundError
    return found[0], found[1]


def story_seen(session: Session, viewer_id: int, story_id: int, now: datetime) -> Story:
    """Return a story that a viewer may watch now; `NotFoundError` for all others."""
    chosen = select(Story).where(Story.id == story_id, watchable_by(viewer_id, now))
    found = session.scalars(chosen).first()
    if found is None:
        raise NotFoundError
    return found


def files_of_post(session: Session, post: Post) -> list[tuple[str, str]]:
    """Return key and alt text of the pictures of a post, and of its drawn quote, in order."""
    rows = session.execute(
        select(Picture, Image.alt)
        .join(Image, Image.picture_id == Picture.id)
        .where(Image.post_id == post.id)
        .order_by(Image.position, Image.picture_id)
    )
    found = [(largest(picture), alt) for picture, alt in rows]
    return [(key, alt) for key, alt in (*found, (post.card_key, "")) if key]


def files_of_story(session: Session, story: Story) -> list[tuple[str, str]]:
    """Return key and alt text of the picture of a story, if it has one."""
    picture = session.get(Picture, story.picture_id) if story.picture_id else None
    key = largest(picture) if picture else None
    return [(key, story.alt)] if key else []


def largest(picture: Picture) -> str | None:
    """Return the key of the largest size there is, none while it has not been written anew."""
    return picture.large_key or picture.medium_key or picture.small_key
