"""People made straight in the database, for tests of what they do."""

from __future__ import annotations

from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.accounts.services import Passwords

PASSWORDS = Passwords(1)
SECRET = "seven slow herons"
_numbers = count(1)


def make_user(session: Session, *, password: str = SECRET, **fields: Any) -> User:
    """Make somebody with the given password; flushes."""
    handle = f"person_{next(_numbers)}"
    values: dict[str, Any] = {"handle": handle, "email": f"{handle}@example.org"}
    values |= {"display_name": handle, "password_hash": PASSWORDS.hash(password)}
    user = User(**{**values, **fields}, profile=Profile())
    session.add(user)
    session.flush()
    return user
