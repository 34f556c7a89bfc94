"""Liking a post, and who likes it."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.core.errors import NotFoundError
from devket.db import db
from devket.social import queries
from devket.social.models import Post
from devket.social.presenters import cards_of
from devket.social.presenters.addresses import post_at, post_href
from devket.social.presenters.relations import person_rows
from devket.social.presenters.talk import LikeButton
from devket.social.queries import threads
from devket.social.services import liking
from devket.social.views.blueprint import blueprint
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts


@blueprint.post("/posts/<int:post_id>/like")
@login_required
def like(post_id: int) -> Response:
    """Like a post; once more changes nothing."""
    post, is_counted = _found(post_id)
    liking.like(db.session(), post, user_id=me().id, clock=parts().clock)
    return _liked(post, is_counted, to=True)


@blueprint.post("/posts/<int:post_id>/unlike")
@login_required
def unlike(post_id: int) -> Response:
    """Like a post no longer; once more changes nothing."""
    post, is_counted = _found(post_id)
    liking.unlike(db.session(), post, user_id=me().id)
    return _liked(post, is_counted, to=False)


@blueprint.get("/p/<int:post_id>/likes")
@login_required
def likes(post_id: int) -> str:
    """List who likes a post, to those who are shown how many do."""
    session, viewer_id = db.session(), me().id
    post = queries.post_of(session, viewer_id, post_id)
    (card,) = cards_of(queries.posts_with(session, viewer_id, [post]), viewer_id)
    if card.likes is None:
        raise NotFoundError
    page, people = threads.likers(session, viewer_id, post, after=request.args.get("after"))
    found = [people[like.user_id] for like in page.items]
    standings = queries.standings_to(session, viewer_id, [user.id for user, _profile in found])
    after = page.next_cursor
    return render_template(
        "social/likes.html",
        post=card,
        people=person_rows(found, standings),
        nothing=_("Nobody likes this yet."),
        next_href=url_for("social.likes", post_id=post_id, after=after) if after else "",
    )


def _found(post_id: int) -> tuple[Post, bool]:
    """Return a post, and whether who asks is shown how many like it; read before others wait."""
    session, viewer_id = db.session(), me().id
    post = queries.post_of(session, viewer_id, post_id)
    return post, post.author_id == viewer_id or not threads.hides_counts(session, post.author_id)


def _liked(post: Post, is_counted: bool, *, to: bool) -> Response:
    """Answer with the button as it is now: to htmx, and to others the page they were on."""
    if not is_htmx():
        return redirect(back(url_for("social.post", post_id=post.id)), code=303)
    button = LikeButton(
        id=post.id,
        href=post_href(post.id),
        at=post_at(post.id),
        is_liked=to,
        likes=post.like_count if is_counted else None,
    )
    return make_response(render_template("social/_liked.html", post=button))
