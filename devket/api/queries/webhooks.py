"""Reads of webhooks and their deliveries, each narrowed to its owner; what workers find to do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.api.models import Delivery, Webhook
from devket.api.policies import hooks_of, sent_to
from devket.core.errors import NotFoundError
from devket.core.paging import Cursor, Page
from devket.library.models import Save
from devket.library.policies import readable_by
from devket.reading.models import Highlight
from devket.reading.policies import readable_by as highlights_readable_by

PAGE = 20


def webhooks_of(session: Session, owner_id: int) -> Sequence[Webhook]:
    """Return a person's webhooks, oldest first."""
    chosen = select(Webhook).where(hooks_of(owner_id)).order_by(Webhook.id)
    return session.scalars(chosen).all()


def webhook_of(session: Session, owner_id: int, webhook_id: int) -> Webhook:
    """Return a person's own webhook; `NotFoundError` for missing and foreign alike."""
    chosen = select(Webhook).where(Webhook.id == webhook_id, hooks_of(owner_id))
    found = session.scalars(chosen).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def webhook_to_change(session: Session, owner_id: int, webhook_id: int) -> Webhook:
    """Return the same with its row locked."""
    chosen = select(Webhook).where(Webhook.id == webhook_id, hooks_of(owner_id))
    locked = chosen.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(locked).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def delivery_to_change(
    session: Session, owner_id: int, webhook_id: int, delivery_id: int
) -> Delivery:
    """Return a delivery of a person's own webhook; `NotFoundError` as above."""
    webhook_to_change(session, owner_id, webhook_id)
    mine = (Delivery.id == delivery_id, Delivery.webhook_id == webhook_id)
    found = session.scalars(select(Delivery).where(*mine)).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def deliveries_of(
    session: Session, webhook: Webhook, *, after: str | None = None, size: int = PAGE
) -> Page[Delivery]:
    """Return deliveries of a webhook that was read for its owner, newest first."""
    chosen = select(Delivery).where(Delivery.webhook_id == webhook.id)
    if after:
        chosen = chosen.where(Delivery.id < Cursor.decode(after, int).id)
    rows = session.scalars(chosen.order_by(Delivery.id.desc()).limit(size + 1)).all()
    is_more = len(rows) > size
    last = rows[size - 1].id if is_more else 0
    return Page(tuple(rows[:size]), Cursor(last, last).encode() if is_more else None)


def hearing(session: Session, owner_ids: Collection[int]) -> Sequence[Webhook]:
    """Return the webhooks of these people that are told of anything at all.

    None of them is deleted before this transaction ends: it is about to write what they are owed.
    """
    chosen = select(Webhook).join(User, User.id == Webhook.owner_id).where(sent_to())
    kept = chosen.with_for_update(read=True, key_share=True, of=Webhook)
    return session.scalars(kept.where(Webhook.owner_id.in_(owner_ids))).all()


def overdue(session: Session, now: datetime, *, limit: int) -> Sequence[int]:
    """Return the ids of webhooks that are owed something now and that no worker is at."""
    free = (
        sent_to(),
        or_(Webhook.held_until.is_(None), Webhook.held_until <= now),
        or_(Webhook.rests_until.is_(None), Webhook.rests_until <= now),
    )
    owed = select(Delivery.webhook_id).where(Delivery.due_at <= now)
    chosen = select(Webhook.id).join(User, User.id == Webhook.owner_id)
    return session.scalars(chosen.where(*free, Webhook.id.in_(owed)).limit(limit)).all()


def told_save(session: Session, owner_id: int, save_id: int) -> Save | None:
    """Return a save to tell its owner's receiver of; None when it is no more."""
    chosen = select(Save).where(Save.id == save_id, readable_by(owner_id))
    return session.scalars(chosen).one_or_none()


def told_highlight(session: Session, owner_id: int, highlight_id: int) -> Highlight | None:
    """Return a highlight to tell of; None when it or its save is no more."""
    chosen = select(Highlight).join(Save, Save.id == Highlight.save_id)
    chosen = chosen.where(Highlight.id == highlight_id, highlights_readable_by(owner_id))
    return session.scalars(chosen).one_or_none()
