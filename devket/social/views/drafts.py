"""What belongs to a person's own posts: the list, waiting for pictures, deleting, places."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.core.text import one_line
from devket.db import db
from devket.social import queries
from devket.social.models import LOCATION_LENGTH, Post
from devket.social.presenters import cards_of
from devket.social.presenters.editing import unpublished_of
from devket.social.services import drafting, editing, imaging
from devket.social.views.blueprint import blueprint
from devket.web.htmx import back, go_to, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.get("/posts")
@login_required
def own_posts() -> str:
    """List one's own drafts and posts, newest first."""
    session, viewer_id = db.session(), me().id
    after = request.args.get("after")
    page = queries.posts_page(session, viewer_id, Post.author_id == viewer_id, after=after)
    cards = cards_of(queries.posts_with(session, viewer_id, page.items), viewer_id)
    unpublished = [] if after else queries.unpublished_of(session, viewer_id)
    drafts = [unpublished_of(draft) for draft in unpublished]
    return render_template("social/own_posts.html", drafts=drafts, posts=cards, page=page)


@blueprint.get("/posts/<int:post_id>/waiting")
@login_required
def waiting(post_id: int) -> Response:
    """Say that the pictures of a post are being prepared, until they are."""
    post = queries.written(db.session(), me().id, post_id)
    if post.is_awaited:
        template = "social/_waiting.html" if is_htmx() else "social/waiting.html"
        return make_response(render_template(template, post_id=post_id))
    where = "social.post" if post.uploaded_at else "social.edit_post"
    return go_to(url_for(where, post_id=post_id))


@blueprint.post("/posts/<int:post_id>/hold")
@login_required
def hold_post(post_id: int) -> Response:
    """Take a post that waits for its pictures back into the editor."""
    drafting.hold(db.session(), author_id=me().id, post_id=post_id)
    return go_to(url_for("social.edit_post", post_id=post_id))


@blueprint.post("/posts/<int:post_id>/delete")
@login_required
def delete_post(post_id: int) -> Response:
    """Delete a post, or discard a draft."""
    post = editing.delete_post(
        db.session(), author_id=me().id, post_id=post_id, clock=parts().clock
    )
    sentence = gettext("Post deleted.") if post.uploaded_at else gettext("Draft discarded.")
    toast(sentence, undo_href=url_for("social.restore_post", post_id=post_id))
    if is_htmx():
        return make_response(render_template("social/_told.html"))
    here = (url_for("social.post", post_id=post_id), url_for("social.edit_post", post_id=post_id))
    came_from = back(url_for("social.own_posts"))
    is_gone = came_from.partition("?")[0] in (*here, url_for("social.compose"))
    return redirect(url_for("social.own_posts") if is_gone else came_from, code=303)


@blueprint.post("/posts/<int:post_id>/restore")
@login_required
def restore_post(post_id: int) -> Response:
    """Take a deletion back."""
    post = editing.restore_post(db.session(), author_id=me().id, post_id=post_id)
    toast(gettext("It is back."))
    where = "social.post" if post.uploaded_at else "social.edit_post"
    return go_to(url_for(where, post_id=post_id))


@blueprint.post("/posts/<int:post_id>/pictures/<int:picture_id>")
@login_required
def put_picture(post_id: int, picture_id: int) -> Response:
    """Put a picture back into a draft that it was taken out of."""
    imaging.add_picture(db.session(), author_id=me().id, post_id=post_id, picture_id=picture_id)
    return go_to(url_for("social.edit_post", post_id=post_id))


@blueprint.get("/posts/places")
@login_required
def places() -> str:
    """Complete a place that is being typed."""
    begun = one_line(request.args.get("q", request.args.get("location", "")))[:LOCATION_LENGTH]
    found = queries.places(db.session(), me().id, begun) if begun else []
    return render_template("social/_places.html", places=found)
