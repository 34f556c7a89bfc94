"""Lists of saves: which shelf, narrowed by which filters, in which order, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal_column, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from devket.capture.model import Kind
from devket.core.paging import Cursor, Page
from devket.library.models import DONE, Save, SaveTag, ShelfCounts
from devket.library.policies import readable_by
from devket.library.queries.tagged import WALKED, ids_carrying

PAGE_SIZE = 24
_LOOKED_AT = 300  # saves, for the languages that a filter offers


class Shelf(StrEnum):
    """The lists a save can stand in. `ALL` holds every save, also archived and snoozed ones."""

    SAVES = "saves"
    FAVORITES = "favorites"
    ARCHIVE = "archive"
    ARTICLES = "articles"
    VIDEOS = "videos"
    READING = "reading"
    SNOOZED = "snoozed"
    ALL = "all"


class Sort(StrEnum):
    """Orders of a list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SHORTEST = "shortest"
    LONGEST = "longest"
    TITLE = "title"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One list as somebody asked for it. Filters that are None do not narrow it."""

    shelf: Shelf = Shelf.SAVES
    sort: Sort = Sort.NEWEST
    tag_ids: tuple[int, ...] = ()  # carries any of these: a tag and what stands below it
    tag: str | None = None  # the name they stand for, where that has a page of its own
    kind: Kind | None = None
    site: str | None = None
    lang: str | None = None
    is_unread: bool | None = None
    is_favorite: bool | None = None
    has_highlights: bool | None = None
    is_tagged: bool | None = None
    max_words: int | None = None
    saved_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What rows are sorted by, beside their id, and which way both go."""

    key: InstrumentedAttribute[Any]
    is_falling: bool
    kind: type[Any] = datetime  # of what it sorts by

    def keys(self, *, is_turned: bool = False) -> tuple[ColumnElement[Any], ...]:
        """Return what to sort by; turned for walking the other way."""
        if self.is_falling != is_turned:
            return self.key.desc(), Save.id.desc()
        return self.key.asc(), Save.id.asc()

    def beyond(self, last: Cursor, *, is_turned: bool = False) -> ColumnElement[bool]:
        """Return the condition of the rows that come after one."""
        key: ColumnElement[Any] = self.key.expression
        if self.is_falling != is_turned:
            further = or_(key < last.at, and_(key == last.at, Save.id < last.id))
            # The first bound alone lets SQLite enter the index at the right place.
            return and_(key <= last.at, further)
        further = or_(key > last.at, and_(key == last.at, Save.id > last.id))
        return and_(key >= last.at, further)

    def cursor_of(self, save: Save) -> Cursor:
        """Return the cursor of a row."""
        return Cursor(getattr(save, self.key.key), save.id)

    def place_of(self, save: Save) -> tuple[Any, int]:
        """Return what rows of several walks are sorted by: as both databases do, by code point."""
        return getattr(save, self.key.key), save.id


_ORDERS = {
    Sort.NEWEST: Order(Save.saved_at, is_falling=True),
    Sort.OLDEST: Order(Save.saved_at, is_falling=False),
    Sort.SHORTEST: Order(Save.word_count, is_falling=False, kind=int),
    Sort.LONGEST: Order(Save.word_count, is_falling=True, kind=int),
    Sort.TITLE: Order(Save.title_key, is_falling=False, kind=str),
    Sort.SITE: Order(Save.site, is_falling=False, kind=str),
}
# What some shelves are sorted by while nobody asks for another order.
_OWN_ORDERS = {
    Shelf.READING: Order(Save.read_at, is_falling=True),  # read last
    Shelf.SNOOZED: Order(Save.snoozed_until, is_falling=False),  # back soonest
}


def order_of(listing: Listing) -> Order:
    """Return how a list is sorted; what is being read and what sleeps have orders of their own."""
    if listing.sort is Sort.NEWEST and listing.shelf in _OWN_ORDERS:
        return _OWN_ORDERS[listing.shelf]
    return _ORDERS[listing.sort]


def listed(owner_id: int, listing: Listing) -> Select[Save]:
    """Return the saves of a list, in no order yet."""
    chosen = select(Save).where(readable_by(owner_id), *_of_shelf(listing.shelf))
    return chosen.where(*_narrowed(listing))


def _of_shelf(shelf: Shelf) -> tuple[ColumnElement[bool], ...]:
    unread = (Save.is_archived.is_(False), Save.snoozed_until.is_(None))
    match shelf:
        case Shelf.SAVES:
            return unread
        case Shelf.FAVORITES:
            # Bare, as the index is declared: SQLAlchemy would write `= 1`, and it is not used.
            return (literal_column("saves.is_favorite"),)
        case Shelf.ARCHIVE:
            return (Save.is_archived.is_(True),)
        case Shelf.ARTICLES:
            return (*unread, Save.kind == Kind.ARTICLE)
        case Shelf.VIDEOS:
            return (*unread, Save.kind == Kind.VIDEO)
        case Shelf.READING:
            begun = and_(Save.progress > 0, Save.progress < DONE)
            return (Save.is_archived.is_(False), Save.read_at.is_not(None), begun)
        case Shelf.SNOOZED:
            return (Save.is_archived.is_(False), Save.snoozed_until.is_not(None))
        case Shelf.ALL:
            return ()


