"""Who may use and change a saved search: its owner alone, while it is not deleted."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from devket.search.models import SavedSearch


def can_read(search: SavedSearch, viewer_id: int | None) -> bool:
    """Tell whether this person may see the search."""
    return viewer_id is not None and search.owner_id == viewer_id and search.deleted_at is None


def readable_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Return the same rule as a condition for queries."""
    return and_(SavedSearch.owner_id == viewer_id, SavedSearch.deleted_at.is_(None))


def can_restore(search: SavedSearch, viewer_id: int | None) -> bool:
    """Tell whether this person may take the deletion of the search back."""
    return viewer_id is not None and search.owner_id == viewer_id and search.deleted_at is not None


def restorable_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Return the same rule as a condition for queries."""
    return and_(SavedSearch.owner_id == viewer_id, SavedSearch.deleted_at.is_not(None))
