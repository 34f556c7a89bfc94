"""Who may read and change a saved search: its owner. What is found is the library's to say."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from devket.search.models import SavedSearch


def can_read(saved: SavedSearch, viewer_id: int | None) -> bool:
    """Tell whether this person may see and change the saved search."""
    return viewer_id is not None and saved.owner_id == viewer_id


def readable_by(viewer_id: int | None) -> ColumnElement[bool]:
    """Return the same rule as a condition for queries."""
    return SavedSearch.owner_id == viewer_id
