"""Tables of how people stand to each other: who follows, blocks or mutes whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import Base, UtcDateTime


def _one() -> Mapped[int]:
    return mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)


class Follow(Base):
    """One person follows another; without `accepted_at` it is a request to a private account."""

    __tablename__ = "follows"
    __table_args__ = (
        CheckConstraint("follower_id <> followed_id", name="not_oneself"),
        Index(None, "followed_id", "accepted_at", "follower_id"),
        Index(None, "follower_id", "accepted_at", "followed_id"),
        Index(
            "ix_follows_waiting",
            "followed_id",
            "asked_at",
            "follower_id",
            postgresql_where=text("accepted_at IS NULL"),
            sqlite_where=text("accepted_at IS NULL"),
        ),
    )

    follower_id: Mapped[int] = _one()
    followed_id: Mapped[int] = _one()
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Block(Base):
    """One person wants nothing to do with another: each is hidden from the other everywhere."""

    __tablename__ = "blocks"
    __table_args__ = (
        CheckConstraint("blocker_id <> blocked_id", name="not_oneself"),
        Index(None, "blocked_id", "blocker_id"),
        Index(None, "blocker_id", "blocked_at", "blocked_id"),
    )

    blocker_id: Mapped[int] = _one()
    blocked_id: Mapped[int] = _one()
    blocked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Mute(Base):
    """One person does not want to meet what another shares in lists; the other never learns it."""

    __tablename__ = "mutes"
    __table_args__ = (
        CheckConstraint("muter_id <> muted_id", name="not_oneself"),
        Index(None, "muter_id", "muted_at", "muted_id"),
    )

    muter_id: Mapped[int] = _one()
    muted_id: Mapped[int] = _one()
    muted_at: Mapped[datetime] = mapped_column(UtcDateTime)
