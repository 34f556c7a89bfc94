"""Reads that only programs ask for: what has changed since, and the save of an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from devket.api.policies import missed_by, synced_by
from devket.core.paging import Cursor
from devket.library.models import Save, SaveKey, SaveTombstone
from devket.library.policies import readable_by

# A transaction that began before a request may be seen only after it: what is so young is given
# again at the next request, and no client minds.
SETTLED = timedelta(seconds=10)
_LAST = 2**31 - 1  # no id is greater


@dataclass(frozen=True, slots=True)
class Gone:
    """A save that is no more: deleted, for good or not yet."""

    id: int
    deleted_at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since a place, oldest change first. `cursor` is where the next one begins.

    `is_more` says that there is more to be had at once.
    """

    saves: tuple[Save, ...]
    gone: tuple[Gone, ...]
    cursor: str
    is_more: bool


def since_time(at: datetime) -> Cursor:
    """Return the place before all that changed at this time or later."""
    return Cursor(at - timedelta(microseconds=1), _LAST)


def changes_since(
    session: Session, owner_id: int, since: Cursor, *, now: datetime, size: int
) -> Changes:
    """Return what has changed of a person's saves; three queries, each a walk along an index."""
    rows: list[tuple[datetime, int, Save | Gone]] = [
        (save.updated_at, save.id, save) for save in _changed(session, owner_id, since, size + 1)
    ]
    rows += [(row.deleted_at, row.id, row) for row in _buried(session, owner_id, since, size + 1)]
    rows.sort(key=lambda row: row[:2])
    shown = rows[:size]
    is_more = len(rows) > size
    last = Cursor(*shown[-1][:2]) if shown else since
    return Changes(
        saves=tuple(row for _, _, row in shown if isinstance(row, Save) and not row.deleted_at),
        gone=tuple(_gone(row for _, _, row in shown)),
        cursor=(last if is_more else _settled(last, now)).encode(),
        is_more=is_more,
    )


def save_at(session: Session, viewer_id: int, key: str) -> Sequence[Save]:
    """Return the save under this key of an address, if the person keeps it."""
    chosen = select(Save).join(SaveKey, SaveKey.save_id == Save.id)
    mine = (SaveKey.owner_id == viewer_id, SaveKey.key == key, readable_by(viewer_id))
    return session.scalars(chosen.where(*mine)).all()


def _settled(last: Cursor, now: datetime) -> Cursor:
    """Return where to begin the next time: behind the last change, but never too young."""
    assert isinstance(last.at, datetime)
    return last if last.at <= now - SETTLED else since_time(now - SETTLED)


def _changed(session: Session, owner_id: int, since: Cursor, limit: int) -> Sequence[Save]:
    chosen = select(Save).where(synced_by(owner_id), _after((Save.updated_at, Save.id), since))
    return session.scalars(chosen.order_by(Save.updated_at, Save.id).limit(limit)).all()


def _buried(session: Session, owner_id: int, since: Cursor, limit: int) -> list[Gone]:
    order = (SaveTombstone.deleted_at, SaveTombstone.save_id)
    chosen = select(SaveTombstone).where(missed_by(owner_id), _after(order, since))
    rows = session.scalars(chosen.order_by(*order).limit(limit))
    return [Gone(row.save_id, row.deleted_at) for row in rows]


def _after(
    order: tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any]], since: Cursor
) -> ColumnElement[bool]:
    time, row_id = order
    further = or_(time > since.at, and_(time == since.at, row_id > since.id))
    # The first bound alone lets SQLite enter the index at the right place.
    return and_(time >= since.at, further)


def _gone(rows: Iterator[Save | Gone]) -> Iterator[Gone]:
    for row in rows:
        if isinstance(row, Gone):
            yield row
        elif row.deleted_at is not None:
            yield Gone(row.id, row.deleted_at)
