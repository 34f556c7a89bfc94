"""Who may learn that a save changed or went, deleted ones included, and whose webhooks are seen.

Their owner alone.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from devket.accounts.policies import entering
from devket.api.models import Standing, Webhook
from devket.library.models import Save, SaveTombstone


def synced_by(viewer_id: int) -> ColumnElement[bool]:
    """Narrow saves to a person's own, also to those that are deleted: of these the id alone."""
    return Save.owner_id == viewer_id


def missed_by(viewer_id: int) -> ColumnElement[bool]:
    """Narrow tombstones to those of a person's own saves."""
    return SaveTombstone.owner_id == viewer_id


def hooks_of(owner_id: int) -> ColumnElement[bool]:
    """Narrow webhooks to a person's own; with them what they were sent."""
    return Webhook.owner_id == owner_id


def sent_to() -> ColumnElement[bool]:
    """Narrow webhooks, joined to their owners, to those that are sent anything."""
    return and_(Webhook.standing == Standing.ACTIVE, entering())
