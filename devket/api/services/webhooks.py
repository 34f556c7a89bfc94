"""Verbs of webhooks: making, changing, pausing, resuming, another secret, deleting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from devket.api import queries
from devket.api.models import (
    DESCRIPTION_LENGTH,
    HOOK_ADDRESS_LENGTH,
    Delivery,
    Event,
    Standing,
    Webhook,
)
from devket.api.services import outbox
from devket.api.services.signing import fingerprint_of, secret_of
from devket.core.clock import Clock
from devket.core.errors import N_, ConflictError, InvalidError
from devket.core.ids import new_token
from devket.core.text import clip, one_line
from devket.core.urls import parse_address

MOST = 10  # of one person
OVERLAP = timedelta(hours=24)  # for which a receiver may still check with the secret before


@dataclass(frozen=True, slots=True)
class Wish:
    """What a webhook is to be; None leaves one thing as it is."""

    url: str | None = None
    events: Collection[Event] | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A webhook, and the secret that its receiver is to know."""

    row: Webhook
    secret: str


def make(session: Session, *, owner_id: int, wish: Wish, key: bytes, clock: Clock) -> Made:
    """Make a webhook; flushes.

    `InvalidError` at `url` or `events`, `ConflictError` for one too many.
    """
    if len(queries.webhooks_of(session, owner_id)) >= MOST:
        raise ConflictError(
            N_("There can be %(most)s webhooks at most. Delete one that you do not need."),
            most=MOST,
        )
    word = new_token()
    row = Webhook(
        owner_id=owner_id,
        url=_address(wish.url or ""),
        description=_description(wish.description or ""),
        events=_events(wish.events or ()),
        word=word,
        fingerprint=fingerprint_of(word, key),
        standing=Standing.ACTIVE,
        created_at=clock(),
    )
    session.add(row)
    session.flush()
    return Made(row, secret_of(word, key))


def change(session: Session, *, owner_id: int, webhook_id: int, wish: Wish) -> Webhook:
    """Change a webhook; flushes. Errors as for a new one; `NotFoundError` for one not theirs."""
    row = queries.webhook_to_change(session, owner_id, webhook_id)
    if wish.url is not None:
        row.url = _address(wish.url)
    if wish.events is not None:
        row.events = _events(wish.events)
    if wish.description is not None:
        row.description = _description(wish.description)
    session.flush()
    return row


def renew_secret(
    session: Session, *, owner_id: int, webhook_id: int, key: bytes, clock: Clock
) -> Made:
    """Give a webhook another secret; for a day both sign. `NotFoundError` for one not theirs."""
    row = queries.webhook_to_change(session, owner_id, webhook_id)
    word = new_token()
    if row.fingerprint == fingerprint_of(row.word, key):
        row.former_word, row.former_until = row.word, clock() + OVERLAP
    row.word, row.fingerprint = word, fingerprint_of(word, key)
    session.flush()
    return Made(row, secret_of(word, key))


def pause(session: Session, *, owner_id: int, webhook_id: int) -> Webhook:
    """Send nothing until it is resumed; what happens meanwhile is not told. Flushes."""
    row = queries.webhook_to_change(session, owner_id, webhook_id)
    if row.standing is Standing.ACTIVE:
        row.standing = Standing.PAUSED
    session.flush()
    return row


def resume(session: Session, *, owner_id: int, webhook_id: int, key: bytes) -> Webhook:
    """Send again, what was owed before the pause first; flushes.

    `ConflictError` when its secret followed from a key that is gone: it needs another one first.
    """
    row = queries.webhook_to_change(session, owner_id, webhook_id)
    if row.fingerprint != fingerprint_of(row.word, key):
        raise ConflictError("Make a new secret first: the key of this Devket has changed.")
    row.standing, row.why = Standing.ACTIVE, None
    row.failing_since = row.rests_until = None
    session.flush()
    return row


def send_test(session: Session, *, owner_id: int, webhook_id: int, clock: Clock) -> Delivery:
    """Owe a test; flushes. `ConflictError` while nothing is sent to it."""
    row = queries.webhook_to_change(session, owner_id, webhook_id)
    if row.standing is not Standing.ACTIVE:
        raise ConflictError("This webhook is paused. Resume it first.")
    return outbox.ping(session, row, clock=clock)


def delete(session: Session, *, owner_id: int, webhook_id: int) -> None:
    """Delete a webhook with all that it is owed; flushes."""
    session.delete(queries.webhook_to_change(session, owner_id, webhook_id))
    session.flush()


def _address(typed: str) -> str:
    address = parse_address(typed)
    if len(address) > HOOK_ADDRESS_LENGTH:
        raise InvalidError(
            N_("This address is longer than %(max)s characters."), field="url", max="2,000"
        )
    return address.partition("#")[0]


def _description(typed: str) -> str:
    return clip(one_line(typed), DESCRIPTION_LENGTH)


def _events(chosen: Collection[Event]) -> str:
    words = [event.value for event in Event if event in chosen and event is not Event.PING]
    if not words:
        raise InvalidError("Choose at least one event.", field="events")
    return " ".join(words)
