"""Profiles."""

from __future__ import annotations

from flask import render_template, request
from flask_login import current_user
from sqlalchemy import inspect, select

from devket.accounts.models import Profile
from devket.accounts.views import me
from devket.db import db
from devket.social import queries
from devket.social.models import Post
from devket.social.presenters import cards_of, face_of
from devket.social.views.blueprint import blueprint
from devket.web.parts import parts


def viewer() -> int | None:
    """Return the id of who asks, None for anybody."""
    return me().id if current_user.is_authenticated else None


def unread_count() -> int:
    """Return how much of what the person was told is new to them.

    A profile comes with the session's person; after a roll-back it is asked for again.
    """
    person = me()
    if "profile" not in inspect(person).unloaded:
        return person.profile.unread_count
    asked = select(Profile.unread_count).where(Profile.user_id == person.id)
    return db.session.scalar(asked) or 0


@blueprint.get("/@<handle>")
def profile(handle: str) -> str:
    """Show a person and what they share."""
    session, viewer_id = db.session(), viewer()
    user, profile_row = queries.met(session, viewer_id, handle)
    page = queries.posts_page(
        session, viewer_id, Post.author_id == user.id, after=request.args.get("after")
    )
    now = parts().clock()
    cards = cards_of(queries.posts_with(session, viewer_id, page.items, now=now), viewer_id)
    told = queries.told_now(session, viewer_id, [user.id], now)
    face = face_of(user, profile_row, told.get(user.id))
    return render_template(
        "social/profile.html",
        face=face,
        standing=queries.standing_to(session, viewer_id, user.id),
        posts=cards,
        page=page,
    )
