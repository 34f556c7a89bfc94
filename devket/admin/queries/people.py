"""Reads of people: the list with its search, filters and orders, and one person whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from devket.accounts.models import User, UserSession
from devket.accounts.policies import live_sessions, sessions_of
from devket.admin.queries import PAGE_SIZE
from devket.core.errors import NotFoundError
from devket.core.paging import Page
from devket.library.models import ShelfCounts


class Order(StrEnum):
    """How people can be sorted; each order is that of one unique column."""

    NEWEST = "newest"
    OLDEST = "oldest"
    HANDLE = "handle"


class Group(StrEnum):
    """Whom the list can be narrowed to."""

    EVERYBODY = "everybody"
    ADMINS = "admins"
    OFFICIAL = "official"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    FROZEN = "frozen"


_GROUPS: dict[Group, ColumnElement[bool]] = {
    Group.ADMINS: and_(User.is_admin),
    Group.OFFICIAL: and_(User.is_verified),
    Group.CONFIRMED: User.email_confirmed_at.is_not(None),
    Group.UNCONFIRMED: User.email_confirmed_at.is_(None),
    Group.FROZEN: User.frozen_at.is_not(None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list of people was asked for. `after` is the id or handle of the last row seen."""

    search: str = ""
    group: Group = Group.EVERYBODY
    order: Order = Order.NEWEST
    after: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person and how many saves they keep, the archive with them."""

    user: User
    saves: int


@dataclass(frozen=True, slots=True)
class Whole:
    """One person with what hangs on the account. Times are None when there was none."""

    user: User
    saves: int
    favorites: int
    verified_by: str | None  # a handle
    browsers: int
    seen_at: datetime | None


def _saves() -> ColumnElement[int]:
    return func.coalesce(ShelfCounts.unread + ShelfCounts.archive, 0)


def people(session: Session, asked: Asked, *, size: int = PAGE_SIZE) -> Page[PersonRow]:
    """Return one page of people; a walk along one index, narrowed on the way."""
    chosen = select(User, _saves()).outerjoin(ShelfCounts, ShelfCounts.owner_id == User.id)
    if asked.group in _GROUPS:
        chosen = chosen.where(_GROUPS[asked.group])
    if asked.search:
        typed = asked.search.lower().removeprefix("@")
        handle = User.handle.contains(typed, autoescape=True)
        chosen = chosen.where(or_(handle, User.email.contains(typed, autoescape=True)))
    rows = session.execute(_ordered(chosen, asked).limit(size + 1)).all()
    found = tuple(PersonRow(user, saves) for user, saves in rows[:size])
    if len(rows) <= size:
        return Page(found, None)
    last = found[-1].user
    return Page(found, last.handle if asked.order is Order.HANDLE else str(last.id))


def _ordered(chosen: Select[User, int], asked: Asked) -> Select[User, int]:
    if asked.order is Order.HANDLE:
        chosen = chosen.where(User.handle > asked.after) if asked.after else chosen
        return chosen.order_by(User.handle)
    is_newest = asked.order is Order.NEWEST
    if asked.after.isdecimal():
        seen = int(asked.after)
        chosen = chosen.where(User.id < seen if is_newest else User.id > seen)
    return chosen.order_by(User.id.desc() if is_newest else User.id)


def person(session: Session, user_id: int, now: datetime) -> Whole:
    """Return one person in one query; `NotFoundError` when there is none."""
    giver = aliased(User)
    live = select(func.count()).where(sessions_of(user_id), live_sessions(now)).scalar_subquery()
    seen = select(func.max(UserSession.last_seen_at)).where(sessions_of(user_id))
    favorites = func.coalesce(ShelfCounts.favorites, 0)
    found = session.execute(
        select(User, _saves(), favorites, giver.handle, live, seen.scalar_subquery())
        .outerjoin(ShelfCounts, ShelfCounts.owner_id == User.id)
        .outerjoin(giver, giver.id == User.verified_by_id)
        .where(User.id == user_id)
    ).one_or_none()
    if found is None:
        raise NotFoundError
    return Whole(*found)


def person_to_change(session: Session, user_id: int) -> User:
    """Return a person, the row locked until the commit; `NotFoundError` when there is none."""
    user = session.get(User, user_id, with_for_update=True, populate_existing=True)
    if user is None:
        raise NotFoundError
    return user
