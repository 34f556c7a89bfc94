"""The figures of the start page: some counted now, those over all saves at most once a minute."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, Select, func, select, text
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.admin.models import StorageUse
from devket.admin.policies import overseen, overseers
from devket.capture.model import Reason, State
from devket.library.models import Save

MOST_COUNTED = 10_000  # of what waits; beyond that it is told as "more than"
KEPT_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over everything, as they were at `at`."""

    at: datetime
    people: int
    admins: int
    official: int
    frozen: int
    states: dict[State, int]
    reasons: dict[Reason, int]

    @property
    def saves(self) -> int:
        """How many saves there are in all."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is owed right now; counts stop after `MOST_COUNTED`."""

    owed: int
    overdue: int
    since: datetime | None  # when the longest overdue was due


@dataclass(slots=True)
class KeptTotals:
    """Totals counted anew when they are older than a minute: each count walks a whole index."""

    _kept: Totals | None = field(default=None)

    def get(self, session: Session, now: datetime) -> Totals:
        """Return the totals, at most a minute old."""
        kept = self._kept
        if kept is None or not kept.at <= now < kept.at + KEPT_FOR:
            kept = self._kept = totals(session, now)
        return kept


def totals(session: Session, now: datetime) -> Totals:
    """Count everything, each along its index."""
    people, admins, official, frozen = session.execute(
        select(
            select(func.count(User.id)).scalar_subquery(),
            select(func.count(User.id)).where(overseers()).scalar_subquery(),
            select(func.count(User.id)).where(User.is_verified).scalar_subquery(),
            select(func.count(User.id)).where(User.frozen_at.is_not(None)).scalar_subquery(),
        )
    ).one()
    states = select(Save.state, func.count()).where(overseen()).group_by(Save.state)
    reasons = select(Save.reason, func.count()).where(overseen(), Save.reason.is_not(None))
    by_state = [(state, count) for state, count in session.execute(states)]
    by_reason = [(why, count) for why, count in session.execute(reasons.group_by(Save.reason))]
    return Totals(
        at=now,
        people=people,
        admins=admins,
        official=official,
        frozen=frozen,
        states=dict(by_state),
        reasons={why: count for why, count in by_reason if why is not None},
    )


def waiting(session: Session, now: datetime) -> Waiting:
    """Return what is owed, counted along the index of due times and no further than needed."""
    due = select(Save.id).where(Save.capture_due_at.is_not(None), overseen())
    late = due.where(Save.capture_due_at <= now)
    first = select(func.min(Save.capture_due_at)).where(Save.capture_due_at <= now, overseen())
    return Waiting(
        *session.execute(select(_capped(due), _capped(late), first.scalar_subquery())).one()
    )


def _capped(chosen: Select[int]) -> ScalarSelect[int]:
    some = chosen.limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


@dataclass(frozen=True, slots=True)
class Use:
    """Files and bytes of one kind."""

    kind: str
    files: int
    size: int


def use_by_kind(session: Session) -> list[Use]:
    """Return the measured use of storage by kind, the largest first."""
    size = func.sum(StorageUse.size)
    chosen = select(StorageUse.kind, func.sum(StorageUse.files), size)
    rows = session.execute(chosen.group_by(StorageUse.kind).order_by(size.desc()))
    return [Use(kind, int(files), int(total)) for kind, files, total in rows]


def use_by_person(session: Session, *, most: int) -> list[tuple[int, str, int, int]]:
    """Return id, handle, files and bytes of those whose files take the most room."""
    size = func.sum(StorageUse.size)
    chosen = select(User.id, User.handle, func.sum(StorageUse.files), size)
    chosen = chosen.join(User, User.id == StorageUse.owner_id).group_by(User.id, User.handle)
    rows = session.execute(chosen.having(size > 0).order_by(size.desc(), User.id).limit(most))
    return [(user_id, handle, int(files), int(total)) for user_id, handle, files, total in rows]


def use_of(session: Session, owner_id: int) -> tuple[int, int]:
    """Return files and bytes of one person as last measured."""
    files, size = (func.coalesce(func.sum(of), 0) for of in (StorageUse.files, StorageUse.size))
    row = session.execute(select(files, size).where(StorageUse.owner_id == owner_id)).one()
    return int(row[0]), int(row[1])


def measured_at(session: Session) -> datetime | None:
    """Return when the use of storage was last measured."""
    return session.scalar(select(func.max(StorageUse.measured_at)))


def revision(session: Session) -> str:
    """Return the migration the database is at."""
    found = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "–")
