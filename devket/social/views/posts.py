"""The page of one post."""

from __future__ import annotations

from flask import render_template

from devket.db import db
from devket.social import queries
from devket.social.presenters import cards_of
from devket.social.views.blueprint import blueprint
from devket.social.views.people import viewer
from devket.social.views.threads import thread_shown


@blueprint.get("/p/<int:post_id>")
def post(post_id: int) -> str:
    """Show a post to whoever may see it."""
    session, viewer_id = db.session(), viewer()
    found = queries.post_of(session, viewer_id, post_id)
    (card,) = cards_of(queries.posts_with(session, viewer_id, [found]), viewer_id)
    return render_template("social/post.html", post=card, thread=thread_shown(found))
