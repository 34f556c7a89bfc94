"""Comments on posts: said, put right, deleted and taken back; closed and opened.

Whether a comment is taken is decided by the very statement that counts it, so that no tab can
comment on what was closed, deleted or hidden from it a moment ago.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from devket.core.clock import Clock
from devket.core.errors import N_, ConflictError, InvalidError, NotFoundError
from devket.core.text import said
from devket.social import policies, queries
from devket.social.models import COMMENT_LENGTH, UNDO_WINDOW, Comment, Commenting, Post
from devket.social.queries import threads
from devket.social.services.mentioning import keep_mentions
from devket.social.services.replying import tell_of, untell_of

NOT_THERE = N_("The comment you are answering is no longer there.")
_CLOSED = N_("Comments on this post are closed.")
_PLAIN = {"synchronize_session": False}


def comment(
    session: Session,
    text: str,
    *,
    author_id: int,
    post_id: int,
    parent_id: int | None = None,
    clock: Clock,
) -> Comment:
    """Say something to a post, or answer one of its comments; flushes, and tells who is concerned.

    `NotFoundError` when the post is not to be seen, `ConflictError` when its comments are closed or
    what is answered is gone, `InvalidError` at `text` for nothing and for too much.
    """
    try:
        words = _worded(text)
    except InvalidError:
        queries.post_of(session, author_id, post_id)  # what is not there is told first
        raise
    post = _opened(session, author_id, post_id)
    parent = _answered(session, author_id, post_id, parent_id) if parent_id else None
    row = Comment(
        post_id=post_id,
        author_id=author_id,
        parent_id=parent and (parent.parent_id or parent.id),
        text=words,
        created_at=clock(),
    )
    session.add(row)
    session.flush()
    named = keep_mentions(session, words, author_id=author_id, post=post, comment_id=row.id)
    answered = parent.author_id if parent else None
    tell_of(session, row, post, answered_id=answered, named=named, clock=clock)
    return row


def correct(
    session: Session, text: str, *, author_id: int, comment_id: int, clock: Clock
) -> Comment:
    """Change the own comment while that may be done; who is named anew is told.

    `ConflictError` when its time is over or the comments are closed, `NotFoundError` when it is
    not one's own or gone, `InvalidError` at `text` as for a new one.
    """
    words = _worded(text)
    row = threads.own_comment(session, author_id, comment_id)
    post = queries.post_of(session, author_id, row.post_id)
    if words == row.text:
        return row
    now = clock()
    may = policies.correctable_by(author_id, now)
    if not _change(session, comment_id, may, {"text": words, "edited_at": now}):
        if policies.can_correct(row, author_id, now):
            raise ConflictError(_CLOSED)
        raise ConflictError("A comment can be changed for 15 minutes. This one is older.")
    named = keep_mentions(session, words, author_id=author_id, post=post, comment_id=row.id)
    tell_of(session, row, post, named=named, clock=clock)
    return row


def remove(session: Session, *, viewer_id: int, comment_id: int, clock: Clock) -> Comment:
    """Delete a comment, as its author or the post's; for a day that person can have it back."""
    may = policies.removable_by(viewer_id)
    row = _change(session, comment_id, may, {"deleted_at": clock(), "deleted_by_id": viewer_id})
    if row is None:
        raise NotFoundError
    _count(session, row.post_id, -1)
    session.get_one(Post, row.post_id, populate_existing=True)  # which a page shows next
    untell_of(session, row)
    return row


def restore(session: Session, *, viewer_id: int, comment_id: int, clock: Clock) -> Comment:
    """Take the deletion of a comment back, and tell again who was told."""
    may = policies.restorable_by(viewer_id, clock())
    row = _change(session, comment_id, may, {"deleted_at": None, "deleted_by_id": None})
    if row is None:
        raise NotFoundError
    _count(session, row.post_id, 1)
    post = session.get_one(Post, row.post_id, populate_existing=True)
    named = keep_mentions(session, row.text, author_id=row.author_id, post=post, comment_id=row.id)
    tell_of(session, row, post, named=named, clock=clock)
    return row


def set_commenting(session: Session, *, author_id: int, post_id: int, to: Commenting) -> Post:
    """Open or close the comments of the own post, or close and hide them."""
    row = threads.own_post(session, author_id, post_id)
    row.commenting = to
    session.flush()
    return row


def purge(session: Session, *, now: datetime, limit: int) -> None:
    """Take the texts of what was deleted a day ago away for good; rows that have answers stay."""
    answer = aliased(Comment)
    has_answers = exists().where(answer.parent_id == Comment.id)
    is_over = Comment.deleted_at <= now - UNDO_WINDOW
    bare = select(Comment.id).where(is_over, ~has_answers).limit(limit)
    session.execute(
        delete(Comment)
        .where(Comment.id.in_(session.scalars(bare).all()))
        .execution_options(**_PLAIN)
    )
    kept = update(Comment).where(is_over, Comment.text != "").values(text="")
    session.execute(kept.execution_options(**_PLAIN))


def _worded(text: str) -> str:
    words = said(text)
    if not words:
        raise InvalidError("Write something first.", field="text")
    if len(words) > COMMENT_LENGTH:
        raise InvalidError(
            "A comment has at most %(max)d characters; this one has %(now)d.",
            field="text",
            max=COMMENT_LENGTH,
            now=len(words),
        )
    return words


def _opened(session: Session, author_id: int, post_id: int) -> Post:
    """Count one more comment of a post that is open to the author, and return the post."""
    if not _count(session, post_id, 1, policies.commentable_by(author_id)):
        queries.post_of(session, author_id, post_id)
        raise ConflictError(_CLOSED)
    return session.get_one(Post, post_id, populate_existing=True)


def _answered(session: Session, author_id: int, post_id: int, parent_id: int) -> Comment:
    found = session.scalars(
        select(Comment).where(
            Comment.id == parent_id, Comment.post_id == post_id, policies.said_to(author_id)
        )
    ).first()
    if found is None:
        raise ConflictError(NOT_THERE)
    return found


def _change(
    session: Session, comment_id: int, may: ColumnElement[bool], values: dict[str, object]
) -> Comment | None:
    """Change one comment that the condition allows; of two at once the second finds nothing."""
    changed = update(Comment).where(Comment.id == comment_id, may).values(**values)
    done = session.execute(changed.returning(Comment.id).execution_options(**_PLAIN)).first()
    if done is None:
        return None
    return session.get_one(Comment, comment_id, populate_existing=True)


def _count(session: Session, post_id: int, by: int, *which: ColumnElement[bool]) -> bool:
    counted = (
        update(Post)
        .where(Post.id == post_id, *which)
        .values(comment_count=Post.comment_count + by, updated_at=Post.updated_at)
        .returning(Post.id)
        .execution_options(**_PLAIN)
    )
    return session.execute(counted).first() is not None
