"""What keeps My List in order: what fits into some minutes, what is due to wake, what is old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from devket.library.models import DONE, LinkCheck, Save
from devket.library.policies import readable_by

POOL = 60  # saves of each kind that are looked at for some minutes
MOST_TOLD = 1000  # beyond, it is "more than"


def to_read_within(
    session: Session, owner_id: int, words: int
) -> tuple[Sequence[Save], Sequence[Save], Sequence[Save]]:
    """Return favourites, newest and oldest saves of My List with a text of at most `words`."""
    fitting = _my_list(owner_id).where(Save.word_count.between(1, words), Save.progress < DONE)
    marked = fitting.where(Save.is_favorite.expression)
    newest = Save.saved_at.desc(), Save.id.desc()
    oldest = Save.saved_at.asc(), Save.id.asc()
    return (
        session.scalars(marked.order_by(*newest).limit(POOL)).all(),
        session.scalars(fitting.order_by(*newest).limit(POOL)).all(),
        session.scalars(fitting.order_by(*oldest).limit(POOL)).all(),
    )


def due_to_wake(session: Session, now: datetime, *, limit: int) -> Sequence[Save]:
    """Return saves put off until now or earlier, their rows locked, the longest due first."""
    chosen = select(Save).where(Save.snoozed_until <= now, Save.deleted_at.is_(None))
    chosen = chosen.order_by(Save.snoozed_until).limit(limit)
    return session.scalars(chosen.with_for_update(skip_locked=True)).all()


def stale(session: Session, owner_id: int, before: datetime, *, limit: int) -> Sequence[Save]:
    """Return the oldest saves of My List from before that time which were not reviewed since."""
    chosen = _stale(owner_id, before).order_by(Save.saved_at.asc(), Save.id.asc())
    return session.scalars(chosen.limit(limit)).all()


def count_stale(session: Session, owner_id: int, before: datetime) -> int:
    """Return how many there are, counted no further than just past `MOST_TOLD`."""
    some = _stale(owner_id, before).with_only_columns(Save.id).limit(MOST_TOLD + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def last_planned(session: Session) -> int:
    """Return the largest id of a save whose link is checked from time to time."""
    return session.scalar(select(func.max(LinkCheck.save_id))) or 0


def checks_due(session: Session, now: datetime, *, limit: int) -> list[int]:
    """Return ids of saves whose original is to be asked for, the longest due first."""
    chosen = select(LinkCheck.save_id).where(LinkCheck.due_at <= now)
    return list(session.scalars(chosen.order_by(LinkCheck.due_at).limit(limit)))


def _my_list(owner_id: int) -> Select[Save]:
    unread = (Save.is_archived.is_(False), Save.snoozed_until.is_(None))
    return select(Save).where(readable_by(owner_id), *unread)


def _stale(owner_id: int, before: datetime) -> Select[Save]:
    not_reviewed = or_(Save.reviewed_at.is_(None), Save.reviewed_at < before)
    return _my_list(owner_id).where(Save.saved_at < before, not_reviewed)
