"""Webhooks with something that was sent."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from devket.api.models import Delivery, Event, Webhook
from devket.core.clock import utcnow


def make_webhook(session: Session, owner_id: int, **fields: Any) -> Webhook:
    """Make a webhook whose secret nobody knows; flushes."""
    known = {"url": "https://hooks.example/in", "events": "save.created", "word": "w"}
    made = Webhook(
        **{**known, "owner_id": owner_id, "fingerprint": "f", "created_at": utcnow(), **fields}
    )
    session.add(made)
    session.flush()
    return made


def make_delivery(session: Session, webhook: Webhook, **fields: Any) -> Delivery:
    """Make a delivery that is owed to nobody; flushes."""
    known = {"message_id": "msg_1", "event": Event.SAVE_CREATED, "happened_at": utcnow()}
    made = Delivery(**{**known, "webhook_id": webhook.id, **fields})
    session.add(made)
    session.flush()
    return made
