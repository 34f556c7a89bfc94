"""Who may learn that a save changed or went: its owner alone, deleted ones included."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from devket.library.models import Save, SaveTombstone


def synced_by(viewer_id: int) -> ColumnElement[bool]:
    """Narrow saves to a person's own, also to those that are deleted: of these the id alone."""
    return Save.owner_id == viewer_id


def missed_by(viewer_id: int) -> ColumnElement[bool]:
    """Narrow tombstones to those of a person's own saves."""
    return SaveTombstone.owner_id == viewer_id
