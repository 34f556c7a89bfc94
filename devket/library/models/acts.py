"""The table of acts on many saves at once, for as long as they can be taken back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, UtcDateTime, WordEnum


class Act(StrEnum):
    """What can be done with many saves at once."""

    FAVORITE = "favorite"
    UNFAVORITE = "unfavorite"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    DELETE = "delete"


class BulkAct(Base):
    """An act on many saves: only those that it changed, each with what else it took from them.

    `changed` maps the id of a save to the time until which it slept, or to nothing.
    """

    __tablename__ = "bulk_acts"
    __table_args__ = (Index(None, "owner_id", "made_at"), NEVER_THE_SAME_ID)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    act: Mapped[Act] = mapped_column(WordEnum(Act))
    changed: Mapped[dict[str, str | None]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
