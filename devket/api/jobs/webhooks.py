"""Telling webhooks: rows are written with each change, sent by workers, sent again by the sweep."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import event
from sqlalchemy.orm import Session

from devket.accounts.jobs import RETRIES, RETRY_DELAY, compose
from devket.accounts.models import User
from devket.api import queries
from devket.api.models import Event, Standing, Webhook, Why
from devket.api.presenters import saves as telling
from devket.api.presenters.webhooks import body_of, webhook_told
from devket.api.queries.syncing import SETTLED
from devket.api.services import delivering, noticing, outbox
from devket.api.services.delivering import Letter, Reply
from devket.api.services.signing import fingerprint_of, headers_for
from devket.capture.model import FetchError, Limits
from devket.core.clock import monotonic
from devket.core.urls import display_host
from devket.db import run_after_commit, transaction
from devket.jobs import job, sweep
from devket.library import queries as library
from devket.web.keys import signing_key
from devket.web.parts import Parts, parts

log = logging.getLogger(__name__)
SWEEP_AT_ONCE = 50
ROUND = 30.0  # seconds of one worker for one webhook; then others have their turn
FAILURES = 2  # in a row, after which a receiver rests
_SOON = 60  # seconds: a try that is due later is the sweep's
_TOTAL, _SILENT = 15.0, 12.0  # seconds of one try


@event.listens_for(Session, "before_commit")
def _write_down(session: Session) -> None:
    """Owe webhooks what this transaction changed, in this very transaction."""
    if session.in_nested_transaction():
        return
    session.flush()
    happened = noticing.take(session)
    if not happened.owners:
        return
    at_hand = parts()
    for webhook_id in outbox.line_up(session, happened, clock=at_hand.clock):
        tell_soon(session, at_hand, webhook_id)


def tell_soon(session: Session, at_hand: Parts, webhook_id: int) -> None:
    """Have what a webhook is owed sent, once that is committed."""
    run_after_commit(session, lambda: at_hand.queue.enqueue(deliver, webhook_id))


@job()
def deliver(webhook_id: int) -> None:
    """Send a webhook what is due, one after the other, for as long as a round lasts.

    Safe to be run twice and to be killed anywhere: a delivery is owed until its answer is written
    down, and the lease of the webhook lets the sweep find what a dead worker left.
    """
    at_hand, until = parts(), monotonic() + ROUND
    held: datetime | None = None
    failures = 0
    while failures < FAILURES and monotonic() < until:
        letter, body = _next(at_hand, webhook_id, held)
        if letter is None:
            return
        held = letter.held_until
        if body is not None:
            failures = 0 if _send(at_hand, letter, body) else failures + 1
    if held is not None:
        _end_round(at_hand, webhook_id, held, rests=failures >= FAILURES)


def _next(
    at_hand: Parts, webhook_id: int, held: datetime | None
) -> tuple[Letter | None, bytes | None]:
    """Take a delivery up and read what it tells of; without a body there is nothing to send."""
    with transaction() as session:
        letter = delivering.take(session, webhook_id, held=held, clock=at_hand.clock)
        if letter is None:
            return None, None
        if fingerprint_of(letter.words[0], signing_key()) != letter.fingerprint:
            delivering.end(session, session.get_one(Webhook, webhook_id), Why.KEY)
            run_after_commit(session, lambda: at_hand.queue.enqueue(send_ended, webhook_id))
            return None, None
        data = _data(session, letter)
        if data is None:
            delivering.drop(session, letter)
            return letter, None
    return letter, body_of(letter.event, letter.happened_at, data)


def _data(session: Session, letter: Letter) -> dict[str, Any] | None:
    """Return what is told, as it is now: the newest is what a receiver wants. None for nothing."""
    row_id = letter.object_id or 0
    match letter.event:
        case Event.PING:
            return webhook_told(session.get_one(Webhook, letter.webhook_id))
        case Event.SAVES_CHANGED:
            return {"since": telling.moment(letter.happened_at - SETTLED)}
        case Event.SAVE_DELETED | Event.HIGHLIGHT_DELETED:
            return {"id": row_id}
        case Event.HIGHLIGHT_CREATED | Event.HIGHLIGHT_UPDATED:
            highlight = queries.told_highlight(session, letter.owner_id, row_id)
            return telling.highlight_told(highlight) if highlight else None
    save = queries.told_save(session, letter.owner_id, row_id)
    if save is None:
        return None
    tags = library.tags_of(session, [save.id]).get(save.id, ())
    return telling.whole_told(save, tags, library.note_of(session, save))


def _send(at_hand: Parts, letter: Letter, body: bytes) -> bool:
    """Send one delivery and write down how it went; tell whether it was taken."""
    headers = headers_for(
        body,
        message_id=letter.message_id,
        at=at_hand.clock(),
        words=letter.words,
        key=signing_key(),
    )
    reply = _reply(at_hand, letter.url, body, headers)
    with transaction() as session:
        settled = delivering.settle(session, letter, reply, clock=at_hand.clock)
    told = reply.status or reply.failure
    log.info("webhook %s, delivery %s: %s", letter.webhook_id, letter.delivery_id, told)
    if settled.is_ended:
        at_hand.queue.enqueue(send_ended, letter.webhook_id)
    elif settled.wait is not None and settled.wait.total_seconds() <= _SOON:
        delay = settled.wait.total_seconds()
        at_hand.queue.enqueue(deliver, letter.webhook_id, delay=delay)
    return reply.is_taken


def _reply(at_hand: Parts, url: str, body: bytes, headers: dict[str, str]) -> Reply:
    sent = {"Content-Type": "application/json", "Accept": "*/*", **headers}
    try:
        answer = at_hand.post(url, body, headers=sent, limits=_limits(at_hand.limits))
    except FetchError as error:
        return Reply(failure=error.reason.value)
    return Reply(answer.status, answer.body.decode("utf-8", "replace"))


def _limits(limits: Limits) -> Limits:
    return replace(limits, total_seconds=_TOTAL, idle_seconds=_SILENT)


def _end_round(at_hand: Parts, webhook_id: int, held: datetime, *, rests: bool) -> None:
    with transaction() as session:
        rest = delivering.let_go(session, webhook_id, held=held, rests=rests, clock=at_hand.clock)
    if rest is None:
        at_hand.queue.enqueue(deliver, webhook_id)


@job(retries=RETRIES, retry_delay=RETRY_DELAY)
def send_ended(webhook_id: int) -> None:
    """Mail the owner that a webhook was ended; nothing when they have seen to it by now."""
    with transaction() as session:
        row = session.get(Webhook, webhook_id)
        user = session.get(User, row.owner_id) if row else None
        if row is None or user is None or row.standing is not Standing.ENDED:
            return
        mail = compose(
            user,
            "webhook_ended",
            lambda: gettext("A webhook was switched off"),
            address=row.url,
            host=display_host(row.url),
            why=row.why.value if row.why else "",
            link=f"{parts().base_url}/settings/apps/webhooks/{row.id}",
        )
    parts().mailer.send(mail)


@sweep
def enqueue_overdue_deliveries() -> None:
    """Send again what a killed worker, a lost message or a receiver that failed left."""
    at_hand = parts()
    now = at_hand.clock()
    at_hand.queue.send_overdue(
        deliver,
        lambda session, room: queries.overdue(session, now, limit=room),
        at_once=SWEEP_AT_ONCE,
    )


@sweep
def forget_deliveries() -> None:
    """Forget what happened two weeks ago."""
    with transaction() as session:
        outbox.forget(session, now=parts().clock())
