"""Rows of what webhooks are owed: written with the change itself, forgotten after two weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from devket.api import queries
from devket.api.models import Delivery, Event, Outcome, Webhook
from devket.api.services.noticing import Happened
from devket.core.clock import Clock
from devket.core.errors import ConflictError

MOST_AT_ONCE = 500  # of one transaction: as many saves as one act of a person changes
KEPT, MOST_KEPT = timedelta(days=14), 100
_FORGOTTEN_AT_ONCE = 5_000


def line_up(session: Session, happened: Happened, *, clock: Clock) -> list[int]:
    """Owe the webhooks of these people what they are to hear; return the ids of those that do.

    For people without a webhook this is one question to an index.
    """
    if not happened.owners:
        return []
    hooks = queries.hearing(session, happened.owners)
    if not hooks:
        return []
    now = clock()
    rows = [row for hook in hooks for row in _owed(session, hook, happened, now)]
    if rows:
        session.execute(insert(Delivery), rows)
    return sorted({row["webhook_id"] for row in rows})


def _owed(
    session: Session, hook: Webhook, happened: Happened, now: datetime
) -> Iterator[dict[str, Any]]:
    words = set(hook.events.split())
    own = [one for one in happened.told if one.owner_id == hook.owner_id]
    if hook.owner_id in happened.of_many or len(own) > MOST_AT_ONCE:
        if Event.SAVES_CHANGED in words and not _waits(session, hook, Event.SAVES_CHANGED):
            yield _row(hook, Event.SAVES_CHANGED, None, now)
        return
    for one in own:
        if one.event in words:
            yield _row(hook, one.event, one.object_id, now)


def _waits(session: Session, hook: Webhook, event: Event) -> bool:
    """Tell whether this is owed already: once is enough for a hundred batches of an import."""
    owed = select(Delivery.id).where(Delivery.webhook_id == hook.id, Delivery.due_at.is_not(None))
    chosen = owed.where(Delivery.event == event, Delivery.tries == 0).limit(1)
    return session.scalar(chosen) is not None


def _row(hook: Webhook, event: Event, object_id: int | None, now: datetime) -> dict[str, Any]:
    return {
        "webhook_id": hook.id,
        "message_id": f"msg_{uuid4().hex}",
        "event": event,
        "object_id": object_id,
        "happened_at": now,
        "outcome": Outcome.WAITING,
        "due_at": now,
        "tries": 0,
    }


def ping(session: Session, hook: Webhook, *, clock: Clock) -> Delivery:
    """Owe a locked webhook a test; flushes."""
    made = Delivery(**_row(hook, Event.PING, None, clock()))
    session.add(made)
    hook.rests_until = None
    session.flush()
    return made


def send_again(
    session: Session, *, owner_id: int, webhook_id: int, delivery_id: int, clock: Clock
) -> Delivery:
    """Owe a delivery once more, with all its tries; one that waits is tried at once.

    `NotFoundError` for one that is not theirs, `ConflictError` when there is nothing to tell.
    """
    hook = queries.webhook_to_change(session, owner_id, webhook_id)
    found = queries.delivery_to_change(session, owner_id, webhook_id, delivery_id)
    if found.outcome is Outcome.DROPPED:
        raise ConflictError("What this told of is no more, so there is nothing to send.")
    if found.outcome is not Outcome.WAITING:
        found.tries = 0
    found.outcome, found.due_at = Outcome.WAITING, clock()
    hook.rests_until = None
    session.flush()
    return found


def drop_all(session: Session, hook: Webhook) -> None:
    """Owe a webhook nothing any more."""
    owed = update(Delivery).where(Delivery.webhook_id == hook.id, Delivery.due_at.is_not(None))
    dropped = owed.values(due_at=None, outcome=Outcome.DROPPED)
    session.execute(dropped, execution_options={"synchronize_session": False})


def trim(session: Session, webhook_id: int) -> None:
    """Keep the newest deliveries of a webhook, and whatever is still owed."""
    newest = select(Delivery.id).where(Delivery.webhook_id == webhook_id)
    ids: Sequence[int] = session.scalars(newest.order_by(Delivery.id.desc()).limit(MOST_KEPT)).all()
    if len(ids) == MOST_KEPT:
        old = (Delivery.webhook_id == webhook_id, Delivery.id < ids[-1], Delivery.due_at.is_(None))
        gone = delete(Delivery).where(*old)
        session.execute(gone, execution_options={"synchronize_session": False})


def forget(session: Session, *, now: datetime) -> None:
    """Forget what happened long ago, sent or not."""
    old = select(Delivery.id).where(Delivery.happened_at <= now - KEPT)
    ids = session.scalars(old.order_by(Delivery.happened_at).limit(_FORGOTTEN_AT_ONCE)).all()
    if ids:
        session.execute(delete(Delivery).where(Delivery.id.in_(ids)))
