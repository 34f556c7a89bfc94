"""Sending what is owed to one webhook, a worker at a time, and writing down how it was taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.accounts.policies import may_enter
from devket.api.models import ANSWER_LENGTH, Delivery, Event, Outcome, Standing, Webhook, Why
from devket.api.services import outbox
from devket.core.clock import Clock
from devket.core.text import clip, one_line, storable

# Waits before the second to the eighth try; after that a delivery is given up.
BACK_OFF = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
)
PATIENCE = timedelta(days=5)  # of failures alone, then Devket ends the webhook
LEASE = timedelta(minutes=2)  # after which a worker that sends to it counts as lost
SHORTEST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)
_GONE = 410
_LOCK = {"key_share": True}  # whoever owes it something new meanwhile need not wait


@dataclass(frozen=True, slots=True)
class Letter:
    """One delivery that is this worker's to send until `held_until`."""

    delivery_id: int
    webhook_id: int
    owner_id: int
    url: str
    message_id: str
    event: Event
    object_id: int | None
    happened_at: datetime
    words: tuple[str, ...]  # whose secrets sign it, the present one first
    fingerprint: str
    held_until: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """How a try ended: a status with the beginning of the answer, or a word of failure."""

    status: int | None = None
    answer: str = ""
    failure: str = ""

    @property
    def is_taken(self) -> bool:
        """Tell whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Settled:
    """What follows from a try: how long until the next one, or that the webhook is ended."""

    wait: timedelta | None = None
    is_ended: bool = False


def take(
    session: Session, webhook_id: int, *, held: datetime | None, clock: Clock
) -> Letter | None:
    """Take up the next delivery that is due; `held` is what the last one of this round said.

    None when there is nothing to do: nothing is due, the webhook sleeps, or another worker is at
    it, who will come upon what is new: both look with its row locked.
    """
    now = clock()
    hook = session.get(Webhook, webhook_id, with_for_update=_LOCK)
    if hook is None or _is_held_by_another(hook, held, now):
        return None
    letter = _next(session, hook, now) if _is_awake(session, hook, now) else None
    hook.held_until = letter.held_until if letter else None
    if letter is None:
        outbox.trim(session, webhook_id)
    session.flush()
    return letter


def _is_held_by_another(hook: Webhook, held: datetime | None, now: datetime) -> bool:
    return hook.held_until is not None and hook.held_until > now and hook.held_until != held


def _is_awake(session: Session, hook: Webhook, now: datetime) -> bool:
    is_rested = hook.rests_until is None or hook.rests_until <= now
    is_on = hook.standing is Standing.ACTIVE and is_rested
    return is_on and may_enter(session.get_one(User, hook.owner_id))


def _next(session: Session, hook: Webhook, now: datetime) -> Letter | None:
    due = select(Delivery).where(Delivery.webhook_id == hook.id, Delivery.due_at <= now)
    found = session.scalars(due.order_by(Delivery.due_at, Delivery.id).limit(1)).one_or_none()
    if found is None:
        return None
    is_known_yet = hook.former_until is not None and hook.former_until > now
    former = (hook.former_word,) if hook.former_word and is_known_yet else ()
    return Letter(
        delivery_id=found.id,
        webhook_id=hook.id,
        owner_id=hook.owner_id,
        url=hook.url,
        message_id=found.message_id,
        event=found.event,
        object_id=found.object_id,
        happened_at=found.happened_at,
        words=(hook.word, *former),
        fingerprint=hook.fingerprint,
        held_until=now + LEASE,
    )


def drop(session: Session, letter: Letter) -> None:
    """Note that what a delivery was to tell of is no more; flushes."""
    found = session.get(Delivery, letter.delivery_id)
    if found is not None:
        found.outcome, found.due_at = Outcome.DROPPED, None
        session.flush()


def settle(session: Session, letter: Letter, reply: Reply, *, clock: Clock) -> Settled:
    """Write down how a try ended and what follows; flushes. Nothing when it is gone meanwhile."""
    hook = session.get(Webhook, letter.webhook_id, with_for_update=_LOCK)
    found = session.get(Delivery, letter.delivery_id)
    if hook is None or found is None:
        return Settled()
    now = clock()
    found.tries += 1
    found.tried_at, found.status, found.failure = now, reply.status, reply.failure
    found.answer = clip(one_line(storable(reply.answer)), ANSWER_LENGTH)
    if reply.is_taken:
        found.outcome, found.due_at, hook.failing_since = Outcome.DELIVERED, None, None
        settled = Settled()
    else:
        wait = _wait_after(found)
        found.due_at = now + wait if wait else None
        found.outcome = Outcome.WAITING if wait else Outcome.FAILED
        settled = Settled(wait, _ends(session, hook, found, now))
    session.flush()
    return settled


def _wait_after(found: Delivery) -> timedelta | None:
    """Return how long to wait for the next try; a test is tried once, for somebody looks on."""
    if found.event is Event.PING or found.tries > len(BACK_OFF):
        return None
    return BACK_OFF[found.tries - 1]


def _ends(session: Session, hook: Webhook, found: Delivery, now: datetime) -> bool:
    """End a webhook whose receiver said that it is gone, or has failed for days."""
    if found.event is not Event.PING:
        hook.failing_since = hook.failing_since or now
    is_gone = found.status == _GONE
    is_failing = hook.failing_since is not None and now - hook.failing_since >= PATIENCE
    if is_gone or is_failing:
        found.outcome, found.due_at = Outcome.FAILED, None
        end(session, hook, Why.GONE if is_gone else Why.FAILING)
    return is_gone or is_failing


def end(session: Session, hook: Webhook, why: Why) -> None:
    """Send a webhook nothing any more until its owner resumes it; flushes."""
    session.flush()
    hook.standing, hook.why = Standing.ENDED, why
    hook.held_until = hook.rests_until = None
    outbox.drop_all(session, hook)
    session.flush()


def let_go(
    session: Session, webhook_id: int, *, held: datetime, rests: bool, clock: Clock
) -> timedelta | None:
    """End a round: return how long a receiver that fails rests, nothing when it takes what comes.

    As long as it has been failing, within bounds: who hangs keeps no worker from other work.
    """
    hook = session.get(Webhook, webhook_id, with_for_update=_LOCK)
    if hook is None or hook.held_until != held:
        return None
    hook.held_until, now = None, clock()
    rest = None
    if rests:
        rest = max(SHORTEST_REST, min(LONGEST_REST, now - (hook.failing_since or now)))
        hook.rests_until = now + rest
    session.flush()
    return rest
