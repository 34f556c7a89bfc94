"""Comments as views hand them to templates: asked for, narrowed to the viewer, presented."""

from __future__ import annotations

from flask import request

from devket.db import db
from devket.social.models import Comment, Post
from devket.social.presenters import talk
from devket.social.presenters.talk import CommentCard, ThreadView, Viewer
from devket.social.queries import threads
from devket.social.queries.people import people_of
from devket.social.queries.threads import Thread
from devket.social.views.people import viewer
from devket.web.parts import parts
from devket.web.routing import LARGEST_ID


def thread_shown(post: Post) -> ThreadView:
    """Return the comments of a post that the viewer may see."""
    thread = threads.thread_of(db.session(), viewer(), post, before=_before())
    return talk.thread_view(thread, here())


def branch_shown(root: Comment, post: Post) -> ThreadView:
    """Return one comment that the viewer may see, with the answers to it."""
    found = threads.branch_of(db.session(), viewer(), post, root, before=_before())
    return talk.branch_view(found, here())


def one_shown(comment: Comment, post: Post) -> CommentCard:
    """Return one comment that the viewer may see, without the answers to it."""
    people = people_of(db.session(), [comment.author_id])
    return talk.comment_card(Thread(post, people=people), comment, here())


def here() -> Viewer:
    """Return who looks, and when."""
    return Viewer(viewer(), parts().clock())


def _before() -> int | None:
    value = request.args.get("before", "")
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0
    return number if 0 < number <= LARGEST_ID else None
