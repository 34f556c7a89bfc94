"""Which tags stand as public shelves on their owner's profile."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import false, true, update
from sqlalchemy.orm import Session

from devket.library.models import Tag


def show_shelves(
    session: Session,
    owner_id: int,
    *,
    of: Collection[int],
    public: Collection[int],
    with_notes: Collection[int],
) -> None:
    """Show those of a person's tags that are chosen, and hide the others among `of`."""
    shown = set(of) & set(public)
    with_notes = shown & set(with_notes)
    for ids, values in (
        (set(of), {"is_public": false(), "shows_notes": false()}),
        (shown, {"is_public": true()}),
        (with_notes, {"shows_notes": true()}),
    ):
        if ids:
            session.execute(
                update(Tag).where(Tag.owner_id == owner_id, Tag.id.in_(ids)).values(values)
            )
