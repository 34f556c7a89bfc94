"""What stands before and after a save in the list it was opened from."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.library.models import Save
from devket.library.policies import readable_by
from devket.library.queries import Listing, neighbours_of


def around(
    session: Session, viewer_id: int, listing: Listing, save: Save
) -> tuple[Save | None, Save | None]:
    """Return the saves before and after one in a list, None at either end."""
    ids = neighbours_of(session, viewer_id, listing, save)
    chosen = select(Save).where(Save.id.in_([one for one in ids if one]), readable_by(viewer_id))
    found = {one.id: one for one in session.scalars(chosen)} if any(ids) else {}
    before, after = (found.get(one) if one else None for one in ids)
    return before, after
