"""Saved searches as templates are given them."""

from __future__ import annotations

from dataclasses import dataclass

from devket.search.models import SavedSearch
from devket.search.presenters.addresses import search_href


@dataclass(frozen=True, slots=True)
class SavedView:
    """A saved search; `at` is its address, under which its verbs live."""

    id: int
    name: str
    query: str
    href: str
    at: str
    is_pinned: bool
    is_here: bool


def saved_view(search: SavedSearch, *, here: str = "") -> SavedView:
    """Return a search; `here` is the query of the page that shows it."""
    return SavedView(
        id=search.id,
        name=search.name,
        query=search.query,
        href=search_href(search.query),
        at=f"/searches/{search.id}",
        is_pinned=search.is_pinned,
        is_here=search.query == here,
    )
