"""Who may enter, who may meet whom, which tokens count: as Python and as SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from devket.accounts.models import (
    Block,
    Credential,
    Follow,
    Invitation,
    MailToken,
    Mute,
    Purpose,
    User,
    UserSession,
)


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


def credentials_of(user_id: int) -> ColumnElement[bool]:
    """Narrow credentials to those a person may see and revoke: the own."""
    return Credential.user_id == user_id


def is_valid(credential: Credential, now: datetime) -> bool:
    """Tell whether a program's credential still opens its door."""
    return credential.expires_at is None or credential.expires_at > now


def valid_credentials(now: datetime) -> ColumnElement[bool]:
    """Say the same as `is_valid`, in SQL."""
    return or_(Credential.expires_at.is_(None), Credential.expires_at > now)


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


@dataclass(frozen=True, slots=True)
class Standing:
    """How a viewer stands to a person. `is_apart`: one of the two has blocked the other.

    The last three decide nothing about what may be seen: they are what the viewer did themselves,
    asked to follow, blocked, muted.
    """

    is_self: bool = False
    is_following: bool = False
    is_apart: bool = False
    is_asking: bool = False
    is_blocking: bool = False
    is_muting: bool = False


def can_meet(person: User, standing: Standing) -> bool:
    """Tell whether a viewer may learn that this person is there: name, picture, introduction."""
    return may_enter(person) and not standing.is_apart


def meetable_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Say the same as `can_meet`, in SQL."""
    return and_(entering(), not_apart(viewer_id, User.id))


def is_open_to(person: User, standing: Standing) -> bool:
    """Tell whether a viewer may see what this person shares with whom they let follow."""
    is_let_in = standing.is_self or standing.is_following or not person.is_private
    return can_meet(person, standing) and is_let_in


def open_to(viewer_id: int | None) -> ColumnElement[bool]:
    """Say the same as `is_open_to`, in SQL."""
    let_in = or_(User.is_private.is_(False), User.id == viewer_id, followed_by(viewer_id, User.id))
    return and_(meetable_by(viewer_id), let_in)


def followed_by(viewer_id: int | None, person: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition of the people in a column whom the viewer follows, and who let them."""
    if viewer_id is None:
        return false()
    return person.in_(followed_ids(viewer_id))


def followed_ids(viewer_id: int) -> Select[int]:
    """Select the ids of the people whom a person follows, and who let them."""
    return select(Follow.followed_id).where(
        Follow.follower_id == viewer_id, Follow.accepted_at.is_not(None)
    )


def not_apart(viewer_id: int | None, person: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition of the people in a column whom no block parts from the viewer."""
    if viewer_id is None:
        return true()
    one = exists().where(Block.blocker_id == viewer_id, Block.blocked_id == person)
    other = exists().where(Block.blocked_id == viewer_id, Block.blocker_id == person)
    return and_(~one, ~other)


def not_muted(viewer_id: int | None, person: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition of the people in a column whom the viewer has not muted.

    For lists only: who is muted is left out of them, and is still there at their own address.
    """
    if viewer_id is None:
        return true()
    return ~exists().where(Mute.muter_id == viewer_id, Mute.muted_id == person)
