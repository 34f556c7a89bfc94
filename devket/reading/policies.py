"""Who may read and change a highlight: its owner alone, while it and its save are not deleted."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from devket.library import policies
from devket.library.models import Save
from devket.reading.models import Highlight


def can_read(highlight: Highlight, save: Save, viewer_id: int | None) -> bool:
    """Tell whether this person may see the highlight, which is one of the save."""
    return highlight.deleted_at is None and policies.can_read(save, viewer_id)


def readable_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Return the same rule as a condition for queries that join the save."""
    return and_(
        Highlight.owner_id == viewer_id,
        Highlight.deleted_at.is_(None),
        policies.readable_by(viewer_id),
    )


def owned_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Return the condition of a person's own highlights, also of deleted ones, on kept saves."""
    return and_(Highlight.owner_id == viewer_id, policies.readable_by(viewer_id))
