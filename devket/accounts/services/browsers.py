"""Signed-in browsers: started at log-in, seen now and then, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from devket.accounts import policies
from devket.accounts.models import User, UserSession
from devket.core.clock import Clock
from devket.core.errors import ForbiddenError, NotFoundError
from devket.core.ids import hash_token, new_token
from devket.core.text import one_line

IDLE = timedelta(days=60)
LONGEST = timedelta(days=365)
SEEN_EVERY = timedelta(minutes=10)
AGENT_LENGTH, ADDRESS_LENGTH = 200, 45


@dataclass(frozen=True, slots=True)
class Browser:
    """What a request tells about where it comes from."""

    user_agent: str
    address: str


def refuse_frozen(user: User) -> None:
    """Raise `ForbiddenError` when the account is frozen, whatever else the person can prove."""
    if not policies.may_enter(user):
        raise ForbiddenError("This account is frozen. Write to whoever runs this site.")


def start_session(
    session: Session, user: User, *, browser: Browser, clock: Clock, replaces: str | None = None
) -> str:
    """Sign a browser in and return the token for its cookie.

    `replaces` is the token that the browser held until now; it dies, so that a token planted or
    read before the log-in is worth nothing after it. `ForbiddenError` for a frozen account.
    """
    refuse_frozen(user)
    if replaces:
        end_session(session, replaces)
    now, token = clock(), new_token()
    row = UserSession(
        user_id=user.id,
        token_hash=hash_token(token),
        created_at=now,
        last_seen_at=now,
        expires_at=now + IDLE,
        user_agent=one_line(browser.user_agent)[:AGENT_LENGTH],
        address=browser.address[:ADDRESS_LENGTH],
    )
    session.add(row)
    session.flush()
    return token


def is_due_to_be_seen(row: UserSession, now: datetime) -> bool:
    """Tell whether the time of the last visit is worth a write again."""
    return now - row.last_seen_at >= SEEN_EVERY


def see(session: Session, row: UserSession, *, browser: Browser, clock: Clock) -> None:
    """Note that a browser was here; used sessions live on, for at most a year."""
    now = clock()
    session.execute(
        update(UserSession)
        .where(UserSession.id == row.id)
        .values(
            last_seen_at=now,
            expires_at=min(now + IDLE, row.created_at + LONGEST),
            address=browser.address[:ADDRESS_LENGTH],
        )
        .execution_options(synchronize_session=False)
    )


def end_session(session: Session, token: str) -> None:
    """Sign the browser with this token out; nothing happens when it already is."""
    session.execute(delete(UserSession).where(UserSession.token_hash == hash_token(token)))


def revoke_session(session: Session, user_id: int, session_id: int) -> None:
    """Sign one of the person's own browsers out; `NotFoundError` when it is not theirs."""
    gone = session.execute(
        delete(UserSession)
        .where(UserSession.id == session_id, policies.sessions_of(user_id))
        .returning(UserSession.id)
    ).first()
    if gone is None:
        raise NotFoundError


def revoke_others(session: Session, user_id: int, *, keep: str | None) -> int:
    """Sign all browsers of a person out but the one with the token `keep`; return how many."""
    kept = hash_token(keep) if keep else ""
    gone = session.execute(
        delete(UserSession)
        .where(policies.sessions_of(user_id), UserSession.token_hash != kept)
        .returning(UserSession.id)
    ).all()
    return len(gone)
