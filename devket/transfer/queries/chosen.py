"""Which saves an export holds: a list, a tag, or what a search finds, in pages of ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.core.errors import InvalidError
from devket.library.models import Save, ShelfCounts
from devket.library.policies import readable_by
from devket.library.queries import Listing, Shelf, listed, page_of, tags_from
from devket.search.language import Rank, parse
from devket.search.queries import find

AT_ONCE = 100


class Which(StrEnum):
    """What narrows an export."""

    ALL = "all"
    SAVES = "saves"
    FAVORITES = "favorites"
    ARCHIVE = "archive"
    TAG = "tag"
    SEARCH = "search"


_SHELVES = {
    Which.ALL: Shelf.ALL,
    Which.SAVES: Shelf.SAVES,
    Which.FAVORITES: Shelf.FAVORITES,
    Which.ARCHIVE: Shelf.ARCHIVE,
    Which.TAG: Shelf.ALL,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which saves; `word` is the tag or the query. As of `now`, for queries that name days."""

    which: Which = Which.ALL
    word: str = ""

    def as_options(self) -> dict[str, Any]:
        """Return it as a row keeps it."""
        return {"which": self.which.value, "word": self.word}

    @classmethod
    def of(cls, options: dict[str, Any]) -> Choice:
        """Return what a row keeps."""
        return cls(Which(options.get("which", Which.ALL)), str(options.get("word", "")))


def refuse_nothing(session: Session, owner_id: int, choice: Choice, now: datetime) -> None:
    """Raise `InvalidError` at the field `word` for a tag nobody has or a query that says nothing.

    A query that cannot be read raises its own sentence.
    """
    if choice.which is Which.TAG and not tags_from(session, owner_id, choice.word):
        raise InvalidError("You have no such tag.", field="word")
    if choice.which is Which.SEARCH and parse(choice.word, now=now).tree is None:
        raise InvalidError("Write what to search for.", field="word")


def page(
    session: Session,
    owner_id: int,
    choice: Choice,
    *,
    after: str | None,
    now: datetime,
    size: int = AT_ONCE,
) -> tuple[list[int], str | None]:
    """Return the ids of one page of the chosen saves, newest first, and where the next begins."""
    if choice.which is Which.SEARCH:
        query = parse(choice.word, now=now)
        found = find(session, owner_id, query, order=Rank.NEWEST, after=after, size=size)
        return [save.id for save in found.items], found.next_cursor
    listing = _listing(session, owner_id, choice)
    rows = page_of(session, owner_id, listing, after=after, size=size)
    return [save.id for save in rows.items], rows.next_cursor


def page_by_id(
    session: Session, owner_id: int, *, after: int, size: int = AT_ONCE
) -> Sequence[int]:
    """Return ids of a person's saves from one on, in the order in which they were made."""
    chosen = select(Save.id).where(readable_by(owner_id), Save.id > after)
    return session.scalars(chosen.order_by(Save.id).limit(size)).all()


def count(session: Session, owner_id: int, choice: Choice, now: datetime) -> int:
    """Return how many saves are chosen."""
    if choice.which is Which.SEARCH:
        return find(session, owner_id, parse(choice.word, now=now), size=1).count
    if choice.which is Which.ALL:
        kept = session.get(ShelfCounts, owner_id)
        counts = (kept.unread, kept.archive, kept.snoozed) if kept else ()
        return sum(counts)
    rows = listed(owner_id, _listing(session, owner_id, choice)).with_only_columns(func.count())
    return session.scalar(rows.order_by(None)) or 0


def _listing(session: Session, owner_id: int, choice: Choice) -> Listing:
    if choice.which is not Which.TAG:
        return Listing(shelf=_SHELVES[choice.which])
    ids = tuple(row.id for row in tags_from(session, owner_id, choice.word))
    return Listing(shelf=Shelf.ALL, tag_ids=ids or (0,))  # the tag is gone: so is all it held
