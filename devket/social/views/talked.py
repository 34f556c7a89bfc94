"""What comes of a comment that was sent: it stands there, or it is refused and nothing is lost."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.core.errors import DevketError, TooManyRequestsError
from devket.db import db
from devket.social import queries
from devket.social.forms.talk import CommentForm
from devket.social.models import Comment, Post
from devket.social.presenters import cards_of
from devket.social.presenters.talk import CommentCard
from devket.social.views.threads import one_shown
from devket.web.errors import status_of, told
from devket.web.htmx import is_htmx


def said(row: Comment) -> Response:
    """Answer with a new comment: to htmx at its place, to others on its page."""
    session = db.session()
    if not is_htmx():
        if row.parent_id is None:
            home = url_for("social.post", post_id=row.post_id)
        else:
            home = url_for("social.comment_page", comment_id=row.parent_id)
        return redirect(f"{home}#comment-{row.id}", code=303)
    post = session.get_one(Post, row.post_id)
    (card,) = cards_of(queries.posts_with(session, me().id, [post]), me().id)
    return make_response(
        render_template("social/_commented.html", one=one_shown(row, post), post=card)
    )


def refused(
    error: DevketError, form: CommentForm, action: str, *, own: int | None = None
) -> Response:
    """Answer that a comment was not taken, and why.

    To htmx as a message, for its page keeps what was typed; to others as a page that holds it.
    What is not there and what is not to be seen look alike here, too.
    """
    if is_htmx():
        raise error
    db.session.rollback()
    form.form_errors.append(told(error))
    response = show_form(form, action, own=own)
    response.status_code = status_of(error)
    if isinstance(error, TooManyRequestsError):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def show_form(
    form: CommentForm, action: str, *, one: CommentCard | None = None, own: int | None = None
) -> Response:
    """Show the box of a comment: to answer `one`, or to put the own one right."""
    name = "_comment_form" if is_htmx() else "comment_form"
    values = {"form": form, "action": action, "one": one, "own": own}
    return make_response(render_template(f"social/{name}.html", **values))