def _narrowed(listing: Listing) -> list[ColumnElement[bool]]:
    """Return the conditions of the filters that are set."""
    wanted: list[tuple[object, Callable[[], ColumnElement[bool]]]] = [
        (listing.tag_ids or None, lambda: _carries(SaveTag.tag_id.in_(listing.tag_ids))),
        (listing.kind, lambda: Save.kind == listing.kind),
        (listing.site, lambda: Save.site == listing.site),
        (listing.lang, lambda: or_(Save.lang == listing.lang, Save.lang.like(f"{listing.lang}-%"))),
        (listing.is_unread, lambda: Save.is_archived.is_(not listing.is_unread)),
        (listing.is_favorite, lambda: Save.is_favorite.is_(listing.is_favorite)),
        (listing.has_highlights, lambda: _told(Save.highlight_count > 0, listing.has_highlights)),
        (listing.is_tagged, lambda: _told(_carries(), listing.is_tagged)),
        (listing.max_words, lambda: Save.word_count.between(1, listing.max_words)),
        (listing.saved_before, lambda: Save.saved_at < listing.saved_before),
    ]
    return [condition() for value, condition in wanted if value is not None]


def _told(condition: ColumnElement[bool], holds: bool | None) -> ColumnElement[bool]:
    return condition if holds else ~condition


def _carries(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(SaveTag.tag_id).where(SaveTag.save_id == Save.id, *which).exists()


def page_of(
    session: Session, owner_id: int, listing: Listing, *, after: str | None, size: int = PAGE_SIZE
) -> Page[Save]:
    """Return one page of a list; `after` is the cursor the page before gave.

    One index walk of `size` + 1 rows, wherever in the list; two for the list of all saves.
    `InvalidError` for a strange cursor.
    """
    order = order_of(listing)
    last = Cursor.decode(after, order.kind) if after else None
    rows: list[Save] = []
    for part in _parts(listing):
        rows += session.scalars(_walk(owner_id, part, last, limit=size + 1))
    rows.sort(key=order.place_of, reverse=order.is_falling)
    kept = tuple(rows[:size])
    more = len(rows) > size
    return Page(kept, order.cursor_of(kept[-1]).encode() if more else None)


def neighbours_of(
    session: Session, owner_id: int, listing: Listing, save: Save
) -> tuple[int | None, int | None]:
    """Return the ids of the saves before and after one in a list, also when it left the list."""
    order = order_of(listing)
    if getattr(save, order.key.key) is None:  # it was never read: it stands in no such order
        return None, None
    here = order.cursor_of(save)
    before, after = (
        _next_to(session, owner_id, listing, here, is_turned=is_turned)
        for is_turned in (True, False)
    )
    return before, after


def _next_to(
    session: Session, owner_id: int, listing: Listing, here: Cursor, *, is_turned: bool
) -> int | None:
    """Return the id of the save that is next to a place, on one side of it."""
    order = order_of(listing)
    found: list[tuple[Any, int]] = []
    for part in _parts(listing):
        chosen = _walk(owner_id, part, here, limit=1, is_turned=is_turned)
        pair = chosen.with_only_columns(order.key, Save.id)
        found += [(key, save_id) for key, save_id in session.execute(pair)]
    nearest = max if order.is_falling != is_turned else min
    return nearest(found)[1] if found else None


def _parts(listing: Listing) -> tuple[Listing, ...]:
    """Return a list in parts that are an index walk each: all saves are the archive and the rest.

    Every index but that of favourites begins with whether a save is archived.
    """
    if listing.shelf is Shelf.ALL and listing.is_unread is None and not listing.tag_ids:
        return replace(listing, is_unread=True), replace(listing, is_unread=False)
    return (listing,)


def _walk(
    owner_id: int, listing: Listing, last: Cursor | None, *, limit: int, is_turned: bool = False
) -> Select[Save]:
    """Return the first `limit` saves of a list after one, in its order.

    What carries a tag is found along the tag's own links where these are sorted like the list.
    """
    order = order_of(listing)
    if order.key.key == "saved_at" and 0 < len(listing.tag_ids) <= WALKED:
        kept = (readable_by(owner_id), *_of_shelf(listing.shelf))
        kept += tuple(_narrowed(replace(listing, tag_ids=())))
        is_falling = order.is_falling != is_turned
        ids = ids_carrying(listing.tag_ids, kept, is_falling=is_falling, last=last, limit=limit)
        chosen = select(Save).where(Save.id.in_(ids))
    else:
        chosen = listed(owner_id, listing)
        if last is not None:
            chosen = chosen.where(order.beyond(last, is_turned=is_turned))
    return chosen.order_by(*order.keys(is_turned=is_turned)).limit(limit)


def languages_of(session: Session, owner_id: int, shelf: Shelf) -> frozenset[str]:
    """Return the languages of the saves that stand first on a shelf, as many as are looked at."""
    walks = [
        _walk(owner_id, part, None, limit=_LOOKED_AT).with_only_columns(Save.lang).subquery()
        for part in _parts(Listing(shelf=shelf))
    ]
    found = union_all(*(select(walk.c.lang) for walk in walks)).subquery()
    return frozenset(session.scalars(select(found.c.lang).distinct()))


def still_listed(
    session: Session, owner_id: int, listing: Listing, ids: Collection[int]
) -> frozenset[int]:
    """Return which of these saves stand in a list."""
    chosen = listed(owner_id, listing).where(Save.id.in_(ids)).with_only_columns(Save.id)
    return frozenset(session.scalars(chosen))


def counts_of(session: Session, owner_id: int) -> ShelfCounts:
    """Return the kept counts of a person's lists, zeros before the first save."""
    found = session.get(ShelfCounts, owner_id)
    if found is not None:
        return found
    zeros = {column.name: 0 for column in ShelfCounts.__table__.columns}
    return ShelfCounts(**{**zeros, "owner_id": owner_id})
