"""Webhooks for programs: all, making one, changing, testing, what they were sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Response, url_for

from devket.accounts.services.throttle import Rule
from devket.api import forms, queries
from devket.api.jobs.webhooks import tell_soon
from devket.api.models import Event, Webhook
from devket.api.presenters import webhook_shapes as shapes
from devket.api.presenters.webhooks import delivery_told, webhook_told
from devket.api.services import outbox
from devket.api.services import webhooks as services
from devket.api.services.webhooks import Made, Wish
from devket.api.views.blueprint import Gives, operation
from devket.api.views.frame import answer, expect, listed, me, need, nothing
from devket.db import db
from devket.web.keys import signing_key
from devket.web.parts import parts

ABOUT = "Webhooks"
_ONE = "/webhooks/<int:webhook_id>"
TEST = Rule("webhook-test", 60, timedelta(hours=1))


@operation("GET", "/webhooks", "webhooks:read", Gives(shapes.WebhookList), about=ABOUT)
def list_webhooks() -> Response:
    """List your webhooks."""
    return listed([webhook_told(one) for one in queries.webhooks_of(db.session(), me())], None)


@operation(
    "POST",
    "/webhooks",
    "webhooks:write",
    Gives(shapes.MadeWebhook, 201),
    about=ABOUT,
    takes=forms.NewWebhook,
    gives_secret=True,
)
def add_webhook(sent: dict[str, Any]) -> Response:
    """Make a webhook. Its secret is told this once.

    A token makes only those that are told of what it may read itself.
    """
    wish = _wish(sent)
    made = services.make(
        db.session(), owner_id=me(), wish=wish, key=signing_key(), clock=parts().clock
    )
    here = url_for("api.get_webhook", webhook_id=made.row.id)
    return answer(_with_secret(made), 201, location=here)


def _wish(sent: dict[str, Any]) -> Wish:
    """Return what is wanted; `ForbiddenError` where the token may not read what it tells of."""
    events = [Event(word) for word in sent["events"]] if "events" in sent else None
    _may_hear(events or ())
    return Wish(url=sent.get("url"), events=events, description=sent.get("description"))


def _may_hear(events: Iterable[Event]) -> None:
    for noun in sorted({event.value.partition(".")[0] for event in events}):
        need("highlights:read" if noun == "highlight" else "saves:read")


def _with_secret(made: Made) -> dict[str, Any]:
    return {**webhook_told(made.row), "secret": made.secret}


@operation("GET", _ONE, "webhooks:read", Gives(shapes.Webhook), about=ABOUT)
def get_webhook(webhook_id: int) -> Response:
    """Tell of one webhook."""
    return answer(webhook_told(queries.webhook_of(db.session(), me(), webhook_id)))


@operation(
    "PATCH",
    _ONE,
    "webhooks:write",
    Gives(shapes.Webhook),
    about=ABOUT,
    takes=forms.WebhookChange,
)
def change_webhook(sent: dict[str, Any], webhook_id: int) -> Response:
    """Change, pause or resume a webhook. What is left out stays as it is."""
    session, owner = db.session(), me()
    row = _own(webhook_id)
    expect(webhook_told(row))
    services.change(session, owner_id=owner, webhook_id=webhook_id, wish=_wish(sent))
    if sent.get("is_active") is True:
        services.resume(session, owner_id=owner, webhook_id=webhook_id, key=signing_key())
        tell_soon(session, parts(), webhook_id)
    elif sent.get("is_active") is False:
        services.pause(session, owner_id=owner, webhook_id=webhook_id)
    return answer(webhook_told(row))


def _own(webhook_id: int) -> Webhook:
    """Return a webhook, all of whose events the token may read."""
    row = queries.webhook_to_change(db.session(), me(), webhook_id)
    _may_hear(map(Event, row.events.split()))
    return row


@operation("DELETE", _ONE, "webhooks:write", Gives(None, 204), about=ABOUT)
def delete_webhook(webhook_id: int) -> Response:
    """Delete a webhook. What it is still owed is not sent."""
    services.delete(db.session(), owner_id=me(), webhook_id=webhook_id)
    return nothing()


@operation(
    "POST",
    f"{_ONE}/secret",
    "webhooks:write",
    Gives(shapes.MadeWebhook),
    about=ABOUT,
    gives_secret=True,
)
def renew_webhook_secret(webhook_id: int) -> Response:
    """Give a webhook another secret. For a day both sign what is sent."""
    _own(webhook_id)
    made = services.renew_secret(
        db.session(), owner_id=me(), webhook_id=webhook_id, key=signing_key(), clock=parts().clock
    )
    return answer(_with_secret(made))


@operation(
    "POST", f"{_ONE}/test", "webhooks:write", Gives(shapes.Delivery, 202), about=ABOUT, rule=TEST
)
def check_webhook(webhook_id: int) -> Response:
    """Send a test. It is tried once; look at the deliveries for how it went."""
    session = db.session()
    made = services.send_test(session, owner_id=me(), webhook_id=webhook_id, clock=parts().clock)
    tell_soon(session, parts(), webhook_id)
    return answer(delivery_told(made), 202)


@operation(
    "GET",
    f"{_ONE}/deliveries",
    "webhooks:read",
    Gives(shapes.DeliveryList),
    about=ABOUT,
    asks=forms.DeliveriesAsked,
)
def list_deliveries(asked: dict[str, Any], webhook_id: int) -> Response:
    """List what a webhook was sent, newest first."""
    session = db.session()
    row = queries.webhook_of(session, me(), webhook_id)
    page = queries.deliveries_of(session, row, after=asked.get("cursor"), size=asked["limit"])
    return listed([delivery_told(one) for one in page.items], page.next_cursor)


@operation(
    "POST",
    f"{_ONE}/deliveries/<int:delivery_id>/retry",
    "webhooks:write",
    Gives(shapes.Delivery, 202),
    about=ABOUT,
    rule=TEST,
)
def retry_delivery(webhook_id: int, delivery_id: int) -> Response:
    """Send something once more, with all its tries."""
    session, clock = db.session(), parts().clock
    found = outbox.send_again(
        session, owner_id=me(), webhook_id=webhook_id, delivery_id=delivery_id, clock=clock
    )
    tell_soon(session, parts(), webhook_id)
    return answer(delivery_told(found), 202)
