"""Saves gathered for a book: those of a tag, the newest of a list, by their ids."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.library.models import Save, Tag
from devket.library.queries.listing import Listing, Sort, listed, order_of


def tag_and_below(session: Session, owner_id: int, name: str) -> tuple[Tag, tuple[int, ...]]:
    """Return a person's tag and the ids of it and of all tags below it; `NotFoundError`."""
    key = unicodedata.normalize("NFKC", name).casefold()
    # "0" is the sign after "/": so this is a walk of the index and no pattern.
    below = and_(Tag.key > f"{key}/", Tag.key < f"{key}0")
    chosen = select(Tag).where(Tag.owner_id == owner_id, or_(Tag.key == key, below))
    found = session.scalars(chosen.order_by(Tag.key)).all()
    if not found or found[0].key != key:
        raise NotFoundError
    return found[0], tuple(tag.id for tag in found)


def newest_of(
    session: Session, owner_id: int, listing: Listing, *, limit: int
) -> tuple[list[int], bool]:
    """Return the ids of the newest saves of a list, and whether there are more of them."""
    newest = replace(listing, sort=Sort.NEWEST)
    chosen = listed(owner_id, newest).with_only_columns(Save.id)
    found = session.scalars(chosen.order_by(*order_of(newest).keys()).limit(limit + 1)).all()
    return list(found[:limit]), len(found) > limit
