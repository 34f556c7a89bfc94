"""Likes and comments as pages show them, and what the viewer may do with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for

from devket.social.models import Comment, Commenting, Post
from devket.social.policies import can_correct, can_remove, shows_thread
from devket.social.presenters.addresses import post_href
from devket.social.presenters.people import Face, face_of
from devket.social.presenters.texts import Piece, pieces_of
from devket.social.queries.threads import Thread


@dataclass(frozen=True, slots=True)
class LikeButton:
    """Of a post just what its like button shows, as `PostCard` has it."""

    id: int
    href: str
    at: str
    is_liked: bool
    likes: int | None


@dataclass(frozen=True, slots=True)
class CommentCard:
    """One comment. Without `author` it is the place of a deleted one that still has answers."""

    id: int
    root_id: int
    href: str
    author: Face | None
    is_by_post_author: bool
    pieces: tuple[Piece, ...]
    said_at: datetime
    said_ago: timedelta  # as the page says it; below nought
    is_edited: bool
    can_answer: bool
    can_correct: bool
    can_remove: bool
    can_report: bool
    answers: tuple[CommentCard, ...] = ()
    all_href: str = ""  # where all answers are, when some are left out


@dataclass(frozen=True, slots=True)
class ThreadView:
    """The comments below a post, and what stands around them."""

    post_id: int
    post_href: str
    comments: tuple[CommentCard, ...]
    commenting: Commenting
    is_shown: bool
    is_mine: bool
    can_comment: bool
    earlier_href: str
    latest_href: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and when."""

    id: int | None
    now: datetime


def thread_view(thread: Thread, viewer: Viewer) -> ThreadView:
    """Return the comments of a post for its page."""
    post, here = thread.post, post_href(thread.post.id)
    earlier = f"{here}?before={thread.earlier}#thread" if thread.earlier else ""
    return ThreadView(
        post_id=post.id,
        post_href=here,
        comments=_cards(thread, viewer),
        commenting=post.commenting,
        is_shown=shows_thread(post, viewer.id),
        is_mine=post.author_id == viewer.id,
        can_comment=_can_comment(post, viewer),
        earlier_href=earlier,
        latest_href=f"{here}#thread" if thread.has_later else "",
    )


def branch_view(thread: Thread, viewer: Viewer) -> ThreadView:
    """Return one comment with its answers for its own page."""
    (root,) = thread.comments
    here = url_for("social.comment_page", comment_id=root.id)
    return ThreadView(
        post_id=thread.post.id,
        post_href=post_href(thread.post.id),
        comments=_cards(thread, viewer),
        commenting=thread.post.commenting,
        is_shown=True,
        is_mine=thread.post.author_id == viewer.id,
        can_comment=_can_comment(thread.post, viewer),
        earlier_href=f"{here}?before={thread.earlier}" if thread.earlier else "",
        latest_href=here if thread.has_later else "",
    )


def comment_card(thread: Thread, comment: Comment, viewer: Viewer) -> CommentCard:
    """Return one comment with the answers that are known of it."""
    post, people = thread.post, thread.people or {}
    is_gone = comment.deleted_at is not None
    known = people.get(comment.author_id)
    named = (thread.mentioned or {}).get(comment.id, frozenset())
    may_answer = _can_comment(post, viewer) and not is_gone
    answers = (thread.answers or {}).get(comment.id, ())
    href = url_for("social.comment_page", comment_id=comment.id)
    return CommentCard(
        id=comment.id,
        root_id=comment.parent_id or comment.id,
        href=href,
        author=face_of(*known) if known and not is_gone else None,
        is_by_post_author=comment.author_id == post.author_id,
        pieces=() if is_gone else pieces_of(comment.text, named),
        said_at=comment.created_at,
        said_ago=comment.created_at - viewer.now,
        is_edited=comment.edited_at is not None,
        can_answer=may_answer,
        can_correct=may_answer and can_correct(comment, viewer.id, viewer.now),
        can_remove=viewer.id is not None and can_remove(comment, post, viewer.id),
        can_report=not is_gone and viewer.id not in (None, comment.author_id),
        answers=tuple(comment_card(thread, answer, viewer) for answer in answers),
        all_href=href if comment.id in thread.cut else "",
    )


def _cards(thread: Thread, viewer: Viewer) -> tuple[CommentCard, ...]:
    return tuple(comment_card(thread, comment, viewer) for comment in thread.comments)


def _can_comment(post: Post, viewer: Viewer) -> bool:
    # That they may see the post is known: it was loaded through its policy.
    return viewer.id is not None and post.commenting is Commenting.OPEN
