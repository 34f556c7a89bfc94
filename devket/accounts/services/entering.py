"""Logging in: who is it, proved by password, without telling who exists."""

from __future__ import annotations

from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.accounts.queries import Credentials
from devket.accounts.services import throttle
from devket.accounts.services.browsers import refuse_frozen
from devket.accounts.services.passwords import Passwords
from devket.core.errors import InvalidError


def subject_of(found: Credentials | None, typed: str) -> str:
    """Return under what an account's tries are counted: handle and address count together."""
    return subject_of_user(found.user_id) if found else f"typed {typed.strip().lower()}"


def subject_of_user(user_id: int) -> str:
    """Return the same for a known person, who may be asked for the password elsewhere, too."""
    return f"user {user_id}"


def tries_of(
    found: Credentials | None, typed: str, address: str
) -> tuple[tuple[throttle.Rule, str], tuple[throttle.Rule, str]]:
    """Return what one log-in counts against: the account, and the client's network."""
    return (
        (throttle.LOGIN_ACCOUNT, subject_of(found, typed)),
        (throttle.LOGIN_ADDRESS, throttle.network_of(address)),
    )


def prove(found: Credentials | None, password: str, *, passwords: Passwords) -> Credentials:
    """Return the credentials when the password is theirs, else raise one and the same error.

    Needs no database and holds no transaction, as a hash takes its time; an unknown account costs
    the same hash.
    """
    is_right = passwords.matches(password, found.password_hash if found else None)
    if found is None or not is_right:
        raise _wrong()
    return found


def renewed(proved: Credentials, password: str, *, passwords: Passwords) -> str | None:
    """Return a new hash in place of an outdated one, else None; to be called where `prove` is."""
    return passwords.hash(password) if passwords.is_outdated(proved.password_hash) else None


def enter(session: Session, proved: Credentials, *, renewed: str | None = None) -> User:
    """Return the person whose password was proved, from now on with the renewed hash.

    Raises as `prove` does when account or password went away in between, and `ForbiddenError` when
    the account is frozen: told only to those who know its password.
    """
    user = session.get(User, proved.user_id)
    if user is None or user.password_hash != proved.password_hash:
        raise _wrong()
    refuse_frozen(user)
    if renewed:
        user.password_hash = renewed
        session.flush()
    return user


def _wrong() -> InvalidError:
    return InvalidError(
        "This name and this password do not belong together. Check both and try again."
    )
