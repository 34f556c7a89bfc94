"""Profiles."""

from __future__ import annotations

from flask import render_template, request
from flask_login import current_user

from devket.accounts.views import me
from devket.db import db
from devket.social import queries
from devket.social.models import Post
from devket.social.presenters import cards_of, face_of
from devket.social.views.blueprint import blueprint


def viewer() -> int | None:
    """Return the id of who asks, None for anybody."""
    return me().id if current_user.is_authenticated else None


@blueprint.get("/@<handle>")
def profile(handle: str) -> str:
    """Show a person and what they share."""
    session, viewer_id = db.session(), viewer()
    user, profile_row = queries.met(session, viewer_id, handle)
    page = queries.posts_page(
        session, viewer_id, Post.author_id == user.id, after=request.args.get("after")
    )
    cards = cards_of(queries.posts_with(session, viewer_id, page.items), viewer_id)
    return render_template(
        "social/profile.html",
        face=face_of(user, profile_row),
        standing=queries.standing_to(session, viewer_id, user.id),
        posts=cards,
        page=page,
    )
