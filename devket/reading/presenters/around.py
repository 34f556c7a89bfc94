"""What leads on from an article: the list it was opened from, and what stands beside it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import current_app, url_for

from devket.library.models import Save
from devket.library.presenters import context_of, listing_args, title_of
from devket.library.presenters.items import SHELF_TITLES
from devket.library.queries import Listing, Shelf


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
    back_href = _list_href(listing)
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


def _list_href(listing: Listing) -> str:
    """Return the address of the list; of My List where it has no page of its own."""
    endpoint = f"library.{listing.shelf.value}"
    known = endpoint if endpoint in current_app.view_functions else f"library.{Shelf.SAVES.value}"
    args: dict[str, Any] = {**listing_args(listing)}
    return url_for(known, **args)
