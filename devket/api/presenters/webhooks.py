"""Webhooks and their deliveries as programs are told of them, and the bodies that are sent."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from devket.api.models import Delivery, Event, Webhook
from devket.api.presenters.saves import Told, moment
from devket.api.presenters.shapes import slug
from devket.capture.model import Reason


def webhook_told(row: Webhook) -> Told:
    """Return a webhook without its secret."""
    return {
        "id": row.id,
        "url": row.url,
        "events": row.events.split(),
        "description": row.description,
        "state": row.standing.value,
        "reason": row.why.value if row.why else None,
        "failing_since": moment(row.failing_since),
        "created_at": moment(row.created_at),
    }


def delivery_told(row: Delivery) -> Told:
    """Return what became of one event."""
    return {
        "id": row.id,
        "message_id": row.message_id,
        "event": row.event.value,
        "object_id": row.object_id,
        "happened_at": moment(row.happened_at),
        "state": row.outcome.value,
        "tries": row.tries,
        "tried_at": moment(row.tried_at),
        "next_try_at": moment(row.due_at),
        "status": row.status,
        "failure": slug(Reason(row.failure)) if row.failure else None,
        "answer": row.answer,
    }


def body_of(event: Event, happened_at: datetime, data: dict[str, Any]) -> bytes:
    """Return what is sent to a webhook."""
    told = {"type": event.value, "timestamp": moment(happened_at), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
