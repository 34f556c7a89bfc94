"""Which list a feed holds, as its row and addresses tell it: the one place that knows both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import parse_qsl

from devket.core.text import one_line
from devket.library.presenters import listing_of, query_string
from devket.library.presenters.tags import TagHead
from devket.library.queries import Listing, Shelf, Sort
from devket.search.language.completing import written
from devket.web.routing import LARGEST_ID

_FULL, _SHORT = "full", "short"


class Of(StrEnum):
    """What a feed is made of."""

    LIST = "list"
    TAG = "tag"
    SEARCH = "search"  # a saved one
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One list: a shelf with its filters, the id of a tag or of a saved search, or a query."""

    of: Of
    value: str

    @property
    def word(self) -> str:
        """Return it as addresses and forms carry it."""
        return f"{self.of}:{self.value}"

    @property
    def id(self) -> int:
        """Return the id, 0 where there is none that a row can have."""
        is_number = self.value.isascii() and self.value.isdecimal() and len(self.value) <= 10
        return int(self.value) if is_number and int(self.value) <= LARGEST_ID else 0

    @property
    def listing(self) -> Listing:
        """Return the shelf with its filters, the newest first."""
        shelf, _, args = self.value.partition("?")
        return replace(listing_of(shelf, dict(parse_qsl(args))), sort=Sort.NEWEST)


def wanted_of(word: str) -> Wanted | None:
    """Return what such a word means, None when it means nothing."""
    of, _, value = one_line(word).partition(":")
    if of not in set(Of) or not value:
        return None
    found = Wanted(Of(of), value)
    if found.of in (Of.TAG, Of.SEARCH):
        return found if found.id else None
    if found.of is Of.LIST:
        return shelf_wanted(found.listing) if value.partition("?")[0] in set(Shelf) else None
    return found


def shelf_wanted(listing: Listing) -> Wanted:
    """Return the word of a list, each list written in one way alone."""
    args = query_string(replace(listing, sort=Sort.NEWEST))
    return Wanted(Of.LIST, listing.shelf.value + (f"?{args}" if args else ""))


def told_of(wanted: Wanted, *, is_full: bool) -> str:
    """Return what the row of a feed keeps."""
    return f"{_FULL if is_full else _SHORT} {wanted.word}"


def kept_in(told: str) -> tuple[Wanted | None, bool]:
    """Return what the row of a feed keeps: which list, and whether with whole texts."""
    mode, _, word = told.partition(" ")
    return wanted_of(word), mode == _FULL


def tag_wanted(tag: TagHead) -> Wanted:
    """Return the list of a tag; where only what stands below it is one, the search for that."""
    return Wanted(Of.TAG, str(tag.id)) if tag.id else Wanted(Of.QUERY, written("tag", tag.name))


def wanted_here(endpoint: str | None, args: Mapping[str, str]) -> Wanted | None:
    """Return the list that a page shows, for the link on it; None where it shows none."""
    room, _, name = (endpoint or "").partition(".")
    if endpoint == "search.search":
        return wanted_of(f"{Of.QUERY}:{args.get('q', '')}")
    is_shelf = room == "library" and name in set(Shelf)
    return shelf_wanted(listing_of(name, args)) if is_shelf else None
