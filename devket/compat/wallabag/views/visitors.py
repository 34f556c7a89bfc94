"""Who looks at the pages that wallabag's Android app reads: somebody signed in, or an app password.

An app password opens these pages and no others, for as long as it is not taken back.
"""

from __future__ import annotations

from flask import current_app, request, session
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from devket.accounts import queries
from devket.accounts.models import Kind, User
from devket.accounts.views import browser, me, programs
from devket.core.ids import hash_token
from devket.db import db
from devket.web.parts import parts

_KEY = "wallabag"
_FIELDS = ("_csrf_token", "client[_token]", "csrf_token")


def visitor() -> User | None:
    """Return the person whose pages these are, None for a stranger."""
    if current_user.is_authenticated:
        return me()
    held = session.get(_KEY)
    if not isinstance(held, str):
        return None
    row = queries.shown_credential(db.session(), held, (Kind.APP_PASSWORD,), parts().clock())
    return row.user if row is not None else None


def let_in(name: str, password: str) -> None:
    """Let somebody in by password as on Devket's own page; by an app password to these pages alone.

    Errors as `programs.prove`.
    """
    user = programs.prove(name, password)
    held, kinds = hash_token(password), (Kind.APP_PASSWORD,)
    if queries.shown_credential(db.session(), held, kinds, parts().clock()) is None:
        browser.sign_in(user)
    else:
        session.clear()
        session[_KEY] = held


def let_out() -> None:
    """Forget who this was."""
    if current_user.is_authenticated:
        browser.sign_out()
    session.clear()


def is_meant() -> bool:
    """Tell whether a form comes from a page of ours: apps send the token in fields of their own."""
    token = next((request.form[name] for name in _FIELDS if request.form.get(name)), "")
    try:
        validate_csrf(token)
    except ValidationError:
        return False
    return True


def turned_away() -> object:
    """Return what a stranger is answered on a page that is somebody's."""
    return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]  # set by Flask-Login
