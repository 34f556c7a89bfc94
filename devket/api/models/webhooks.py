"""The tables of webhooks, and of what each is owed or was sent: the outbox."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, UtcDateTime, WordEnum

HOOK_ADDRESS_LENGTH = 2_000
DESCRIPTION_LENGTH = 200
ANSWER_LENGTH = 200


class Event(StrEnum):
    """What webhooks tell of."""

    SAVE_CREATED = "save.created"
    SAVE_UPDATED = "save.updated"
    SAVE_DELETED = "save.deleted"
    SAVE_CAPTURED = "save.captured"
    SAVES_CHANGED = "saves.changed"  # so many at once that none is told by itself
    HIGHLIGHT_CREATED = "highlight.created"
    HIGHLIGHT_UPDATED = "highlight.updated"
    HIGHLIGHT_DELETED = "highlight.deleted"
    PING = "ping"  # a test; every webhook takes it


class Standing(StrEnum):
    """Whether a webhook is sent anything."""

    ACTIVE = "active"
    PAUSED = "paused"  # by its owner
    ENDED = "ended"  # by Devket


class Why(StrEnum):
    """Why Devket ended a webhook."""

    GONE = "gone"  # its receiver said so: 410
    FAILING = "failing"  # for days nothing was taken
    KEY = "key"  # the key of the installation is another one, and with it the secret


class Outcome(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"  # given up
    DROPPED = "dropped"  # there was nothing left to tell, or nobody to tell it to


class Webhook(Base):
    """An address that is told of some events.

    No table holds its secret: it follows from `word` and the key of the installation, and
    `fingerprint` tells whether that key is still the same. One worker at a time sends to it, until
    `held_until`; after failures in a row it rests.
    """

    __tablename__ = "webhooks"
    __table_args__ = (Index(None, "owner_id"), NEVER_THE_SAME_ID)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    url: Mapped[str] = mapped_column(String(HOOK_ADDRESS_LENGTH))
    description: Mapped[str] = mapped_column(String(DESCRIPTION_LENGTH), default="")
    events: Mapped[str] = mapped_column(String(300))  # words apart by blanks
    word: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    # What it was signed with before, for as long as its receiver may not know the new secret.
    former_word: Mapped[str | None] = mapped_column(String(64))
    former_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    standing: Mapped[Standing] = mapped_column(WordEnum(Standing), default=Standing.ACTIVE)
    why: Mapped[Why | None] = mapped_column(WordEnum(Why))
    failing_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rests_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Delivery(Base):
    """One event for one webhook. What is told is read when it is sent: the row names it alone.

    `due_at` is set while it is owed. `message_id` is the same at every try.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index(None, "webhook_id", "id"),
        Index(
            "ix_webhook_deliveries_due",
            "webhook_id",
            "due_at",
            "id",
            postgresql_where=text("due_at IS NOT NULL"),
            sqlite_where=text("due_at IS NOT NULL"),
        ),
        Index(
            "ix_webhook_deliveries_overdue",
            "due_at",
            postgresql_where=text("due_at IS NOT NULL"),
            sqlite_where=text("due_at IS NOT NULL"),
        ),
        Index(None, "happened_at"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    message_id: Mapped[str] = mapped_column(String(40))
    event: Mapped[Event] = mapped_column(WordEnum(Event))
    object_id: Mapped[int | None]  # of the save or the highlight
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[Outcome] = mapped_column(WordEnum(Outcome), default=Outcome.WAITING)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    status: Mapped[int | None]  # of the last answer
    failure: Mapped[str] = mapped_column(String(24), default="")  # why there was none
    answer: Mapped[str] = mapped_column(String(ANSWER_LENGTH), default="")  # how it began
