"""Which capture is next among those that nobody waits for: thousands came in at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from devket.core.urls import host_of
from devket.library import queries
from devket.library.models import Owed

LOOKED_AT = 200  # saves, longest overdue first


def next_unasked(session: Session, *, now: datetime) -> tuple[int | None, bool]:
    """Return the save to capture, and whether any is due; none while all their hosts are busy.

    One whose host is not to be asked yet would book a turn far ahead, and a person who saves a
    page of that host would wait behind all of them.
    """
    due = queries.overdue_unasked(session, now, limit=LOOKED_AT)
    hosts = {one.save_id: host_of(one.url)[:255] for one in due if one.owed is Owed.FETCH}
    busy = queries.busy_hosts(session, set(hosts.values()), now) if hosts else frozenset()
    free = (one.save_id for one in due if hosts.get(one.save_id) not in busy)
    return next(free, None), bool(due)
