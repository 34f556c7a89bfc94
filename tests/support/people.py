"""The people of the tests: an account each, and a browser in which they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flask import Flask

from devket.accounts.models import Profile, User
from devket.accounts.services.browsers import Browser, start_session
from devket.accounts.services.passwords import Passwords
from devket.core.clock import utcnow
from devket.db import transaction
from tests.support.client import AuditingClient

PASSWORD = "a long quiet river"
SESSION_KEY = "_user_id"  # Flask-Login's, as in devket.accounts.views.browser


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. `client` is their browser."""

    user_id: int
    handle: str
    email: str
    password: str
    client: AuditingClient


def person(app: Flask, handle: str, client: AuditingClient) -> Person:
    """Make an account with a confirmed address and sign the browser in."""
    email = f"{handle}@example.org"
    client.settle()
    with app.app_context(), transaction() as session:
        user = User(
            handle=handle,
            email=email,
            email_confirmed_at=utcnow(),
            display_name=handle.capitalize(),
            password_hash=_cheap_hash(PASSWORD),
            profile=Profile(),
        )
        session.add(user)
        session.flush()
        token = start_session(session, user, browser=Browser("tests", "127.0.0.1"), clock=utcnow)
        made = Person(user.id, handle, email, PASSWORD, client)
    client.keep_in_session(SESSION_KEY, token)
    return made


@cache
def _cheap_hash(password: str) -> str:
    return Passwords(1).hash(password)
