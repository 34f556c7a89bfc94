"""Likes and comments."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from sqlalchemy.orm import Session

from devket.api import forms
from devket.api.presenters import people_shapes as shapes
from devket.api.presenters.saves import Told
from devket.api.views.blueprint import Gives, operation
from devket.api.views.frame import answer, expect, listed, me, nothing
from devket.api.views.posts import site
from devket.core.errors import InvalidError, NotFoundError
from devket.db import db
from devket.social import queries
from devket.social.models import Comment
from devket.social.queries import threads
from devket.social.queries.people import people_of
from devket.social.services import commenting, liking
from devket.social.views.limits import COMMENT
from devket.web.parts import parts
from devket.web.routing import LARGEST_ID

ABOUT = "Comments and likes"
_ONE = "/comments/<int:comment_id>"


@operation(
    "GET",
    "/posts/<int:post_id>/comments",
    "social:read",
    Gives(shapes.CommentList),
    about=ABOUT,
    asks=forms.ThreadAsked,
)
def list_comments(asked: dict[str, Any], post_id: int) -> Response:
    """List the newest comments of a post, in the order they were said; `next` leads back in time.

    With each the five newest answers.
    """
    session = db.session()
    post = queries.post_of(session, me(), post_id)
    thread = threads.thread_of(session, me(), post, before=_before(asked))
    earlier = str(thread.earlier) if thread.earlier else None
    return listed(site().thread(thread), earlier)


@operation(
    "GET",
    f"{_ONE}/answers",
    "social:read",
    Gives(shapes.CommentList),
    about=ABOUT,
    asks=forms.ThreadAsked,
)
def list_answers(asked: dict[str, Any], comment_id: int) -> Response:
    """List a comment with the newest answers to it; `next` leads back in time."""
    session = db.session()
    row, post = threads.comment_of(session, me(), comment_id)
    thread = threads.branch_of(session, me(), post, row, before=_before(asked))
    earlier = str(thread.earlier) if thread.earlier else None
    return listed(site().thread(thread), earlier)


def _before(asked: dict[str, Any]) -> int | None:
    word = asked.get("cursor") or ""
    if not word:
        return None
    if not (word.isascii() and word.isdigit() and len(word) < 12 and int(word) <= LARGEST_ID):
        raise InvalidError("This page address is not one of ours.", field="cursor")
    return int(word)


@operation(
    "POST",
    "/posts/<int:post_id>/comments",
    "social:write",
    Gives(shapes.Comment, 201),
    about=ABOUT,
    takes=forms.CommentBody,
    rule=COMMENT,
)
def add_comment(sent: dict[str, Any], post_id: int) -> Response:
    """Say something to a post, or answer one of its comments."""
    session = db.session()
    row = commenting.comment(
        session,
        sent["text"],
        author_id=me(),
        post_id=post_id,
        parent_id=sent.get("parent_id"),
        clock=parts().clock,
    )
    here = url_for("api.get_comment", comment_id=row.id)
    return answer(_told(session, row), 201, location=here)


def _told(session: Session, row: Comment) -> Told:
    return site().comment(row, people_of(session, [row.author_id]))


@operation("GET", _ONE, "social:read", Gives(shapes.Comment), about=ABOUT)
def get_comment(comment_id: int) -> Response:
    """Tell of one comment."""
    session = db.session()
    row, _post = threads.comment_of(session, me(), comment_id)
    return answer(_told(session, row))


@operation(
    "PATCH",
    _ONE,
    "social:write",
    Gives(shapes.Comment),
    about=ABOUT,
    takes=forms.CommentChange,
    rule=COMMENT,
)
def change_comment(sent: dict[str, Any], comment_id: int) -> Response:
    """Put a comment of yours right, within 15 minutes."""
    session = db.session()
    expect(_told(session, threads.own_comment(session, me(), comment_id)))
    row = commenting.correct(
        session, sent["text"], author_id=me(), comment_id=comment_id, clock=parts().clock
    )
    return answer(_told(session, row))


@operation("DELETE", _ONE, "social:write", Gives(None, 204), about=ABOUT)
def delete_comment(comment_id: int) -> Response:
    """Delete a comment of yours, or one under a post of yours."""
    commenting.remove(db.session(), viewer_id=me(), comment_id=comment_id, clock=parts().clock)
    return nothing()


@operation("PUT", "/posts/<int:post_id>/like", "social:write", Gives(None, 204), about=ABOUT)
def like_post(post_id: int) -> Response:
    """Like a post; once more changes nothing."""
    session = db.session()
    post = queries.post_of(session, me(), post_id)
    liking.like(session, post, user_id=me(), clock=parts().clock)
    return nothing()


@operation("DELETE", "/posts/<int:post_id>/like", "social:write", Gives(None, 204), about=ABOUT)
def unlike_post(post_id: int) -> Response:
    """Like a post no longer; once more changes nothing."""
    session = db.session()
    liking.unlike(session, queries.post_of(session, me(), post_id), user_id=me())
    return nothing()


@operation(
    "GET",
    "/posts/<int:post_id>/likes",
    "social:read",
    Gives(shapes.PersonList),
    about=ABOUT,
    asks=forms.Cursored,
)
def list_likes(asked: dict[str, Any], post_id: int) -> Response:
    """List who likes a post, where its author lets that be seen."""
    session = db.session()
    post = queries.post_of(session, me(), post_id)
    if post.author_id != me() and threads.hides_counts(session, post.author_id):
        raise NotFoundError
    page, people = threads.likers(session, me(), post, after=asked.get("cursor"))
    told = [site().person(*people[like.user_id]) for like in page.items]
    return listed(told, page.next_cursor)
