"""People as others meet them: account and profile together."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from devket.accounts.models import Profile, User
from devket.accounts.policies import meetable_by, open_to
from devket.core.errors import NotFoundError
from devket.core.text import storable

Known = tuple[User, Profile]
People = dict[int, Known]


def people_of(session: Session, user_ids: Iterable[int]) -> People:
    """Return accounts with profiles by id, in one query; not narrowed, as what names them is.

    Whom the session knows already is not asked for again: the viewer comes with every request.
    """
    ids = sorted(set(user_ids))
    people = {of: known for of in ids if (known := _at_hand(session, of))}
    if missing := [of for of in ids if of not in people]:
        chosen = select(User, Profile).join(Profile, Profile.user_id == User.id)
        rows = session.execute(chosen.where(User.id.in_(missing)))
        people |= {user.id: (user, profile) for user, profile in rows}
    return people


def _at_hand(session: Session, user_id: int) -> Known | None:
    user = session.identity_map.get(identity_key(User, user_id))
    profile = session.identity_map.get(identity_key(Profile, user_id))
    if not isinstance(user, User) or not isinstance(profile, Profile):
        return None
    is_stale = inspect(user).expired or inspect(profile).expired
    return None if is_stale else (user, profile)


def met(session: Session, viewer_id: int | None, handle: str) -> tuple[User, Profile]:
    """Return the person with a handle, typed in any case; `NotFoundError` unless they may meet."""
    found = session.execute(
        select(User, Profile)
        .join(Profile, Profile.user_id == User.id)
        .where(User.handle == storable(handle).lower(), meetable_by(viewer_id))
    ).first()
    if found is None:
        raise NotFoundError
    user, profile = found
    return user, profile


def opened(session: Session, viewer_id: int | None, handle: str) -> tuple[User, Profile]:
    """Return the person with a handle if what they share is open to the viewer, as `met` does."""
    user, profile = met(session, viewer_id, handle)
    is_open = select(User.id).where(User.id == user.id, open_to(viewer_id))
    if session.scalar(is_open) is None:
        raise NotFoundError
    return user, profile


def verifier_of(session: Session, viewer_id: int | None, user: User) -> User | None:
    """Return who gave a person the check; None when the viewer may not meet them, or nobody did."""
    if user.verified_by_id is None:
        return None
    chosen = select(User).where(User.id == user.verified_by_id, meetable_by(viewer_id))
    return session.scalars(chosen).first()
