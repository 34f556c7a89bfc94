"""Who one is, who others are, and what one was told."""

from __future__ import annotations

from typing import Any

from flask import Response

from devket.accounts.views import programs
from devket.api import forms
from devket.api.presenters import people_shapes as shapes
from devket.api.views.blueprint import Gives, operation
from devket.api.views.frame import answer, listed, me
from devket.api.views.posts import site
from devket.api.views.saves import time_of
from devket.db import db
from devket.social import queries
from devket.social.presenters.told import told_view
from devket.social.queries.told import told_page
from devket.social.services.told import mark_read
from devket.web.parts import parts


@operation("GET", "/me", "profile:read", Gives(shapes.Me), about="People")
def get_me() -> Response:
    """Tell whose token this is, and what it may."""
    user = programs.person()
    return answer(site().me(programs.held(), user, user.profile))


@operation("GET", "/people/<handle>", "profile:read", Gives(shapes.Profile), about="People")
def get_person(handle: str) -> Response:
    """Tell of a person, as far as you may meet them."""
    session = db.session()
    user, profile = queries.met(session, me(), handle)
    standing = queries.standing_to(session, me(), user.id)
    return answer(site().profile(user, profile, standing))


@operation(
    "GET",
    "/notifications",
    "social:read",
    Gives(shapes.NotificationList),
    about="Notifications",
    asks=forms.Cursored,
)
def list_notifications(asked: dict[str, Any]) -> Response:
    """List what others did that concerns you, newest first, 20 lines at once."""
    after, now = asked.get("cursor"), parts().clock()
    told = told_page(db.session(), me(), after=after)
    view = told_view(told, after=after, now=now)
    lines = zip(told.page.items, view.lines, strict=True)
    return listed([site().notification(*pair) for pair in lines], told.page.next_cursor)


@operation(
    "POST",
    "/notifications/read",
    "social:write",
    Gives(shapes.Unread),
    about="Notifications",
    takes=forms.NotificationsRead,
)
def read_notifications(sent: dict[str, Any]) -> Response:
    """Mark notifications as read."""
    clock = parts().clock
    until = time_of(sent["until"], "until") if sent.get("until") else clock()
    left = mark_read(db.session(), me(), since=None, until=until, clock=clock)
    return answer({"unread": left})
