"""The page of feeds as its template is given it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from devket.accounts.models import Credential
from devket.compat.atom.presenters.wanted import Of, Wanted, kept_in, shelf_wanted
from devket.library.presenters import since
from devket.library.presenters.shelves import SHELF_TITLES
from devket.library.queries import Listing, Shelf, TagRow
from devket.search.models import SavedSearch


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One feed. `address` is empty when it can be told no more."""

    id: int
    label: str
    address: str
    is_full: bool
    made_label: str
    used_label: str


def feed_row(row: Credential, secret: str, *, base_url: str, now: datetime) -> FeedRow:
    """Return a feed for its owner."""
    _, is_full = kept_in(row.scopes)
    return FeedRow(
        id=row.id,
        label=row.label,
        address=base_url + url_for("atom.feed", secret=secret) if secret else "",
        is_full=is_full,
        made_label=since(row.created_at, now=now),
        used_label=since(row.last_used_at, now=now) if row.last_used_at else "",
    )


def choices_of(
    tags: Sequence[TagRow], searches: Iterable[SavedSearch], *, asked: tuple[Wanted, str] | None
) -> list[tuple[str, str]]:
    """Return the lists that can be chosen, word and name: first what was asked for by a link."""
    found = {asked[0].word: asked[1]} if asked else {}
    shelves = ((shelf_wanted(Listing(shelf=one)), str(name)) for one, name in SHELF_TITLES.items())
    found |= {wanted.word: name for wanted, name in shelves if wanted.word not in found}
    found |= {Wanted(Of.SEARCH, str(kept.id)).word: f"⌕ {kept.name}" for kept in searches}
    found |= {Wanted(Of.TAG, str(row.id)).word: f"# {row.name}" for row in tags}
    return list(found.items())


def filtered_name(wanted: Wanted) -> str:
    """Return the name of a shelf, with what it is narrowed to."""
    listing = wanted.listing
    _, _, filters = wanted.value.partition("?")
    name = str(SHELF_TITLES[listing.shelf])
    return f"{name} ({filters})" if filters else name


def is_shelf(wanted: Wanted) -> bool:
    """Tell whether it is a list that has its name from us."""
    return wanted.of is Of.LIST and wanted.value in set(Shelf)
