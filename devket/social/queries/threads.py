"""Comments of a post as pages show them, and who likes it: a page at a time, never all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select, union_all
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.accounts.policies import meetable_by
from devket.core.errors import NotFoundError
from devket.core.paging import Cursor, Page
from devket.social.models import Comment, Like, Mention, Post
from devket.social.policies import (
    placeholding,
    said_to,
    shows_thread,
    thread_readable_by,
    written_by,
)
from devket.social.queries.paging import beyond
from devket.social.queries.people import People, people_of

PAGE = 20  # comments of a post at once
ANSWERS = 5  # newest ones shown under a comment; all stand on its own page
LIKERS = 50


@dataclass(frozen=True, slots=True)
class Thread:
    """Comments in the order they were said, with the newest answers to each.

    `earlier` is what to ask for to get those before; `has_later` tells that newer ones are left
    out. `cut` names the comments of which not all answers are here.
    """

    post: Post
    comments: tuple[Comment, ...] = ()
    answers: dict[int, tuple[Comment, ...]] | None = None
    cut: frozenset[int] = frozenset()
    people: People | None = None
    mentioned: dict[int, frozenset[str]] | None = None  # handles by the comments that name them
    earlier: int | None = None
    has_later: bool = False


def thread_of(
    session: Session, viewer_id: int | None, post: Post, *, before: int | None = None
) -> Thread:
    """Return the newest comments of a post that the viewer may see, or those before one.

    Five queries at most, however many comments; none where the thread is hidden from them.
    """
    if not shows_thread(post, viewer_id):
        return Thread(post)
    rows = _newest(session, viewer_id, Comment.post_id == post.id, before=before, size=PAGE)
    shown = rows[:PAGE][::-1]
    answers = _answers(session, viewer_id, post, [row.id for row in shown])
    return Thread(
        post,
        comments=tuple(shown),
        answers={root: tuple(some[-ANSWERS:]) for root, some in answers.items()},
        cut=frozenset(root for root, some in answers.items() if len(some) > ANSWERS),
        people=_speakers(session, shown, *answers.values()),
        mentioned=mentioned_in(session, viewer_id, shown, *answers.values()),
        earlier=shown[0].id if len(rows) > PAGE else None,
        has_later=before is not None,
    )


def branch_of(
    session: Session,
    viewer_id: int | None,
    post: Post,
    root: Comment,
    *,
    before: int | None = None,
) -> Thread:
    """Return one comment of a post with its newest answers, or those before one of them."""
    is_answer = (Comment.post_id == post.id, Comment.parent_id == root.id)
    answered = select(Comment).where(*is_answer, said_to(viewer_id))
    if before is not None:
        answered = answered.where(Comment.id < before)
    rows = session.scalars(answered.order_by(Comment.id.desc()).limit(PAGE + 1)).all()
    shown = rows[:PAGE][::-1]
    return Thread(
        post,
        comments=(root,),
        answers={root.id: tuple(shown)},
        people=_speakers(session, [root], shown),
        mentioned=mentioned_in(session, viewer_id, [root], shown),
        earlier=shown[0].id if len(rows) > PAGE else None,
        has_later=before is not None,
    )


def comment_of(session: Session, viewer_id: int | None, comment_id: int) -> tuple[Comment, Post]:
    """Return a comment that a viewer may see, or its empty place, with its post."""
    found = session.execute(
        select(Comment, Post)
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id == comment_id, thread_readable_by(viewer_id), _shown_to(viewer_id))
    ).first()
    if found is None:
        raise NotFoundError
    comment, post = found
    return comment, post


def mentioned_in(
    session: Session, viewer_id: int | None, *said: Iterable[Comment]
) -> dict[int, frozenset[str]]:
    """Return whom comments name, as far as the viewer may meet them."""
    ids = [row.id for some in said for row in some]
    found: dict[int, set[str]] = defaultdict(set)
    if ids:
        named = (
            select(Mention.comment_id, User.handle)
            .join(User, User.id == Mention.user_id)
            .where(Mention.comment_id.in_(ids), meetable_by(viewer_id))
        )
        for comment_id, handle in session.execute(named):
            assert comment_id is not None
            found[comment_id].add(handle)
    return {of: frozenset(some) for of, some in found.items()}


def own_comment(session: Session, author_id: int, comment_id: int) -> Comment:
    """Return a comment of a person's own that is not deleted."""
    found = session.scalars(
        select(Comment).where(
            Comment.id == comment_id, Comment.author_id == author_id, Comment.deleted_at.is_(None)
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def hides_counts(session: Session, user_id: int) -> bool:
    """Tell whether a person shows nobody how many like what they share."""
    hides = session.scalar(select(Profile.hides_counts).where(Profile.user_id == user_id))
    return bool(hides)


def has_answers(session: Session, comment: Comment) -> bool:
    """Tell whether anything stands under a comment."""
    answer = (Comment.post_id == comment.post_id, Comment.parent_id == comment.id)
    found = select(Comment.id).where(*answer, Comment.deleted_at.is_(None)).limit(1)
    return session.scalar(found) is not None


def own_post(session: Session, author_id: int, post_id: int) -> Post:
    """Return a post that a person may change; `NotFoundError` for all others."""
    found = session.scalars(select(Post).where(Post.id == post_id, written_by(author_id))).first()
    if found is None:
        raise NotFoundError
    return found


def likers(
    session: Session, viewer_id: int, post: Post, *, after: str | None = None
) -> tuple[Page[Like], People]:
    """Return a page of who likes a post, as far as the viewer may meet them, the newest first."""
    meetable = select(User.id).where(User.id == Like.user_id, meetable_by(viewer_id)).exists()
    further = beyond((Like.liked_at, Like.user_id), after)
    chosen = select(Like).where(Like.post_id == post.id, meetable, further)
    rows = session.scalars(
        chosen.order_by(Like.liked_at.desc(), Like.user_id.desc()).limit(LIKERS + 1)
    ).all()
    shown = tuple(rows[:LIKERS])
    more = Cursor(shown[-1].liked_at, shown[-1].user_id).encode() if len(rows) > LIKERS else None
    return Page(shown, more), people_of(session, [like.user_id for like in shown])


def _shown_to(viewer_id: int | None) -> ColumnElement[bool]:
    return or_(said_to(viewer_id), placeholding())


def _newest(
    session: Session,
    viewer_id: int | None,
    *which: ColumnElement[bool],
    before: int | None,
    size: int,
) -> list[Comment]:
    chosen = select(Comment).where(*which, Comment.parent_id.is_(None), _shown_to(viewer_id))
    if before is not None:
        chosen = chosen.where(Comment.id < before)
    return list(session.scalars(chosen.order_by(Comment.id.desc()).limit(size + 1)))


def _answers(
    session: Session, viewer_id: int | None, post: Post, roots: list[int]
) -> dict[int, list[Comment]]:
    """Return the newest answers to each comment, one more than is shown, oldest first.

    One statement with a part for each, so that each is a short walk along the index.
    """
    if not roots:
        return {}
    parts = [
        select(
            select(Comment.id)
            .where(Comment.post_id == post.id, Comment.parent_id == root, said_to(viewer_id))
            .order_by(Comment.id.desc())
            .limit(ANSWERS + 1)
            .subquery()
            .c.id
        )
        for root in roots
    ]
    ids = union_all(*parts) if len(parts) > 1 else parts[0]
    found: dict[int, list[Comment]] = defaultdict(list)
    rows = session.scalars(select(Comment).where(Comment.id.in_(ids)).order_by(Comment.id))
    for row in rows:
        assert row.parent_id is not None
        found[row.parent_id].append(row)
    return found


def _speakers(session: Session, *said: Iterable[Comment]) -> People:
    return people_of(session, {row.author_id for some in said for row in some})
