"""What a person's own saves offer to complete a query: tags and sites, a handful each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from devket.library.models import Save, Tag
from devket.library.policies import readable_by

_LAST = "\U0010ffff"  # sorts after whatever may follow


def tags_like(session: Session, owner_id: int, begun: str, *, most: int) -> list[Tag]:
    """Return tags whose name begins so in any case, those on most saves first."""
    chosen = select(Tag).where(Tag.owner_id == owner_id, Tag.save_count > 0)
    key = unicodedata.normalize("NFKC", begun).casefold()
    if key:
        chosen = chosen.where(Tag.key >= key, Tag.key < key + _LAST)
    return list(session.scalars(chosen.order_by(Tag.save_count.desc(), Tag.id.desc()).limit(most)))


def sites_like(session: Session, owner_id: int, begun: str, *, most: int) -> list[str]:
    """Return sites whose host begins so, in their order.

    Each step asks the index for the next site, so that one with thousands of saves costs no more.
    """
    found: set[str] = set()
    for is_archived in (False, True):
        on_shelf = (readable_by(owner_id), Save.is_archived.is_(is_archived))
        found.update(_walk(session, on_shelf, begun, most=most))
    return sorted(found)[:most]


def _walk(
    session: Session, on_shelf: tuple[ColumnElement[bool], ...], begun: str, *, most: int
) -> Iterator[str]:
    bound = (Save.site < begun + _LAST,) if begun else ()
    first = select(func.min(Save.site)).where(*on_shelf, Save.site >= (begun or " "), *bound)
    steps = select(first.scalar_subquery().label("site")).cte("steps", recursive=True)
    further = select(func.min(Save.site)).where(*on_shelf, Save.site > steps.c.site, *bound)
    step = select(further.correlate(steps).scalar_subquery()).where(steps.c.site.is_not(None))
    walked = steps.union_all(step)
    for site in session.scalars(select(walked.c.site).limit(most)):
        if site is not None:
            yield site
