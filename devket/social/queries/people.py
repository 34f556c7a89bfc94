"""People as others meet them: account and profile together."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.accounts.policies import meetable_by, open_to
from devket.core.errors import NotFoundError
from devket.core.text import storable

Known = tuple[User, Profile]
People = dict[int, Known]


def people_of(session: Session, user_ids: Iterable[int]) -> People:
    """Return accounts with profiles by id, in one query; not narrowed, as what names them is."""
    ids = sorted(set(user_ids))
    if not ids:
        return {}
    rows = session.execute(
        select(User, Profile).join(Profile, Profile.user_id == User.id).where(User.id.in_(ids))
    )
    return {user.id: (user, profile) for user, profile in rows}


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
