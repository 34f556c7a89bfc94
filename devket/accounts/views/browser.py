"""From the cookie to the person: Flask-Login over sessions that the server can revoke."""

from __future__ import annotations

import logging
from typing import cast

from flask import Flask, redirect, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from devket.accounts import queries
from devket.accounts.models import User, UserSession
from devket.accounts.services import browsers
from devket.accounts.services.passwords import Passwords
from devket.accounts.views.pages import PASSWORDS
from devket.core.ids import hash_token
from devket.db import db, transaction
from devket.web.htmx import back, go_to, is_htmx
from devket.web.parts import parts
from devket.web.transactions import SAFE_METHODS

log = logging.getLogger(__name__)
_KEY = "_user_id"  # Flask-Login's name; the value is a session's token, not a user's id


def init_app(app: Flask) -> None:
    """Let every request know who sends it."""
    app.extensions[PASSWORDS] = Passwords(app.config["PASSWORD_COST"])
    manager = LoginManager(app)
    # Its own guard ties the cookie to address and browser, which change on every phone.
    manager.session_protection = None
    manager.user_loader(_load)
    manager.unauthorized_handler(_send_to_login)


def me() -> User:
    """Return the signed-in person; for views behind `login_required`."""
    return cast(User, current_user._get_current_object())


def own_picture_key() -> str | None:
    """Return the file of the signed-in person's picture, if they have one.

    The profile came with the person, so this asks nothing, unless the page is one of a failure.
    """
    return queries.profile(db.session(), me().id).picture_key


def token() -> str | None:
    """Return the session token in the browser's cookie."""
    found = session.get(_KEY)
    return found if isinstance(found, str) else None


def here() -> browsers.Browser:
    """Return what the request tells about the browser."""
    return browsers.Browser(request.user_agent.string, request.remote_addr or "")


def sign_in(user: User) -> None:
    """Sign this browser in under a token of its own; nothing of the cookie before it remains."""
    fresh = browsers.start_session(
        db.session(), user, browser=here(), clock=parts().clock, replaces=token()
    )
    login_user(user)
    session.clear()  # of what Flask-Login wrote, too: the token is all that the cookie holds
    session[_KEY] = fresh
    session.permanent = True


def sign_out() -> None:
    """Sign this browser out, on the server and in the cookie."""
    held = token()
    if held:
        browsers.end_session(db.session(), held)
    logout_user()
    session.clear()


def _load(held: str) -> User | None:
    now = parts().clock()
    row = queries.signed_in(db.session(), hash_token(held), now)
    if row is None:
        return None
    if browsers.is_due_to_be_seen(row, now):
        _see(row)
        session.modified = True  # so that the cookie lives as long as the row
    return row.user


def _see(row: UserSession) -> None:
    if request.method not in SAFE_METHODS:
        browsers.see(db.session(), row, browser=here(), clock=parts().clock)
        return
    try:
        with transaction() as own:  # the request's own transaction only reads
            browsers.see(own, row, browser=here(), clock=parts().clock)
    except OperationalError:
        log.warning("the time of a visit could not be noted; the page is worth more")


def _send_to_login() -> Response:
    is_page = request.method in SAFE_METHODS and not is_htmx()
    came_for = request.full_path.removesuffix("?") if is_page else back("/")
    address = url_for("accounts.login", next=came_for)
    return go_to(address) if is_htmx() else redirect(address)
