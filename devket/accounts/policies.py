"""Who may enter, and which sessions, tokens and invitations count, as Python and as SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_

from devket.accounts.models import Invitation, MailToken, Purpose, User, UserSession


def may_enter(user: User) -> bool:
    """Tell whether a person may be signed in: unless the account is frozen."""
    return user.frozen_at is None


def entering() -> ColumnElement[bool]:
    """Say the same as `may_enter`, in SQL."""
    return User.frozen_at.is_(None)


def may_oversee(user: User) -> bool:
    """Tell whether a person may use the admin area."""
    return user.is_admin and may_enter(user)


def overseers() -> ColumnElement[bool]:
    """Say the same as `may_oversee`, in SQL."""
    return and_(User.is_admin, entering())


def is_live(session: UserSession, now: datetime) -> bool:
    """Tell whether a signed-in browser is still signed in."""
    return session.expires_at > now


def live_sessions(now: datetime) -> ColumnElement[bool]:
    """Say the same as `is_live`, in SQL."""
    return UserSession.expires_at > now


def sessions_of(user_id: int) -> ColumnElement[bool]:
    """Narrow sessions to those a person may see and revoke: the own."""
    return UserSession.user_id == user_id


def usable_token(purpose: Purpose, now: datetime) -> ColumnElement[bool]:
    """Narrow mailed tokens to those that open this door now."""
    return and_(MailToken.purpose == purpose, MailToken.expires_at > now)


def open_invitations(now: datetime) -> ColumnElement[bool]:
    """Narrow invitations to those nobody has used and that have not expired."""
    return and_(Invitation.used_by_id.is_(None), Invitation.expires_at > now)


def still_belongs(token: MailToken, user: User) -> bool:
    """Tell whether a token was mailed to the address the account has now.

    A link in a mailbox the person has left must not open the account. A change of address is
    mailed to the new one, so it is exempt.
    """
    return token.purpose is Purpose.CHANGE_EMAIL or token.email == user.email
