"""What an admin changes about somebody's standing: the official check, the admin area, freezing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from devket.accounts import queries
from devket.accounts.models import User
from devket.accounts.services import browsers, tokens
from devket.core.clock import Clock
from devket.core.errors import ForbiddenError


def grant_check(session: Session, user: User, *, by: User | None, clock: Clock) -> bool:
    """Give the check of an official account; tell whether that changed anything.

    `by` is None when the operator does it from the shell.
    """
    if user.is_verified:
        return False
    user.is_verified, user.verified_at = True, clock()
    user.verified_by_id = by.id if by else None
    session.flush()
    return True


def take_check(session: Session, user: User) -> bool:
    """Take the check of an official account; tell whether that changed anything."""
    if not user.is_verified:
        return False
    user.is_verified, user.verified_at, user.verified_by_id = False, None, None
    session.flush()
    return True


def make_admin(session: Session, user: User) -> bool:
    """Open the admin area to a person; tell whether that changed anything."""
    browsers.refuse_frozen(user)
    if user.is_admin:
        return False
    user.is_admin = True
    session.flush()
    return True


def unmake_admin(session: Session, user: User, *, by: User) -> bool:
    """Close the admin area to a person; tell whether that changed anything.

    Never to oneself and never to the last: `ForbiddenError`.
    """
    if not user.is_admin:
        return False
    _refuse_oneself(user, by)
    _refuse_last(session, user)
    user.is_admin = False
    session.flush()
    return True


def freeze(session: Session, user: User, *, by: User, clock: Clock) -> bool:
    """Shut an account: its browsers are signed out, its mailed links die, nobody may enter.

    Tell whether that changed anything. Never oneself and never the last admin: `ForbiddenError`.
    """
    if user.frozen_at is not None:
        return False
    _refuse_oneself(user, by)
    if user.is_admin:
        _refuse_last(session, user)
    user.frozen_at = clock()
    session.flush()
    browsers.revoke_others(session, user.id, keep=None)
    tokens.revoke(session, user)
    return True


def unfreeze(session: Session, user: User) -> bool:
    """Open a frozen account again; tell whether that changed anything."""
    if user.frozen_at is None:
        return False
    user.frozen_at = None
    session.flush()
    return True


def _refuse_oneself(user: User, by: User) -> None:
    if user.id == by.id:
        raise ForbiddenError("Nobody can do this to their own account. Ask another admin.")


def _refuse_last(session: Session, user: User) -> None:
    # Both rows are locked, so that two admins cannot put each other out at once.
    if set(queries.overseers(session)) <= {user.id}:
        raise ForbiddenError("This is the last admin. Make somebody else an admin first.")
