"""Becoming a member: sign-up, invitations, accounts made from the shell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from devket.accounts import policies, queries
from devket.accounts.models import Invitation, MailToken, Profile, Purpose, User
from devket.accounts.services.finding import note_names
from devket.accounts.services.names import clean_email, clean_handle
from devket.accounts.services.passwords import Passwords, check_password
from devket.accounts.services.tokens import issue
from devket.core.clock import Clock
from devket.core.errors import N_, ConflictError, ForbiddenError
from devket.core.ids import hash_token, new_token
from devket.db import violated_constraint

UNIQUE = {
    "uq_users_handle": "handle",
    "uq_users_handle_key": "handle_key",
    "uq_users_email": "email",
}
INVITATION_DAYS = 14


def sign_up(
    session: Session,
    *,
    handle: str,
    email: str,
    password: str,
    mode: str,
    invitation: str | None = None,
    passwords: Passwords,
    clock: Clock,
) -> tuple[User, MailToken]:
    """Add the account and the token of the mail that is to confirm its address.

    `mode` is `DEVKET_SIGNUP`. Raises `ForbiddenError` when sign-up is closed or the invitation does
    not count, `InvalidError` or `ConflictError` with the field at fault. A taken address is told:
    the newcomer is signed in at once, so that silence would give it away all the same; what keeps
    lists from being tried is the limit per client.
    """
    if mode == "closed":
        raise ForbiddenError("Sign-up is closed on this site.")
    user = _add(session, handle=handle, email=email, password=password, passwords=passwords)
    if mode == "invite":
        _use_invitation(session, invitation or "", user, clock=clock)
    return user, issue(session, user, Purpose.CONFIRM_EMAIL, email=user.email, clock=clock)


def create_user(
    session: Session, *, handle: str, email: str, password: str, passwords: Passwords, clock: Clock
) -> User:
    """Add a person whom the operator vouches for: the address counts as confirmed.

    Raises as `sign_up` does.
    """
    user = _add(session, handle=handle, email=email, password=password, passwords=passwords)
    user.email_confirmed_at = clock()
    session.flush()
    return user


def _add(session: Session, *, handle: str, email: str, password: str, passwords: Passwords) -> User:
    handle, email = clean_handle(handle), clean_email(email)
    check_password(password, handle=handle, email=email)
    user = User(
        handle=handle,
        email=email,
        display_name=handle,
        # Hashed before the first statement, so that no write lock is held while it takes its time.
        password_hash=passwords.hash(password),
        profile=Profile(),
    )
    if queries.by_handle(session, handle) is not None:  # else it would only be said to look alike
        raise taken("handle")
    with telling_what_is_taken(), session.begin_nested():
        session.add(user)
        session.flush()
    note_names(session, user, user.profile)
    return user


@contextmanager
def telling_what_is_taken() -> Iterator[None]:
    """Turn a violated uniqueness promise into a `ConflictError` at its field."""
    try:
        yield
    except IntegrityError as error:
        field = UNIQUE.get(violated_constraint(error) or "")
        if field is None:
            raise
        raise taken(field) from error


def taken(field: str) -> ConflictError:
    """Return the error of a handle or an address that another account has."""
    if field == "handle":
        return ConflictError("This handle is taken.", field=field)
    if field == "handle_key":
        message = N_("This handle looks too much like that of somebody else. Choose another one.")
        return ConflictError(message, field="handle")
    return ConflictError("There is an account with this e-mail address already.", field=field)


def invite(session: Session, *, days: int = INVITATION_DAYS, clock: Clock) -> str:
    """Add an invitation and return its token, which is kept nowhere else."""
    token, now = new_token(), clock()
    session.add(
        Invitation(
            token_hash=hash_token(token), created_at=now, expires_at=now + timedelta(days=days)
        )
    )
    session.flush()
    return token


def _use_invitation(session: Session, token: str, user: User, *, clock: Clock) -> None:
    now = clock()
    # It expires as well: should its user be deleted, it must not come back to life.
    used = session.execute(
        update(Invitation)
        .where(Invitation.token_hash == hash_token(token), policies.open_invitations(now))
        .values(used_by_id=user.id, expires_at=now)
        .returning(Invitation.id)
    ).first()
    if used is None:
        raise ForbiddenError("This invitation has been used or has expired.")
