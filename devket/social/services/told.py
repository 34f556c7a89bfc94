"""What one has been told: marked as read, and forgotten when it is old."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from devket.accounts.models import Profile
from devket.core.clock import Clock
from devket.social.models import Notification
from devket.social.services.notifying import forget

KEPT = timedelta(days=90)


def mark_read(
    session: Session, owner_id: int, *, since: datetime | None, until: datetime, clock: Clock
) -> int:
    """Mark as read the lines whose newest is of this time, and return how much is left unread.

    Without `since` all lines up to `until`. What has come into a line after that time stays unread.
    """
    lines = [Notification.owner_id == owner_id, Notification.is_newest]
    lines.append(Notification.happened_at <= until)
    if since is not None:
        lines.append(Notification.happened_at >= since)
    # The profile first, as whoever tells something does: the count below is then the truth.
    session.execute(select(Profile.user_id).where(Profile.user_id == owner_id).with_for_update())
    session.execute(
        update(Notification)
        .where(
            Notification.owner_id == owner_id,
            Notification.read_at.is_(None),
            Notification.bundle.in_(select(Notification.bundle).where(*lines)),
        )
        .values(read_at=clock())
        .execution_options(synchronize_session=False)
    )
    left = select(func.count()).where(
        Notification.owner_id == owner_id, Notification.read_at.is_(None)
    )
    unread = session.scalar(left) or 0
    session.execute(
        update(Profile)
        .where(Profile.user_id == owner_id)
        .values(unread_count=unread)
        .execution_options(synchronize_session=False)
    )
    return unread


def forget_old(session: Session, *, now: datetime, limit: int) -> bool:
    """Forget some of what is older than 90 days; tell whether there may be more."""
    old = select(Notification.id).where(Notification.happened_at < now - KEPT)
    ids = session.scalars(old.order_by(Notification.happened_at).limit(limit)).all()
    if ids:
        forget(session, Notification.id.in_(ids))
    return len(ids) == limit
