"""What one was told."""

from __future__ import annotations

from datetime import datetime

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy import inspect, select
from werkzeug.wrappers import Response

from devket.accounts.models import Profile
from devket.accounts.views import me
from devket.core.paging import Cursor
from devket.db import db
from devket.social.presenters.told import told_view
from devket.social.queries.told import told_page
from devket.social.services.told import mark_read
from devket.social.views.blueprint import blueprint
from devket.web.htmx import is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.get("/notifications")
@login_required
def notifications() -> str:
    """Show what others did that concerns one; the page then asks to mark it as read."""
    after, now = request.args.get("after"), parts().clock()
    told = told_page(db.session(), me().id, after=after)
    view = told_view(told, after=after, now=now)
    return render_template("social/notifications.html", told=view, now=now)


@blueprint.post("/notifications/read")
@login_required
def read() -> Response:
    """Mark lines as read: those of a page, or all there are when none is named."""
    clock = parts().clock
    unread = mark_read(
        db.session(),
        me().id,
        since=_time("since"),
        until=_time("until") or clock(),
        clock=clock,
    )
    if is_htmx():
        return make_response(render_template("social/_unread.html", unread=unread))
    toast(_("Everything is marked as read."))
    return redirect(url_for("social.notifications"), code=303)


def unread_count() -> int:
    """Return how much of what the signed-in person was told is new; for the bell on every page.

    It comes with them at no cost, but for pages that are made after a roll-back.
    """
    user = me()
    if "profile" not in inspect(user).unloaded:
        return user.profile.unread_count
    kept = select(Profile.unread_count).where(Profile.user_id == user.id)
    return db.session().scalar(kept) or 0


def _time(name: str) -> datetime | None:
    """Return the time in a field of the form; `InvalidError` when it is none of ours."""
    word = request.form.get(name, "")
    if not word:
        return None
    at = Cursor.decode(word, datetime).at
    assert isinstance(at, datetime)
    return at
