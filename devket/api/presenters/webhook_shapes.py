"""The shapes of webhooks, of their deliveries, and of what is sent."""

from __future__ import annotations

from marshmallow import Schema, fields

from devket.api.models import Event, Outcome, Standing, Why
from devket.api.presenters.shapes import (
    Highlight,
    WholeSave,
    following,
    many,
    maybe,
    number,
    said,
    slug,
    time,
)
from devket.capture.model import Reason


class Webhook(Schema):
    """An address that is told of what happens."""

    id = number()
    url = said("Where it is sent, by POST.")
    events = many(fields.String(), "What it is told of.")
    description = said()
    state = said("`ended` is what Devket did, see `reason`.", enum=[one.value for one in Standing])
    reason = maybe(
        fields.String,
        "`gone`: it answered 410. `failing`: it took nothing for five days. `key`: it needs a new "
        "secret.",
        enum=[*(one.value for one in Why), None],
    )
    failing_since = time("When it began to fail; null while it does not.", may_lack=True)
    created_at = time()


class MadeWebhook(Webhook):
    """A webhook with the secret that its receiver is to know. It is told this once."""

    secret = said("For any library of Standard Webhooks.")


class WebhookList(Schema):
    """All your webhooks, oldest first."""

    items = many(Webhook)
    next = following()


class Delivery(Schema):
    """What became of one event."""

    id = number()
    message_id = said("The header `webhook-id`, the same at every try.")
    event = said(enum=[one.value for one in Event])
    object_id = maybe(fields.Integer, "Of the save or the highlight.")
    happened_at = time()
    state = said(
        "`dropped`: there was nothing left to tell, or the webhook was ended.",
        enum=[one.value for one in Outcome],
    )
    tries = number()
    tried_at = time("The last try.", may_lack=True)
    next_try_at = time(may_lack=True)
    status = maybe(fields.Integer, "What it was answered.")
    failure = maybe(
        fields.String, "Why there was no answer.", enum=[*(slug(one) for one in Reason), None]
    )
    answer = said("How the answer began.")


class DeliveryList(Schema):
    """A part of the deliveries, newest first. The last 100 are kept, for two weeks."""

    items = many(Delivery)
    next = following()


class _Sent(Schema):
    type = said("What happened.")
    timestamp = time("When it happened.")


class GoneThing(Schema):
    """What is left of what was deleted."""

    id = number()


class Since(Schema):
    """From when on to ask."""

    since = time("For `GET /saves?since=`.")


class SaveEvent(_Sent):
    """A save, as it is when this is sent."""

    data = fields.Nested(WholeSave, required=True)


class HighlightEvent(_Sent):
    """A highlight, as it is when this is sent."""

    data = fields.Nested(Highlight, required=True)


class GoneEvent(_Sent):
    """Something was deleted."""

    data = fields.Nested(GoneThing, required=True)


class ManyEvent(_Sent):
    """Many saves changed at once, and none is told by itself."""

    data = fields.Nested(Since, required=True)


class PingEvent(_Sent):
    """A test."""

    data = fields.Nested(Webhook, required=True)


SENT: dict[Event, tuple[type[Schema], str]] = {
    Event.SAVE_CREATED: (SaveEvent, "A page was saved, or a deletion taken back."),
    Event.SAVE_UPDATED: (SaveEvent, "A save was moved, tagged, noted on or described anew."),
    Event.SAVE_DELETED: (GoneEvent, "A save was deleted, its highlights with it."),
    Event.SAVE_CAPTURED: (SaveEvent, "A page was read, or could not be: see `capture.state`."),
    Event.SAVES_CHANGED: (ManyEvent, "Hundreds of saves changed at once, by an import perhaps."),
    Event.HIGHLIGHT_CREATED: (HighlightEvent, "Something was marked."),
    Event.HIGHLIGHT_UPDATED: (HighlightEvent, "A highlight has another colour or note."),
    Event.HIGHLIGHT_DELETED: (GoneEvent, "A highlight was deleted."),
    Event.PING: (PingEvent, "A test, asked for by hand."),
}
