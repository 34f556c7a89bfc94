"""The list of entries as clients ask for it: filtered, sorted, by numbered pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal_column, or_, select
from sqlalchemy.orm import Session, joinedload

from devket.capture.model import Reason, State
from devket.core.tags import tag_key
from devket.library.models import Capture, Save, SaveTag
from devket.library.policies import readable_by
from devket.library.queries import counts_of, tags_at

READ = frozenset({State.FULL_TEXT, State.PARTIAL, State.NOT_AN_ARTICLE})
STATUS_OF = {
    Reason.NOT_FOUND: "404",
    Reason.LOGIN: "401",
    Reason.DENIED: "403",
    Reason.RATE_LIMITED: "429",
    Reason.SERVER_ERROR: "500",
    Reason.CLIENT_ERROR: "400",
}


class Sort(StrEnum):
    """By what a list is sorted: `created` is by id, as wallabag does."""

    CREATED = "created"
    UPDATED = "updated"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One page of a list. What is None does not narrow it."""

    archive: bool | None = None
    starred: bool | None = None
    public: bool | None = None
    not_parsed: bool | None = None
    annotated: bool | None = None
    sort: Sort = Sort.CREATED
    is_rising: bool = False
    page: int = 1
    size: int = 30
    tags: tuple[str, ...] = ()
    since: datetime | None = None
    is_full: bool = True
    domain: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The saves of a page, in their order, and how many the whole list has."""

    saves: tuple[Save, ...]
    total: int


def find(session: Session, owner_id: int, wanted: Wanted) -> Found:
    """Return one page of a list, with the texts when they are wanted; as often asked for any size.

    A page is the ids of an index walk, skipped by number as the protocol has it, then its rows.
    """
    conditions = _conditions(session, owner_id, wanted)
    total = _kept_count(session, owner_id, wanted)
    if total is None:
        total = session.scalar(select(func.count(Save.id)).where(*conditions)) or 0
    # No page is further than the rows go, whatever was asked: databases take no larger numbers.
    skipped = min((wanted.page - 1) * wanted.size, total)
    walk = select(Save.id).where(*conditions).order_by(*_order(wanted))
    ids = session.scalars(walk.offset(skipped).limit(wanted.size)).all()
    return Found(load(session, owner_id, ids, is_full=wanted.is_full), total)


def _kept_count(session: Session, owner_id: int, wanted: Wanted) -> int | None:
    """Return how many saves a whole list has, where a count of them is kept; else None.

    Clients ask for whole lists most of all, and counting one is far dearer than a page of it.
    """
    whole = Wanted(
        sort=wanted.sort,
        is_rising=wanted.is_rising,
        page=wanted.page,
        size=wanted.size,
        is_full=wanted.is_full,
    )
    counts = counts_of(session, owner_id)
    unread = counts.unread + counts.snoozed  # what sleeps is not archived
    kept = {
        whole: unread + counts.archive,
        replace(whole, archive=True): counts.archive,
        replace(whole, archive=False): unread,
        replace(whole, starred=True): counts.favorites,
    }
    return kept.get(wanted)


def load(
    session: Session, owner_id: int, ids: Collection[int], *, is_full: bool = True
) -> tuple[Save, ...]:
    """Return these saves of a person in this order, with the text that is shown, if wanted."""
    chosen = select(Save).where(Save.id.in_(ids), readable_by(owner_id))
    if is_full:
        chosen = chosen.options(joinedload(Save.capture).joinedload(Capture.article))
    # Tags are changed beside the session, and with them when a save changed.
    chosen = chosen.execution_options(populate_existing=True)
    by_id = {save.id: save for save in session.scalars(chosen)}
    return tuple(by_id[save_id] for save_id in ids if save_id in by_id)


def _order(wanted: Wanted) -> tuple[ColumnElement[Any], ...]:
    keys: tuple[Any, ...] = (Save.updated_at, Save.id)
    if wanted.sort is Sort.CREATED:
        keys = (Save.id,)
    return tuple(key.asc() if wanted.is_rising else key.desc() for key in keys)


def _conditions(session: Session, owner_id: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [readable_by(owner_id), *_flags(wanted)]
    if wanted.since is not None:
        found.append(Save.updated_at > wanted.since)
    if wanted.domain:
        found.append(Save.site == wanted.domain)
    if wanted.status:
        found.append(_answered(wanted.status))
    if wanted.tags:
        found += _carrying(session, owner_id, wanted.tags)
    return found


def _flags(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.archive is not None:
        yield Save.is_archived.is_(wanted.archive)
    if wanted.starred is True:
        # Bare, as the index is declared: SQLAlchemy would write `= 1`, and it is not used.
        yield literal_column("saves.is_favorite")
    if wanted.starred is False:
        yield Save.is_favorite.is_(False)
    if wanted.public:
        yield false()  # what is shared stands on a profile, under addresses of its own
    if wanted.not_parsed is not None:
        yield Save.state.not_in(READ) if wanted.not_parsed else Save.state.in_(READ)
    if wanted.annotated is not None:
        yield Save.highlight_count > 0 if wanted.annotated else Save.highlight_count == 0


def _answered(status: str) -> ColumnElement[bool]:
    """Return the condition of the saves whose page answered so, as `STATUS_OF` tells it."""
    if status == "200":
        return Save.state.in_(READ)
    reasons = [reason for reason, told in STATUS_OF.items() if told == status]
    return and_(Save.state.not_in(READ), or_(Save.reason.in_(reasons), false()))


def _carrying(
    session: Session, owner_id: int, labels: tuple[str, ...]
) -> list[ColumnElement[bool]]:
    keys = {tag_key(label) for label in labels}
    tags = tags_at(session, owner_id, keys)
    if len(tags) < len(keys):
        return [false()]
    carried = select(SaveTag.save_id).where(SaveTag.save_id == Save.id)
    return [carried.where(SaveTag.tag_id == tag.id).exists() for tag in tags.values()]
