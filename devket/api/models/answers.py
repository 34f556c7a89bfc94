"""The table of answers that programs may ask for again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import Base, UtcDateTime

LOCATION_LENGTH = 200


class Answer(Base):
    """What a request with an `Idempotency-Key` was answered, kept for a day.

    Both keys are hashes: `key` of what the program chose, `asked` of the whole request.
    """

    __tablename__ = "api_answers"
    __table_args__ = (Index(None, "made_at"),)

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    asked: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column(default=0)  # 0 while the request is under way
    body: Mapped[str] = mapped_column(Text, default="")
    location: Mapped[str] = mapped_column(String(LOCATION_LENGTH), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
