"""Whose imports and exports one may see: one's own."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from devket.transfer.models import Export, Import


def imports_of(user_id: int) -> ColumnElement[bool]:
    """Narrow imports to a person's own."""
    return Import.owner_id == user_id


def exports_of(user_id: int) -> ColumnElement[bool]:
    """Narrow exports to a person's own."""
    return Export.owner_id == user_id
