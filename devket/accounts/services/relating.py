"""How people come to stand to each other: follow, ask, block, mute. Each verb may be said twice.

Verbs about two people lock both profiles first, the smaller id before, so that the counts on them
are exact, a follow never outlives a block that came at the same moment, and nobody waits in a ring.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from devket.accounts.models import Block, Follow, Mute, Profile, User
from devket.accounts.policies import not_apart
from devket.core.clock import Clock
from devket.core.errors import ForbiddenError, NotFoundError
from devket.db import Base, insert_into

Counted = InstrumentedAttribute[int]
FOLLOWERS, FOLLOWING = Profile.follower_count, Profile.following_count


class Followed(StrEnum):
    """What came of wanting to follow somebody."""

    ALREADY = "already"
    ASKED = "asked"
    FOLLOWING = "following"


def follow(session: Session, follower_id: int, followed_id: int, *, clock: Clock) -> Followed:
    """Follow a person, or ask a private account to be let; flushes.

    `NotFoundError` across a block, `ForbiddenError` for oneself.
    """
    _lock(session, follower_id, followed_id)
    person = select(User.is_private).where(User.id == followed_id, not_apart(follower_id, User.id))
    is_private = session.scalar(person)
    if is_private is None:
        raise NotFoundError
    now = clock()
    asked = {"asked_at": now, "accepted_at": None if is_private else now}
    row = {"follower_id": follower_id, "followed_id": followed_id, **asked}
    if not _add(session, Follow, **row):
        return Followed.ALREADY
    if is_private:
        return Followed.ASKED
    _count(session, follower_id, followed_id, 1)
    return Followed.FOLLOWING


def unfollow(session: Session, follower_id: int, followed_id: int) -> bool:
    """Follow a person no more, or take the request back; tell whether there was any.

    For removing a follower and for declining a request as well: all of them end one follow.
    """
    _lock(session, follower_id, followed_id)
    return _end(session, follower_id, followed_id)


def accept(session: Session, owner_id: int, follower_id: int, *, clock: Clock) -> bool:
    """Let somebody follow who has asked to; tell whether they had."""
    _lock(session, owner_id, follower_id)
    waiting = and_(Follow.follower_id == follower_id, Follow.accepted_at.is_(None))
    if not _accepted(session, owner_id, clock, waiting):
        return False
    _count(session, follower_id, owner_id, 1)
    return True


def make_private(session: Session, user: User) -> bool:
    """Let new followers ask from now on; tell whether that changed anything."""
    if user.is_private:
        return False
    user.is_private = True
    session.flush()
    return True


def make_public(session: Session, user: User, *, clock: Clock) -> Sequence[int]:
    """Let everybody follow from now on, and all who have asked; return their ids."""
    waiting = select(Follow.follower_id).where(
        Follow.followed_id == user.id, Follow.accepted_at.is_(None)
    )
    people = or_(Profile.user_id == user.id, Profile.user_id.in_(waiting))
    session.execute(
        select(Profile.user_id).where(people).order_by(Profile.user_id).with_for_update()
    ).all()
    user.is_private = False
    session.flush()
    let_in = _accepted(session, user.id, clock, Follow.accepted_at.is_(None))
    _add_to(session, FOLLOWING, let_in, 1)
    _add_to(session, FOLLOWERS, [user.id], len(let_in))
    return let_in


def block(session: Session, blocker_id: int, blocked_id: int, *, clock: Clock) -> bool:
    """Hide two people from each other; follows and requests between them end.

    Tell whether that changed anything.
    """
    _lock(session, blocker_id, blocked_id)
    pair = {"blocker_id": blocker_id, "blocked_id": blocked_id}
    is_new = _add(session, Block, **pair, blocked_at=clock())
    _end(session, blocker_id, blocked_id)
    _end(session, blocked_id, blocker_id)
    return is_new


def unblock(session: Session, blocker_id: int, blocked_id: int) -> bool:
    """Take a block back; who followed whom is not restored. Tell whether there was one."""
    gone = delete(Block).where(Block.blocker_id == blocker_id, Block.blocked_id == blocked_id)
    return session.scalar(gone.returning(Block.blocked_id)) is not None


def mute(session: Session, muter_id: int, muted_id: int, *, clock: Clock) -> bool:
    """Leave a person out of one's lists, which they never learn; tell whether it is new."""
    _refuse_oneself(muter_id, muted_id)
    return _add(session, Mute, muter_id=muter_id, muted_id=muted_id, muted_at=clock())


def unmute(session: Session, muter_id: int, muted_id: int) -> bool:
    """Let a person into one's lists again; tell whether they were left out."""
    gone = delete(Mute).where(Mute.muter_id == muter_id, Mute.muted_id == muted_id)
    return session.scalar(gone.returning(Mute.muted_id)) is not None


def _refuse_oneself(one: int, other: int) -> None:
    if one == other:
        raise ForbiddenError("This is your own account.")


def _lock(session: Session, one: int, other: int) -> None:
    _refuse_oneself(one, other)
    both = select(Profile.user_id).where(Profile.user_id.in_((one, other)))
    session.execute(both.order_by(Profile.user_id).with_for_update()).all()


def _add(session: Session, table: type[Base], **values: object) -> bool:
    """Insert a row unless it is there; tell whether it was not."""
    key = next(iter(table.__table__.primary_key))
    added = insert_into(session, table).values(values).on_conflict_do_nothing().returning(key)
    return session.scalar(added) is not None


def _end(session: Session, follower_id: int, followed_id: int) -> bool:
    gone = delete(Follow).where(
        Follow.follower_id == follower_id, Follow.followed_id == followed_id
    )
    ended = session.execute(gone.returning(Follow.accepted_at)).all()
    if ended and ended[0].accepted_at is not None:
        _count(session, follower_id, followed_id, -1)
    return bool(ended)


def _accepted(
    session: Session, owner_id: int, clock: Clock, which: ColumnElement[bool]
) -> Sequence[int]:
    let_in = (
        update(Follow)
        .where(Follow.followed_id == owner_id, which)
        .values(accepted_at=clock())
        .execution_options(synchronize_session=False)
    )
    return session.scalars(let_in.returning(Follow.follower_id)).all()


def _count(session: Session, follower_id: int, followed_id: int, by: int) -> None:
    _add_to(session, FOLLOWING, [follower_id], by)
    _add_to(session, FOLLOWERS, [followed_id], by)


def _add_to(session: Session, column: Counted, user_ids: Sequence[int], by: int) -> None:
    if user_ids and by:
        session.execute(
            update(Profile)
            .where(Profile.user_id.in_(user_ids))
            .values({column: column + by})
            .execution_options(synchronize_session=False)
        )
