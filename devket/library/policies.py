"""Who may read and change a save: its owner alone, while it is not deleted.

Admins see that it is there and how its captures went, never its text (see docs/admin.md).
"""

from __future__ import annotations

from sqlalchemy import BindParameter, ColumnElement, and_

from devket.library.models import Save


def can_read(save: Save, viewer_id: int | None) -> bool:
    """Tell whether this person may see the save."""
    return viewer_id is not None and save.owner_id == viewer_id and save.deleted_at is None


def readable_by(viewer_id: int | BindParameter[int] | None) -> ColumnElement[bool]:
    """Return the same rule as a condition for queries; a parameter for those that are made once."""
    # A missing viewer owns nothing: the comparison with NULL is never true.
    return and_(Save.owner_id == viewer_id, Save.deleted_at.is_(None))


def can_restore(save: Save, viewer_id: int | None) -> bool:
    """Tell whether this person may take the deletion of the save back."""
    return viewer_id is not None and save.owner_id == viewer_id and save.deleted_at is not None


def restorable_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Return the same rule as a condition for queries."""
    return and_(Save.owner_id == viewer_id, Save.deleted_at.is_not(None))


def can_oversee(save: Save) -> bool:
    """Tell whether an admin may see how the captures of the save went, and ask for another."""
    return save.deleted_at is None


def overseen() -> ColumnElement[bool]:
    """Return the same rule as a condition for queries."""
    return Save.deleted_at.is_(None)
