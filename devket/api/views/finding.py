"""From the filters of an address to a list of saves, or to a query of the search."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from devket.api.forms.saves import Place
from devket.capture.model import Kind
from devket.core.paging import Page
from devket.library import queries as library
from devket.library.models import Save
from devket.library.queries import Listing, Shelf, Sort
from devket.search import queries as search
from devket.search.language import Rank, parse
from devket.web.parts import parts

_SHELVES = {
    Place.UNREAD: Shelf.SAVES,
    Place.ARCHIVED: Shelf.ARCHIVE,
    Place.SNOOZED: Shelf.SNOOZED,
    Place.ALL: Shelf.ALL,
}


def narrowed(session: Session, owner_id: int, asked: dict[str, Any]) -> Listing | None:
    """Return the list that the filters mean, None when nothing can stand in it."""
    tag_ids: tuple[int, ...] = ()
    if asked.get("tag"):
        tag_ids = tuple(tag.id for tag in library.tags_from(session, owner_id, asked["tag"]))
        if not tag_ids:
            return None
    shelf, favorite = _SHELVES[Place(asked["state"])], asked.get("favorite")
    if favorite and shelf is Shelf.ALL:
        shelf, favorite = Shelf.FAVORITES, None  # which has an index of its own
    return Listing(
        shelf=shelf,
        sort=Sort(asked["sort"]),
        tag_ids=tag_ids,
        kind=Kind(asked["kind"]) if asked.get("kind") else None,
        is_favorite=favorite,
    )


def found(session: Session, owner_id: int, asked: dict[str, Any]) -> Page[Save]:
    """Return a page of what the words find, narrowed by the filters; the best first.

    `InvalidError` for what cannot be understood.
    """
    now = parts().clock()
    words = asked["q"].strip()
    if parse(words, now=now).is_empty:
        return Page((), None)
    query = parse(" ".join([f"({words})", *_operators(asked)]), now=now)
    order = Rank.BEST if query.words else Rank.NEWEST
    page = search.find(
        session, owner_id, query, order=order, after=asked.get("cursor"), size=asked["limit"]
    )
    return Page(page.items, page.next_cursor)


def _operators(asked: dict[str, Any]) -> list[str]:
    told = []
    if asked["state"] != Place.ALL:
        told.append(f"is:{asked['state']}")
    if asked.get("tag"):
        told.append(f'tag:"{asked["tag"].replace(chr(34), " ")}"')
    if asked.get("kind"):
        told.append(f"kind:{asked['kind']}")
    if "favorite" in asked:
        told.append("is:favorite" if asked["favorite"] else "-is:favorite")
    return told
