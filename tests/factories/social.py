"""Posts and what stands around them, made straight in the database."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from devket.accounts.models import Block, Follow, Mute, Profile
from devket.core.clock import utcnow
from devket.social.models import Comment, Image, Like, Picture, PictureState, Post, Story

_numbers = count(1)


def make_follow(
    session: Session, follower_id: int, followed_id: int, *, is_accepted: bool = True
) -> Follow:
    """Let somebody follow somebody, or ask to; flushes. The counts of both are kept."""
    now = utcnow()
    follow = Follow(
        follower_id=follower_id,
        followed_id=followed_id,
        asked_at=now,
        accepted_at=now if is_accepted else None,
    )
    session.add(follow)
    if is_accepted:
        session.get_one(Profile, follower_id).following_count += 1
        session.get_one(Profile, followed_id).follower_count += 1
    session.flush()
    return follow


def make_block(session: Session, blocker_id: int, blocked_id: int) -> Block:
    """Let somebody block somebody; flushes."""
    block = Block(blocker_id=blocker_id, blocked_id=blocked_id, blocked_at=utcnow())
    session.add(block)
    session.flush()
    return block


def make_mute(session: Session, muter_id: int, muted_id: int) -> Mute:
    """Let somebody mute somebody; flushes."""
    mute = Mute(muter_id=muter_id, muted_id=muted_id, muted_at=utcnow())
    session.add(mute)
    session.flush()
    return mute


def make_post(session: Session, author_id: int, **fields: Any) -> Post:
    """Make a public post, unless `fields` say otherwise; flushes."""
    number = next(_numbers)
    values = {"text": f"Post {number}", "uploaded_at": utcnow() - timedelta(minutes=number)}
    post = Post(author_id=author_id, **{**values, **fields})
    session.add(post)
    if post.uploaded_at is not None:
        session.get_one(Profile, author_id).post_count += 1
    session.flush()
    return post


def make_like(session: Session, post: Post, user_id: int) -> Like:
    """Let somebody like a post; flushes."""
    like = Like(post_id=post.id, user_id=user_id, liked_at=utcnow())
    session.add(like)
    post.like_count += 1
    session.flush()
    return like


def make_comment(session: Session, post: Post, author_id: int, **fields: Any) -> Comment:
    """Let somebody comment on a post; flushes."""
    values = {"text": f"Comment {next(_numbers)}", **fields}
    comment = Comment(post_id=post.id, author_id=author_id, **values)
    session.add(comment)
    post.comment_count += 1
    session.flush()
    return comment


def make_story(session: Session, author_id: int, **fields: Any) -> Story:
    """Make a story of words that was just uploaded, unless `fields` say otherwise; flushes."""
    values = {"text": f"Story {next(_numbers)}", "uploaded_at": utcnow(), **fields}
    story = Story(author_id=author_id, **values)
    session.add(story)
    session.flush()
    return story


def make_picture(session: Session, owner_id: int, **fields: Any) -> Picture:
    """Make a picture that is ready, with keys under which there is no file; flushes."""
    key = f"{next(_numbers):064x}"
    values = {"state": PictureState.READY, "width": 1600, "height": 1200}
    values |= {"small_key": key, "medium_key": key, "large_key": key}
    picture = Picture(owner_id=owner_id, **{**values, **fields})
    session.add(picture)
    session.flush()
    return picture


def make_image(session: Session, post: Post, picture: Picture, **fields: Any) -> Image:
    """Put a picture into a post; flushes."""
    values = {"position": 1, "alt": "A heron", **fields}
    image = Image(post_id=post.id, picture_id=picture.id, **values)
    session.add(image)
    session.flush()
    return image
