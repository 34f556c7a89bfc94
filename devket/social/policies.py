"""Who may see and do what in the feed, as Python and, side by side, as SQL.

What is not to be seen is not to be told from what is not there.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    and_,
    exists,
    false,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from devket.accounts.models import Follow, User
from devket.accounts.policies import (
    Standing,
    entering,
    followed_by,
    followed_ids,
    is_open_to,
    meetable_by,
    not_apart,
    not_muted,
    open_to,
)
from devket.library.models import Tag
from devket.social.models import (
    EDIT_WINDOW,
    LIFETIME,
    UNDO_WINDOW,
    Comment,
    Commenting,
    Image,
    Outcome,
    Picture,
    Post,
    Report,
    Story,
    Thing,
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


def readers_of(post: Post) -> ColumnElement[bool]:
    """Narrow people to those who may see a post: `can_read`, asked for all of them at once."""
    if not is_published(post):
        return false()
    author = aliased(User)
    is_following = exists().where(
        Follow.follower_id == User.id,
        Follow.followed_id == post.author_id,
        Follow.accepted_at.is_not(None),
    )
    is_open = exists().where(author.id == post.author_id, author.is_private.is_(False))
    others = {
        Visibility.PUBLIC: or_(is_open, is_following),
        Visibility.FOLLOWERS: is_following,
        Visibility.ONLY_ME: false(),
    }
    is_there = exists().where(author.id == post.author_id, author.frozen_at.is_(None))
    let_in = or_(User.id == post.author_id, others[post.visibility])
    return and_(is_there, entering(), not_apart(post.author_id, User.id), let_in)


def kept_up_with(viewer_id: int) -> ColumnElement[bool]:
    """Narrow people to those whose posts stand on a viewer's home feed: followed, or the viewer."""
    # Not "or": from a list of people the database goes to each of them, else it reads them all.
    ids: CompoundSelect[int] = union_all(followed_ids(viewer_id), select(literal(viewer_id)))
    return and_(User.id.in_(ids), meetable_by(viewer_id), not_muted(viewer_id, User.id))


def readable_at_home(viewer_id: int) -> ColumnElement[bool]:
    """Say what `readable_by` says of the posts of people the viewer has `kept_up_with`.

    It asks nothing about the author again, so it costs little for each post.
    """
    for_followers = Post.visibility.in_((Visibility.PUBLIC, Visibility.FOLLOWERS))
    return and_(published(), or_(for_followers, Post.author_id == viewer_id))


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


def shows_thread(post: Post, viewer_id: int | None) -> bool:
    """Tell whether a viewer who may see a post may read its comments (`thread_readable_by`)."""
    return post.commenting is not Commenting.HIDDEN or post.author_id == viewer_id


def placeholding() -> ColumnElement[bool]:
    """Return the condition of deleted comments that still have answers, whose place is shown."""
    answer = aliased(Comment)
    has_answers = exists().where(answer.parent_id == Comment.id, answer.deleted_at.is_(None))
    return and_(Comment.deleted_at.is_not(None), has_answers)


def can_correct(comment: Comment, viewer_id: int | None, now: datetime) -> bool:
    """Tell whether a viewer may still change a comment: the own, for some minutes.

    The thread has to be open to them as for a new one (`commentable_by`).
    """
    is_own = comment.author_id == viewer_id and comment.deleted_at is None
    return is_own and comment.created_at > now - EDIT_WINDOW


def correctable_by(viewer_id: int, now: datetime) -> ColumnElement[bool]:
    """Say the same as `can_correct`, in SQL, and that the thread is open to them."""
    is_open = exists().where(Post.id == Comment.post_id, commentable_by(viewer_id))
    is_own = and_(Comment.author_id == viewer_id, Comment.deleted_at.is_(None))
    return and_(is_own, Comment.created_at > now - EDIT_WINDOW, is_open)


def can_remove(comment: Comment, post: Post, viewer_id: int | None) -> bool:
    """Tell whether a viewer may delete a comment: its author and the post's may."""
    is_theirs = viewer_id in (comment.author_id, post.author_id)
    return is_theirs and comment.deleted_at is None


def removable_by(viewer_id: int) -> ColumnElement[bool]:
    """Say the same as `can_remove`, in SQL; its author may wherever it stands."""
    own_post = exists().where(Post.id == Comment.post_id, written_by(viewer_id))
    is_theirs = or_(Comment.author_id == viewer_id, own_post)
    return and_(is_theirs, Comment.deleted_at.is_(None))


def restorable_by(viewer_id: int, now: datetime) -> ColumnElement[bool]:
    """Narrow comments to those a viewer has deleted and may have back."""
    is_theirs = Comment.deleted_by_id == viewer_id
    is_recent = Comment.deleted_at > now - UNDO_WINDOW
    return and_(is_theirs, is_recent, not_removed(Thing.COMMENT, Comment.id))


def not_removed(thing: Thing, row_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Narrow what is deleted to what no admin has removed: its author may have only that back."""
    return ~exists().where(
        Report.thing == thing, Report.thing_id == row_id, Report.outcome == Outcome.REMOVED
    )


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


def over(now: datetime) -> ColumnElement[bool]:
    """Return the condition of stories that were shown, or deleted, and are so no longer."""
    return or_(Story.deleted_at.is_not(None), expired(now))


def expired(now: datetime) -> ColumnElement[bool]:
    """Return the condition of stories that have been shown for their 24 hours."""
    return and_(Story.uploaded_at.is_not(None), Story.uploaded_at <= now - LIFETIME)


def answerable_by(viewer_id: int | None, now: datetime) -> ColumnElement[bool]:
    """Narrow stories to those a viewer may answer, and be seen seeing: others' they may watch."""
    is_somebody = exists().where(User.id == viewer_id)
    return and_(watchable_by(viewer_id, now), Story.author_id != viewer_id, is_somebody)


def told_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Narrow stories to the own, also those that are not shown yet or are deleted."""
    return Story.author_id == viewer_id


def viewable_by(viewer_id: int | None, now: datetime) -> ColumnElement[bool]:
    """Narrow pictures to those a viewer may see: the own, and those of posts and stories they may.

    That of a story which is over is nobody's to see any more. Pictures of profiles have an address
    of their own.
    """
    stands_somewhere = or_(
        exists().where(Image.picture_id == Picture.id),
        exists().where(Story.picture_id == Picture.id),
        Picture.created_at > now - LIFETIME,  # or has just been uploaded
    )
    of_what_is_over = exists().where(Story.picture_id == Picture.id, over(now))
    own = and_(Picture.owner_id == viewer_id, stands_somewhere, ~of_what_is_over)
    of_a_post = exists().where(
        Image.picture_id == Picture.id, Image.post_id == Post.id, readable_by(viewer_id)
    )
    of_a_story = exists().where(Story.picture_id == Picture.id, watchable_by(viewer_id, now))
    return or_(own, of_a_post, of_a_story)
