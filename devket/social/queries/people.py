"""People as others meet them: account and profile together."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from devket.accounts.models import Block, Follow, Profile, User
from devket.accounts.policies import Standing, meetable_by
from devket.core.errors import NotFoundError

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
        .where(User.handle == handle.lower(), meetable_by(viewer_id))
    ).first()
    if found is None:
        raise NotFoundError
    user, profile = found
    return user, profile


def standing_to(session: Session, viewer_id: int | None, user_id: int) -> Standing:
    """Return how a viewer stands to a person."""
    if viewer_id is None:
        return Standing()
    follow = select(Follow.follower_id).where(
        Follow.follower_id == viewer_id,
        Follow.followed_id == user_id,
        Follow.accepted_at.is_not(None),
    )
    pairs = ((viewer_id, user_id), (user_id, viewer_id))
    blocks = select(Block.blocker_id).where(
        or_(*((Block.blocker_id == one) & (Block.blocked_id == other) for one, other in pairs))
    )
    return Standing(
        is_self=viewer_id == user_id,
        is_following=session.scalar(follow) is not None,
        is_apart=session.scalar(blocks.limit(1)) is not None,
    )


def verifier_of(session: Session, viewer_id: int | None, user: User) -> User | None:
    """Return who gave a person the check; None when the viewer may not meet them, or nobody did."""
    if user.verified_by_id is None:
        return None
    chosen = select(User).where(User.id == user.verified_by_id, meetable_by(viewer_id))
    return session.scalars(chosen).first()
