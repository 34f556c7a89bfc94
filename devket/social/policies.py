"""Who may see and do what in the feed, as Python and, side by side, as SQL.

What is not to be seen is not to be told from what is not there.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, literal_column, or_

from devket.accounts.models import User
from devket.accounts.policies import Standing, followed_by, is_open_to, meetable_by, open_to
from devket.library.models import Tag
from devket.social.models import (
    LIFETIME,
    Comment,
    Commenting,
    Image,
    Picture,
    Post,
    Story,
    Visibility,
)


def is_published(post: Post) -> bool:
    """Tell whether a post is there for others than its author."""
    return post.uploaded_at is not None and post.deleted_at is None


def can_read(post: Post, author: User, standing: Standing) -> bool:
    """Tell whether a viewer may see a post; `standing` is theirs to its author."""
    if not is_published(post) or not is_open_to(author, standing):
        return False
    match post.visibility:
        case Visibility.PUBLIC:
            return True
        case Visibility.FOLLOWERS:
            return standing.is_self or standing.is_following
        case Visibility.ONLY_ME:
            return standing.is_self


def published() -> ColumnElement[bool]:
    """Say the same as `is_published`, in SQL."""
    return and_(Post.uploaded_at.is_not(None), Post.deleted_at.is_(None))


def readable_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Say the same as `can_read`, in SQL."""
    author_is_open = exists().where(User.id == Post.author_id, open_to(viewer_id))
    is_for_them = or_(
        Post.visibility == Visibility.PUBLIC,
        Post.author_id == viewer_id,
        and_(Post.visibility == Visibility.FOLLOWERS, followed_by(viewer_id, Post.author_id)),
    )
    return and_(published(), is_for_them, author_is_open)


def quoting() -> ColumnElement[bool]:
    """Narrow posts to those with a quote, in the words of the index over them."""
    return Post.quote != literal_column("''")


def on_shelves_of(owner_id: int, viewer_id: int | None) -> ColumnElement[bool]:
    """Narrow tags to the public shelves of a person that a viewer may see."""
    owner_is_open = exists().where(User.id == Tag.owner_id, open_to(viewer_id))
    return and_(Tag.owner_id == owner_id, Tag.is_public, owner_is_open)


def written_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Narrow posts to those a person may change, drafts too: the own that are not deleted."""
    return and_(Post.author_id == viewer_id, Post.deleted_at.is_(None))


def can_comment(post: Post, author: User, standing: Standing, *, viewer_id: int | None) -> bool:
    """Tell whether a viewer may comment on a post."""
    is_open = post.commenting is Commenting.OPEN
    return viewer_id is not None and is_open and can_read(post, author, standing)


def commentable_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Say the same as `can_comment`, in SQL."""
    is_somebody = User.id == viewer_id
    return and_(
        readable_by(viewer_id), Post.commenting == Commenting.OPEN, exists().where(is_somebody)
    )


def thread_readable_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Narrow posts to those whose comments a viewer may read."""
    is_shown = or_(Post.commenting != Commenting.HIDDEN, Post.author_id == viewer_id)
    return and_(readable_by(viewer_id), is_shown)


def said_to(viewer_id: int | None) -> ColumnElement[bool]:
    """Narrow comments of a thread to those a viewer may read: of people they may meet.

    Whether they may read the thread is `thread_readable_by`.
    """
    author = exists().where(User.id == Comment.author_id, meetable_by(viewer_id))
    return and_(Comment.deleted_at.is_(None), author)


def is_live(story: Story, now: datetime) -> bool:
    """Tell whether a story has not expired: at 24 hours exactly it has."""
    has_begun = story.uploaded_at is not None and story.uploaded_at > now - LIFETIME
    return has_begun and story.deleted_at is None


def can_watch(story: Story, author: User, standing: Standing, now: datetime) -> bool:
    """Tell whether a viewer may see a story now; `standing` is theirs to its author."""
    return is_live(story, now) and is_open_to(author, standing)


def live(now: datetime) -> ColumnElement[bool]:
    """Say the same as `is_live`, in SQL."""
    return and_(Story.uploaded_at > now - LIFETIME, Story.deleted_at.is_(None))


def watchable_by(viewer_id: int | None, now: datetime) -> ColumnElement[bool]:
    """Say the same as `can_watch`, in SQL."""
    author_is_open = exists().where(User.id == Story.author_id, open_to(viewer_id))
    return and_(live(now), author_is_open)


def viewable_by(viewer_id: int | None, now: datetime) -> ColumnElement[bool]:
    """Narrow pictures to those a viewer may see: the own, and those of posts and stories they may.

    Pictures of profiles have an address of their own.
    """
    of_a_post = exists().where(
        Image.picture_id == Picture.id, Image.post_id == Post.id, readable_by(viewer_id)
    )
    of_a_story = exists().where(Story.picture_id == Picture.id, watchable_by(viewer_id, now))
    return or_(Picture.owner_id == viewer_id, of_a_post, of_a_story)
