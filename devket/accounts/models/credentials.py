"""The table of what programs show in a person's place: tokens, app passwords, secret addresses."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from devket.accounts.models.people import User
from devket.db import NEVER_THE_SAME_ID, Base, UtcDateTime, WordEnum

LABEL_LENGTH = 100


class Kind(StrEnum):
    """What a credential opens. Which door it opens is decided by this, never by its looks."""

    API = "api"  # `/api/v1`, with scopes
    APP_PASSWORD = "app-password"  # in the place of the account's, for one program
    FEED = "feed"  # a secret address: lists as Atom
    LINKDING = "linkding"  # `/linkding`
    WALLABAG_CLIENT = "wallabag-client"  # names a program; opens nothing without a password
    WALLABAG_ACCESS = "wallabag-access"  # `/wallabag`, for an hour
    WALLABAG_REFRESH = "wallabag-refresh"  # the next pair of the two


class Credential(Base):
    """What one program holds for one person. The row has the hash of it only.

    `shown` is the exception: what a page may tell again, as it is worth nothing by itself (id and
    secret of a wallabag client). What was issued to a client goes with it.
    """

    __tablename__ = "credentials"
    __table_args__ = (
        UniqueConstraint("secret_hash"),
        Index(None, "user_id", "kind", "id"),
        Index(None, "parent_id"),
        Index(None, "expires_at"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("credentials.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(WordEnum(Kind))
    label: Mapped[str] = mapped_column(String(LABEL_LENGTH), default="")
    secret_hash: Mapped[str] = mapped_column(String(64))
    shown: Mapped[str] = mapped_column(String(200), default="")
    scopes: Mapped[str] = mapped_column(String(200), default="")  # words apart by blanks
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="raise_on_sql")
