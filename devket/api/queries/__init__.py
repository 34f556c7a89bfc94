"""Reads that only programs ask for: what has changed since, webhooks and what they were sent."""

from devket.api.queries.syncing import Changes, Gone, changes_since, save_at, since_time
from devket.api.queries.webhooks import (
    deliveries_of,
    delivery_to_change,
    hearing,
    overdue,
    told_highlight,
    told_save,
    webhook_of,
    webhook_to_change,
    webhooks_of,
)

__all__ = [
    "Changes",
    "Gone",
    "changes_since",
    "deliveries_of",
    "delivery_to_change",
    "hearing",
    "overdue",
    "save_at",
    "since_time",
    "told_highlight",
    "told_save",
    "webhook_of",
    "webhook_to_change",
    "webhooks_of",
]
