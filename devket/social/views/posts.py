"""One post: its page, its earlier texts, and saving what it shares to one's own list."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.core.text import storable
from devket.db import db, run_after_commit
from devket.library.jobs import capture_save
from devket.social import queries
from devket.social.models import Post
from devket.social.presenters import cards_of
from devket.social.presenters.posts import PostCard
from devket.social.presenters.previews import preview_of
from devket.social.services.pocketing import links_of, pocket
from devket.social.views.blueprint import blueprint
from devket.social.views.people import viewer
from devket.social.views.threads import thread_shown
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.get("/p/<int:post_id>")
def post(post_id: int) -> str:
    """Show a post to whoever may see it."""
    found, card = _found(post_id)
    is_public = queries.is_public(db.session(), post_id)
    preview = preview_of(found, card, base_url=parts().base_url) if is_public else None
    thread = thread_shown(found)
    return render_template("social/post.html", post=card, preview=preview, thread=thread)


@blueprint.get("/p/<int:post_id>/address")
def post_address(post_id: int) -> Response:
    """Tell the address of a post in full, to be copied."""
    queries.post_of(db.session(), viewer(), post_id)
    here = url_for("social.post", post_id=post_id)
    return make_response(f"{parts().base_url}{here}", {"Content-Type": "text/plain; charset=utf-8"})


@blueprint.get("/p/<int:post_id>/history")
def post_history(post_id: int) -> str:
    """Show the earlier texts of a post to whoever may see it."""
    found, card = _found(post_id)
    edits = queries.edits_of(db.session(), viewer(), post_id)
    return render_template("social/history.html", post=card, now=found, edits=edits)


@blueprint.get("/p/<int:post_id>/links")
@login_required
def post_links(post_id: int) -> str:
    """List the addresses of a post, to be saved one by one."""
    found, card = _found(post_id)
    links = links_of(found)
    kept = queries.pocketed(db.session(), me().id, links)
    return render_template("social/links.html", post=card, links=links, kept=kept)


@blueprint.post("/posts/<int:post_id>/pocket")
@login_required
def pocket_link(post_id: int) -> Response:
    """Save the attached page, or an address in the text, to one's own list."""
    session, at_hand = db.session(), parts()
    url = storable(request.form.get("url", ""))
    added = pocket(session, viewer_id=me().id, post_id=post_id, url=url, clock=at_hand.clock)
    if added.save.capture_due_at is not None:
        save_id = added.save.id
        run_after_commit(session, lambda: at_hand.queue.enqueue(capture_save, save_id))
    is_new = added.is_new
    toast(gettext("Saved to your list.") if is_new else gettext("It is in your list already."))
    if not is_htmx():
        return redirect(back(url_for("social.post", post_id=post_id)), code=303)
    _, card = _found(post_id)
    return make_response(render_template("social/_pocketed.html", post=card))


def _found(post_id: int) -> tuple[Post, PostCard]:
    session, viewer_id = db.session(), viewer()
    found = queries.post_of(session, viewer_id, post_id)
    (card,) = cards_of(queries.posts_with(session, viewer_id, [found]), viewer_id)
    return found, card
