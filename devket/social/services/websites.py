"""Websites of people: whether they link back to the profile with `rel="me"`.

Asked politely in the background, soon after one was set and then from time to time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.accounts.policies import entering
from devket.core.clock import Clock
from devket.core.urls import host_of, join
from devket.library.services.capturing import book_turn

AGAIN = timedelta(days=30)  # while it links back
SOONER = timedelta(days=7)  # while it does not, or did not answer
LEASE = timedelta(hours=1)  # after which a check that never reported back is made again
SHORTEST = timedelta(minutes=1)  # between two that a person asks for
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Check:
    """A website that is this worker's to ask, and whose profile it should link to."""

    user_id: int
    handle: str
    website: str


def checks_due(session: Session, now: datetime, *, limit: int) -> Sequence[int]:
    """Return whose websites are to be asked now, the longest due first."""
    chosen = select(Profile.user_id).join(User, User.id == Profile.user_id)
    chosen = chosen.where(Profile.website_due_at <= now, entering())
    return session.scalars(chosen.order_by(Profile.website_due_at).limit(limit)).all()


def claim_check(session: Session, user_id: int, *, clock: Clock, pause: timedelta) -> Check | None:
    """Take a due check up, or put it off until it is its host's turn; None when there is none."""
    now = clock()
    row = session.execute(
        select(Profile, User)
        .join(User, User.id == Profile.user_id)
        .where(Profile.user_id == user_id, Profile.website_due_at <= now, entering())
        .with_for_update()
    ).first()
    if row is None:
        return None
    profile, user = row
    turn = book_turn(session, host_of(profile.website), now=now, pause=pause)
    profile.website_due_at = now + LEASE if turn <= now else turn
    session.flush()
    return Check(user_id, user.handle, profile.website) if turn <= now else None


def links_back(website: str, found_at: str, links: Sequence[str], profile_address: str) -> bool:
    """Tell whether a page links to a profile as its own.

    A page to which another host led proves nothing of the website that was given.
    """
    if _bare_host(website) != _bare_host(found_at):
        return False
    return _comparable(profile_address) in map(_comparable, links)


def record_check(
    session: Session, check: Check, *, status: int | None, is_mine: bool, clock: Clock
) -> None:
    """Write down what came of a check; nothing when the website is another by now.

    `status` is None when nothing answered: that, and a site in trouble, changes nothing.
    """
    profile = session.get(Profile, check.user_id, with_for_update=True)
    if profile is None or profile.website != check.website:
        return
    now = clock()
    profile.website_checked_at = now
    if status is not None and (status < 400 or status in _GONE):
        proved = profile.website_verified_at or now
        profile.website_verified_at = proved if is_mine and status < 400 else None
    profile.website_due_at = now + (AGAIN if profile.website_verified_at else SOONER)
    session.flush()


def ask_again(session: Session, user_id: int, *, clock: Clock) -> None:
    """Have a person's website asked soon, because they say that it links back now."""
    profile = session.get_one(Profile, user_id)
    last, now = profile.website_checked_at, clock()
    if profile.website and (last is None or now - last >= SHORTEST):
        profile.website_due_at = now
        session.flush()


def _bare_host(address: str) -> str:
    return host_of(address).removeprefix("www.")


def _comparable(address: str) -> str:
    """Return host and path alone: a site may be linked to by http and answer by https."""
    whole = (join(address, "") or "").partition("#")[0].partition("?")[0]
    return whole.partition("://")[2].rstrip("/").lower()
