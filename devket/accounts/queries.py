"""All reads of people, sessions and tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager

from devket.accounts import policies
from devket.accounts.models import (
    Credential,
    Invitation,
    Kind,
    MailToken,
    Profile,
    Purpose,
    User,
    UserSession,
)
from devket.core.emails import canonical


@dataclass(frozen=True, slots=True)
class Credentials:
    """What checking and choosing a password needs, free of any transaction."""

    user_id: int
    password_hash: str
    handle: str
    email: str

    @classmethod
    def of(cls, user: User) -> Credentials:
        """Return the credentials of a person at hand."""
        return cls(user.id, user.password_hash, user.handle, user.email)


def credentials(session: Session, login: str) -> Credentials | None:
    """Return the credentials for a typed e-mail address or handle (with or without its `@`)."""
    is_email = "@" in login.strip().removeprefix("@")
    user = by_email(session, login) if is_email else by_handle(session, login)
    return Credentials.of(user) if user else None


def by_email(session: Session, email: str) -> User | None:
    """Return the person with this address, typed in any case, its host in any script."""
    return session.scalars(select(User).where(User.email == canonical(email))).first()


def by_handle(session: Session, handle: str) -> User | None:
    """Return the person with this handle, typed in any case, with or without `@`."""
    typed = handle.strip().lower().removeprefix("@")
    return session.scalars(select(User).where(User.handle == typed)).first()


def signed_in(session: Session, token_hash: str, now: datetime) -> UserSession | None:
    """Return the live session of a cookie's token with its user and profile, in one query."""
    found = select(UserSession).join(UserSession.user).join(User.profile)
    whole = contains_eager(UserSession.user).contains_eager(User.profile)
    return session.scalars(
        found.options(whole).where(
            UserSession.token_hash == token_hash, policies.live_sessions(now), policies.entering()
        )
    ).first()


def shown_credential(
    session: Session, token_hash: str, kinds: Sequence[Kind], now: datetime
) -> Credential | None:
    """Return the credential that a program shows, with its person and profile, in one query."""
    found = select(Credential).join(Credential.user).join(User.profile)
    whole = contains_eager(Credential.user).contains_eager(User.profile)
    return session.scalars(
        found.options(whole).where(
            Credential.secret_hash == token_hash,
            Credential.kind.in_(kinds),
            policies.valid_credentials(now),
            policies.entering(),
        )
    ).first()


def held_credentials(
    session: Session, user_id: int, kinds: Sequence[Kind], now: datetime
) -> Sequence[Credential]:
    """Return the valid credentials of a person, the newest first."""
    return session.scalars(
        select(Credential)
        .where(
            policies.credentials_of(user_id),
            Credential.kind.in_(kinds),
            policies.valid_credentials(now),
        )
        .order_by(Credential.id.desc())
    ).all()


def last_uses(session: Session, user_id: int) -> dict[int, datetime]:
    """Return when what was issued to a person's credentials was last used, by their ids."""
    last = func.max(Credential.last_used_at)
    used = select(Credential.parent_id, last).group_by(Credential.parent_id)
    used = used.where(
        policies.credentials_of(user_id),
        Credential.parent_id.is_not(None),
        Credential.last_used_at.is_not(None),
    )
    return {id_: at for id_, at in session.execute(used) if id_ is not None and at is not None}


def held_count(session: Session, user_id: int, kind: Kind) -> int:
    """Return how many credentials of a kind a person holds."""
    counted = select(func.count()).where(policies.credentials_of(user_id), Credential.kind == kind)
    return session.scalar(counted) or 0


def overseers(session: Session) -> Sequence[int]:
    """Return the ids of all who may use the admin area, their rows locked until the commit."""
    chosen = select(User.id).where(policies.overseers()).order_by(User.id)
    return session.scalars(chosen.with_for_update()).all()


def sessions(session: Session, user_id: int, now: datetime) -> Sequence[UserSession]:
    """Return the live sessions of a person, the one used last first."""
    return session.scalars(
        select(UserSession)
        .where(policies.sessions_of(user_id), policies.live_sessions(now))
        .order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())
        .limit(200)
    ).all()


def profile(session: Session, user_id: int) -> Profile:
    """Return the profile of an existing person."""
    return session.get_one(Profile, user_id)


def opened_by(
    session: Session, token_hash: str, now: datetime
) -> tuple[Purpose, Credentials] | None:
    """Return what a mailed token would open, and whose; None when it opens nothing (any more)."""
    found = session.execute(
        select(MailToken, User)
        .join(User, User.id == MailToken.user_id)
        .where(MailToken.token_hash == token_hash, MailToken.expires_at > now)
    ).first()
    if found is None or not policies.still_belongs(*found):
        return None
    row, user = found
    return row.purpose, Credentials.of(user)


def is_invited(session: Session, token_hash: str, now: datetime) -> bool:
    """Tell whether this invitation may still be used."""
    found = select(Invitation.id).where(
        Invitation.token_hash == token_hash, policies.open_invitations(now)
    )
    return session.scalar(found) is not None


def file_keys() -> tuple[InstrumentedAttribute[str | None], ...]:
    """Return every column here that names a file of the store: what none of them names is waste."""
    return (Profile.picture_key,)
