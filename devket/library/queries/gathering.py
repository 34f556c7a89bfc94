"""Saves gathered for a book: the newest of a list, by their ids."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from devket.library.models import Save
from devket.library.queries.listing import Listing, Sort, listed, order_of


def newest_of(
    session: Session, owner_id: int, listing: Listing, *, limit: int
) -> tuple[list[int], bool]:
    """Return the ids of the newest saves of a list, and whether there are more of them."""
    newest = replace(listing, sort=Sort.NEWEST)
    chosen = listed(owner_id, newest).with_only_columns(Save.id)
    found = session.scalars(chosen.order_by(*order_of(newest).keys()).limit(limit + 1)).all()
    return list(found[:limit]), len(found) > limit
