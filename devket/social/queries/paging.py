"""The condition of what comes after a page, in lists sorted by a key and an id, greatest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from devket.core.paging import Cursor

Column = InstrumentedAttribute[Any]


def beyond(
    order: tuple[Column, Column], after: str | None, *, kind: type[datetime | int] = datetime
) -> ColumnElement[bool]:
    """Return the condition of the rows after a page, true of all for the first one.

    `InvalidError` for a word that is no place in a list whose key is of this kind.
    """
    if not after:
        return true()
    last = Cursor.decode(after, kind)
    return tuple_(*order) < tuple_(last.at, last.id)
