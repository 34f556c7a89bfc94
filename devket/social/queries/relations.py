"""How people stand to each other: one to another, one to many, and the lists of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from devket.accounts.models import Block, Follow, Mute, Profile, User
from devket.accounts.policies import Standing, meetable_by
from devket.core.errors import NotFoundError
from devket.core.paging import Cursor, Page
from devket.core.text import storable
from devket.social.queries.paging import beyond

PAGE = 50
Person = tuple[User, Profile]
Column = InstrumentedAttribute[int]
Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


def standing_to(session: Session, viewer_id: int | None, user_id: int) -> Standing:
    """Return how a viewer stands to a person."""
    return standings_to(session, viewer_id, [user_id])[user_id]


def standings_to(
    session: Session, viewer_id: int | None, user_ids: Iterable[int]
) -> dict[int, Standing]:
    """Return how a viewer stands to each of these people. Three queries, however many they are."""
    ids = sorted(set(user_ids))
    if viewer_id is None or not ids:
        return dict.fromkeys(ids, Standing())
    follows = select(Follow.followed_id, Follow.accepted_at).where(
        Follow.follower_id == viewer_id, Follow.followed_id.in_(ids)
    )
    followed = {row.followed_id: row.accepted_at for row in session.execute(follows)}
    blocks = select(Block.blocker_id, Block.blocked_id).where(
        or_(
            and_(Block.blocker_id == viewer_id, Block.blocked_id.in_(ids)),
            and_(Block.blocked_id == viewer_id, Block.blocker_id.in_(ids)),
        )
    )
    blocked = {(blocker, other) for blocker, other in session.execute(blocks)}
    mutes = select(Mute.muted_id).where(Mute.muter_id == viewer_id, Mute.muted_id.in_(ids))
    muted = set(session.scalars(mutes))
    return {
        user_id: Standing(
            is_self=user_id == viewer_id,
            is_following=followed.get(user_id) is not None,
            is_apart=bool(blocked & {(viewer_id, user_id), (user_id, viewer_id)}),
            is_asking=user_id in followed and followed[user_id] is None,
            is_blocking=(viewer_id, user_id) in blocked,
            is_muting=user_id in muted,
        )
        for user_id in ids
    }


def blocked_by(session: Session, viewer_id: int, handle: str) -> Person:
    """Return a person whom the viewer has blocked, to nobody else; `NotFoundError` for others."""
    found = session.execute(
        _people()
        .join(Block, Block.blocked_id == User.id)
        .where(Block.blocker_id == viewer_id, User.handle == storable(handle).lower())
    ).first()
    if found is None:
        raise NotFoundError
    return found[0], found[1]


def followers(
    session: Session, viewer_id: int | None, user_id: int, *, after: str | None, size: int = PAGE
) -> Page[Person]:
    """Return a page of who follows a person, the newest first, without those the viewer may not
    meet. Whether the list may be seen is `open_to`.
    """
    which = (Follow.followed_id == user_id, Follow.accepted_at.is_not(None))
    of = (Follow.follower_id, Follow.accepted_at)
    return _page(session, of, *which, meetable_by(viewer_id), after=after, size=size)


def following(
    session: Session, viewer_id: int | None, user_id: int, *, after: str | None, size: int = PAGE
) -> Page[Person]:
    """Return a page of whom a person follows, as `followers` does."""
    which = (Follow.follower_id == user_id, Follow.accepted_at.is_not(None))
    of = (Follow.followed_id, Follow.accepted_at)
    return _page(session, of, *which, meetable_by(viewer_id), after=after, size=size)


def waiting(
    session: Session, viewer_id: int, *, after: str | None, size: int = PAGE
) -> Page[Person]:
    """Return a page of who has asked the viewer to be let follow, the newest first."""
    which = (Follow.followed_id == viewer_id, Follow.accepted_at.is_(None))
    of = (Follow.follower_id, Follow.asked_at)
    return _page(session, of, *which, meetable_by(viewer_id), after=after, size=size)


def blocked(
    session: Session, viewer_id: int, *, after: str | None, size: int = PAGE
) -> Page[Person]:
    """Return a page of whom the viewer has blocked, the newest first."""
    of = (Block.blocked_id, Block.blocked_at)
    return _page(session, of, Block.blocker_id == viewer_id, after=after, size=size)


def muted(session: Session, viewer_id: int, *, after: str | None, size: int = PAGE) -> Page[Person]:
    """Return a page of whom the viewer has muted, the newest first."""
    of, which = (Mute.muted_id, Mute.muted_at), Mute.muter_id == viewer_id
    return _page(session, of, which, meetable_by(viewer_id), after=after, size=size)


def _page(
    session: Session,
    of: tuple[Column, Moment],
    *which: ColumnElement[bool],
    after: str | None,
    size: int,
) -> Page[Person]:
    person, at = of
    chosen = _people().add_columns(at).join(at.class_, person == User.id)
    chosen = chosen.where(*which, beyond((at, person), after))
    rows = session.execute(chosen.order_by(at.desc(), person.desc()).limit(size + 1)).all()
    found = tuple((user, profile) for user, profile, _ in rows[:size])
    if len(rows) <= size:
        return Page(found, None)
    return Page(found, Cursor(rows[size - 1][2], found[-1][0].id).encode())


def _people() -> Select[User, Profile]:
    return select(User, Profile).join(Profile, Profile.user_id == User.id)
