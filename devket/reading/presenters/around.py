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


def around_view(listing: Listing, before: Save | None, after: Save | None) -> AroundView:
    """Return what stands around an article in its list."""
    context = context_of(listing)
    back_href = href_of(listing)
    following = _neighbour(after, context)
    return AroundView(
        back_href=back_href,
        list_title=str(SHELF_TITLES[listing.shelf]),
        before=_neighbour(before, context),
        after=following,
        going_on="?" + urlencode({"next": following.href if following else back_href}),
    )


def _neighbour(save: Save | None, context: str) -> Neighbour | None:
    if save is None:
        return None
    href = url_for("reading.reader", save_id=save.id) + context
    return Neighbour(href, title_of(save), save.lang)
