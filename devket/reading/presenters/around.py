"""What leads on from an article: the list it was opened from, and what stands beside it there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for

from devket.library.models import Save
from devket.library.presenters import SHELF_TITLES, context_of, href_of, title_of
from devket.library.queries import Listing


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A save before or after."""

    href: str
    title: str
    lang: str


@dataclass(frozen=True, slots=True)
class AroundView:
    """The way back, the neighbours, and what to add to an act after which one goes on."""

    back_href: str
    list_title: str
    before: Neighbour | None
    after: Neighbour | None
    going_on: str


def around_view(
    listing: Listing,
    save: Save,
    beside: tuple[Save | None, Save | None],
    *,
    pages: int = 1,
    found: str = "",
) -> AroundView:
    """Return what stands around an article in its list.

    The way back leads to its row: in the list with as many `pages` as were shown, or in the search
    that `found` it.
    """
    context = context_of(listing, pages)
    before, after = beside
    list_href = href_of(listing, pages=str(pages) if pages > 1 else None)
    if found:
        list_href = url_for("search.search", q=found)
    following = _neighbour(after, context)
    return AroundView(
        back_href=f"{list_href}#save-{save.id}",
        list_title=str(SHELF_TITLES[listing.shelf]),
        before=_neighbour(before, context),
        after=following,
        going_on="?" + urlencode({"next": following.href if following else list_href}),
    )


def _neighbour(save: Save | None, context: str) -> Neighbour | None:
    if save is None:
        return None
    href = url_for("reading.reader", save_id=save.id) + context
    return Neighbour(href, title_of(save), save.lang)
