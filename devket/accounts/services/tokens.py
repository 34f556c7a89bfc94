"""Tokens sent by mail: one live token a person and purpose, used once, soon expired."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from devket.accounts import policies
from devket.accounts.models import MailToken, Purpose, User
from devket.core.clock import Clock
from devket.core.errors import InvalidError
from devket.core.ids import hash_token, new_token

LIFETIME = {
    Purpose.CONFIRM_EMAIL: timedelta(days=3),
    Purpose.RESET_PASSWORD: timedelta(hours=1),
    Purpose.CHANGE_EMAIL: timedelta(hours=24),
}


def issue(session: Session, user: User, purpose: Purpose, *, email: str, clock: Clock) -> MailToken:
    """Return a new token row in place of an older one; nobody knows its token yet (see `mint`)."""
    session.execute(
        delete(MailToken).where(MailToken.user_id == user.id, MailToken.purpose == purpose)
    )
    row = MailToken(
        user_id=user.id,
        purpose=purpose,
        token_hash=hash_token(new_token()),
        email=email,
        expires_at=clock() + LIFETIME[purpose],
    )
    session.add(row)
    session.flush()
    return row


def mint(row: MailToken) -> str:
    """Give the row a fresh token and return it, for the one mail that will carry it.

    Done where the mail is written, so that no queue or database ever holds the token itself. When
    the mail is tried again, the link of the earlier try dies.
    """
    token = new_token()
    row.token_hash = hash_token(token)
    return token


def spend(session: Session, token: str, *purposes: Purpose, clock: Clock) -> tuple[MailToken, User]:
    """Use a token up and return its row and its person.

    Of two uses at once one wins, as the row is deleted by the very statement that finds it. Raises
    `InvalidError` when it is unknown, used, expired, or was mailed to an address since given up.
    """
    row = session.scalars(
        delete(MailToken)
        .where(MailToken.token_hash == hash_token(token), MailToken.purpose.in_(purposes))
        .returning(MailToken)
    ).first()
    user = session.get(User, row.user_id) if row else None
    if row is None or user is None or row.expires_at <= clock():
        raise _dead_link()
    if not policies.still_belongs(row, user):
        raise _dead_link()
    return row, user


def revoke(session: Session, user: User) -> None:
    """Kill all tokens of a person that are still in some mailbox."""
    session.execute(delete(MailToken).where(MailToken.user_id == user.id))


def _dead_link() -> InvalidError:
    return InvalidError("This link has been used or has expired. Ask for a new one.")
