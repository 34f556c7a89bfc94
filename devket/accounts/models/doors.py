"""Tables of the doors: signed-in browsers, tokens sent by mail, invitations, what was tried."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from devket.accounts.models.people import EMAIL_LENGTH, User
from devket.db import NEVER_THE_SAME_ID, Base, UtcDateTime, WordEnum


class UserSession(Base):
    """One signed-in browser. The cookie holds the token, the row only its hash."""

    __tablename__ = "user_sessions"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index(None, "user_id", "last_seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_agent: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(45), default="")  # longest text of an IPv6 address

    user: Mapped[User] = relationship(lazy="raise_on_sql")


class Purpose(StrEnum):
    """What a token sent by mail allows."""

    CONFIRM_EMAIL = "confirm-email"
    RESET_PASSWORD = "reset-password"
    CHANGE_EMAIL = "change-email"


class MailToken(Base):
    """A single-use token sent by mail; at most one of a purpose lives for a user."""

    __tablename__ = "mail_tokens"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        UniqueConstraint("user_id", "purpose"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[Purpose] = mapped_column(WordEnum(Purpose))
    token_hash: Mapped[str] = mapped_column(String(64))
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH))  # the address it was sent to
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Invitation(Base):
    """A single-use invitation to sign up, for `DEVKET_SIGNUP=invite`."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class ThrottleCounter(Base):
    """How often something was tried in the window that ends at `ends_at`."""

    __tablename__ = "throttle_counters"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
