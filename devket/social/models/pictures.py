"""The table of pictures: what people upload, before and after it was written anew."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime, WordEnum

WIDTHS = (480, 960, 1600)  # CSS pixels at most; a smaller picture keeps its own width
ALT_LENGTH = 1_000


class PictureState(StrEnum):
    """How far a picture is."""

    PENDING = "pending"
    READY = "ready"
    REFUSED = "refused"


class Picture(Timestamped, Base):
    """An uploaded picture. What came (`original_key`) is kept until written anew, and never shown.

    The three keys are WebP files of at most `WIDTHS`; `placeholder` a tiny WebP as base64. One
    that no post, story or profile shows any more is swept with its files after a day.
    """

    __tablename__ = "pictures"
    __table_args__ = (
        Index(None, "owner_id"),
        Index(
            "ix_pictures_due",
            "due_at",
            postgresql_where=text("due_at IS NOT NULL"),
            sqlite_where=text("due_at IS NOT NULL"),
        ),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    state: Mapped[PictureState] = mapped_column(
        WordEnum(PictureState), default=PictureState.PENDING
    )
    problem: Mapped[str] = mapped_column(String(40), default="")  # why it was refused, as a word
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the worker is to write it
    attempts: Mapped[int] = mapped_column(default=0)
    original_key: Mapped[str | None] = mapped_column(String(64))
    small_key: Mapped[str | None] = mapped_column(String(64))
    medium_key: Mapped[str | None] = mapped_column(String(64))
    large_key: Mapped[str | None] = mapped_column(String(64))
    width: Mapped[int] = mapped_column(default=0)  # of the largest, in pixels
    height: Mapped[int] = mapped_column(default=0)
    placeholder: Mapped[str] = mapped_column(String(1_000), default="")
