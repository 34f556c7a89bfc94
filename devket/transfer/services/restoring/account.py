"""What an account holds beside saves and posts: the person, tags, searches, whom they follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts import queries as people
from devket.accounts.models import Profile, User
from devket.accounts.services import portraits, relating
from devket.accounts.services.changing import Introduction, change_profile
from devket.accounts.services.relating import Followed
from devket.core.errors import N_, DevketError, InvalidError
from devket.core.tags import tag_key, tag_name
from devket.core.text import one_line
from devket.library.models import Tag
from devket.library.services.tagging import lock_tags
from devket.library.services.tagging.making import make_tags
from devket.search.language import parse
from devket.search.models import SavedSearch
from devket.search.queries.saved import saved_searches
from devket.search.services.saved import MOST
from devket.transfer.models import Outcome
from devket.transfer.services import names
from devket.transfer.services.columns import OddValueError, taken
from devket.transfer.services.restoring.told import Place, Result, odd

_NOBODY = N_("Nobody here has this handle.")
_TOO_MANY = N_("There is no room for more searches.")


def bring_person(session: Session, place: Place, told: Mapping[str, Any]) -> None:
    """Take settings and profile over where the account has none of its own; flushes."""
    user = session.get_one(User, place.owner_id)
    try:
        wanted = taken(User, _part(told, "preferences"), names.PREFERENCES)
        profile = taken(Profile, _part(told, "profile"), names.PROFILE)
    except OddValueError:
        return
    if not 15 <= wanted.get("reader_size", 19) <= 24:
        del wanted["reader_size"]
    display_name = wanted.pop("display_name", "")
    if wanted.pop("is_private", False):
        relating.make_private(session, user)
    for name, value in wanted.items():
        if getattr(user, name) == _default(name):
            setattr(user, name, value)
    _introduce(session, user, display_name, profile, place)


def _introduce(
    session: Session, user: User, display_name: str, told: dict[str, Any], place: Place
) -> None:
    own = people.profile(session, user.id)
    introduction = Introduction(
        display_name=display_name if user.display_name == user.handle else user.display_name,
        name=own.name or told.get("name", ""),
        website=own.website or told.get("website", ""),
        bio=own.bio or told.get("bio", ""),
        hides_counts=own.hides_counts or told.get("hides_counts", False),
    )
    key = place.files.shown(told.get("picture_key"))
    if own.picture_key is None and key is not None:
        portraits.set_portrait(session, user.id, key)
    try:
        change_profile(session, user, introduction, clock=place.clock)
    except InvalidError:  # a website that is none
        return


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = told.get(name)
    return part if isinstance(part, Mapping) else {}


def _default(name: str) -> object:
    default = User.__table__.columns[name].default
    assert default is not None and default.is_scalar, "every preference has one"
    return default.arg


def bring_tags(session: Session, place: Place, rows: Sequence[Mapping[str, Any]]) -> list[Result]:
    """Make tags that are not there; those that are stay as public as they were."""
    lock_tags(session, place.owner_id)
    return [_tag(session, place, row) for row in rows]


def _tag(session: Session, place: Place, row: Mapping[str, Any]) -> Result:
    try:
        values = taken(Tag, row, names.TAG)
        name = tag_name(str(values.get("name", "")))
        _, made = make_tags(session, place.owner_id, [name])
    except (OddValueError, InvalidError):
        return odd(row)
    if not made:
        return Outcome.UNCHANGED
    tag = session.scalars(
        select(Tag).where(Tag.owner_id == place.owner_id, Tag.key == tag_key(name))
    ).one()
    tag.is_public = values.get("is_public", False)
    tag.shows_notes = values.get("shows_notes", False)
    session.flush()
    session.expunge(tag)  # counts are changed beside the session, which would go stale
    return Outcome.NEW


def bring_searches(
    session: Session, place: Place, rows: Sequence[Mapping[str, Any]]
) -> list[Result]:
    """Keep searches whose name and query are not there yet."""
    return [_search(session, place, row) for row in rows]


def _search(session: Session, place: Place, row: Mapping[str, Any]) -> Result:
    try:
        values = taken(SavedSearch, row, names.SEARCH)
        values["name"] = one_line(values.get("name", ""))
        values["query"] = one_line(values.get("query", ""))
        if not values["name"] or parse(values["query"], now=place.clock()).is_empty:
            return odd(row)
    except (OddValueError, InvalidError):
        return odd(row)
    others = saved_searches(session, place.owner_id)
    if any(one.name == values["name"] or one.query == values["query"] for one in others):
        return Outcome.UNCHANGED
    if len(others) >= MOST:
        return odd(row, _TOO_MANY)
    session.add(SavedSearch(owner_id=place.owner_id, **values))
    session.flush()
    return Outcome.NEW


def bring_follows(
    session: Session, place: Place, rows: Sequence[Mapping[str, Any]]
) -> list[Result]:
    """Follow those who have these handles here; private accounts are asked."""
    return [_follow(session, place, row) for row in rows]


def _follow(session: Session, place: Place, row: Mapping[str, Any]) -> Result:
    handle = row.get("handle")
    person = people.by_handle(session, handle) if isinstance(handle, str) else None
    if person is None:
        return odd(row, _NOBODY)
    try:
        done = relating.follow(session, place.owner_id, person.id, clock=place.clock)
    except DevketError:  # oneself, or across a block
        return odd(row, _NOBODY)
    return Outcome.UNCHANGED if done is Followed.ALREADY else Outcome.NEW
