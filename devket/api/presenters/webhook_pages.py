"""Webhooks and deliveries in words, for the page of the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from flask import url_for
from flask_babel import gettext

from devket.api.models import Delivery, Event, Outcome, Standing, Webhook, Why
from devket.capture.model import Reason
from devket.core.errors import N_
from devket.core.urls import display_host
from devket.library.presenters.items import since

EVENTS: Mapping[Event, str] = {
    Event.SAVE_CREATED: N_("A page is saved"),
    Event.SAVE_UPDATED: N_("A save is archived, tagged, noted on or changed in another way"),
    Event.SAVE_DELETED: N_("A save is deleted"),
    Event.SAVE_CAPTURED: N_("The text of a page is there, or could not be had"),
    Event.SAVES_CHANGED: N_("Hundreds of saves change at once, as in an import"),
    Event.HIGHLIGHT_CREATED: N_("Something is highlighted"),
    Event.HIGHLIGHT_UPDATED: N_("A highlight gets another colour or note"),
    Event.HIGHLIGHT_DELETED: N_("A highlight is deleted"),
}
_STANDINGS = {
    Standing.ACTIVE: (N_("On"), "ok"),
    Standing.PAUSED: (N_("Paused"), "warn"),
    Standing.ENDED: (N_("Switched off"), "bad"),
}
WHYS = {
    Why.GONE: N_("Its receiver said that it is gone for good (410), so nothing more is sent."),
    Why.FAILING: N_("Its receiver took nothing for five days, so nothing more is sent."),
    Why.KEY: N_("The key of this Devket has changed. Make a new secret, then resume it."),
}
_OUTCOMES = {
    Outcome.WAITING: (N_("Waiting"), "info"),
    Outcome.DELIVERED: (N_("Delivered"), "ok"),
    Outcome.FAILED: (N_("Given up"), "bad"),
    Outcome.DROPPED: (N_("Not sent"), "warn"),
}
_FAILURES = {
    Reason.FORBIDDEN_ADDRESS: N_("This address is not on the public internet. Nothing was sent."),
    Reason.UNKNOWN_HOST: N_("There is no host of this name."),
    Reason.REFUSED: N_("The connection was refused, or broke off."),
    Reason.TIMEOUT: N_("There was no answer in time."),
    Reason.TLS: N_("Its certificate is not valid."),
}
_SOON = timedelta(seconds=30)
_STRANGE = N_("The answer could not be understood.")
_MOVED = N_("It answered with a redirect, and those are not followed. Enter where it leads.")


@dataclass(frozen=True, slots=True)
class HookRow:
    """A webhook in the list and on its page."""

    id: int
    name: str
    url: str
    description: str
    state: str
    tone: str
    events: tuple[str, ...]
    trouble: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One event that was sent, or is to be."""

    id: int
    event: str
    href: str  # of the save that it tells of, empty for none
    happened_at: datetime
    happened: str
    state: str
    tone: str
    tries: int
    result: str
    answer: str
    next_in: timedelta | None
    may_be_sent_again: bool
    is_waiting: bool


def hook_row(row: Webhook, *, now: datetime) -> HookRow:
    """Return a webhook for its owner."""
    state, tone = _STANDINGS[row.standing]
    return HookRow(
        id=row.id,
        name=row.description or display_host(row.url),
        url=row.url,
        description=row.description,
        state=gettext(state),
        tone=tone,
        events=tuple(row.events.split()),
        trouble=_trouble(row, now),
        is_active=row.standing is Standing.ACTIVE,
    )


def _trouble(row: Webhook, now: datetime) -> str:
    if row.why is not None:
        return str(gettext(WHYS[row.why]))
    if row.failing_since is None or row.standing is not Standing.ACTIVE:
        return ""
    told: str = gettext(
        "Nothing gets through. That began %(ago)s; after five days Devket switches it off.",
        ago=since(row.failing_since, now=now),
    )
    return told


def delivery_rows(rows: Sequence[Delivery], *, now: datetime) -> list[DeliveryRow]:
    """Return deliveries for the owner of their webhook."""
    return [_delivery_row(row, now) for row in rows]


def _delivery_row(row: Delivery, now: datetime) -> DeliveryRow:
    state, tone = _OUTCOMES[row.outcome]
    is_later = row.due_at is not None and row.due_at > now
    return DeliveryRow(
        id=row.id,
        event=row.event.value,
        href=_href(row),
        happened_at=row.happened_at,
        happened=since(row.happened_at, now=now),
        state=gettext(state),
        tone=tone,
        tries=row.tries,
        result=_result(row),
        answer=row.answer if not _is_moved(row.status) else "",
        next_in=row.due_at - now if row.due_at is not None and is_later else None,
        may_be_sent_again=row.outcome is Outcome.FAILED or (row.tries > 0 and is_later),
        is_waiting=row.outcome is Outcome.WAITING,
    )


def _href(row: Delivery) -> str:
    is_save = row.event in (Event.SAVE_CREATED, Event.SAVE_UPDATED, Event.SAVE_CAPTURED)
    is_there = row.object_id is not None and row.outcome is not Outcome.DROPPED
    return url_for("reading.reader", save_id=row.object_id) if is_save and is_there else ""


def is_under_way(rows: Sequence[Delivery], *, now: datetime) -> bool:
    """Tell whether something was due only just now, so that it is worth to look again soon."""
    return any(row.due_at is not None and now - _SOON <= row.due_at <= now for row in rows)


def _result(row: Delivery) -> str:
    if row.failure:
        return str(gettext(_FAILURES.get(Reason(row.failure), _STRANGE)))
    if row.status is None:
        return ""
    if _is_moved(row.status):
        return f"{row.status} · {gettext(_MOVED)}"
    known = row.status in set(HTTPStatus)
    return f"{row.status} {HTTPStatus(row.status).phrase}" if known else str(row.status)


def _is_moved(status: int | None) -> bool:
    return status is not None and 300 <= status < 400
