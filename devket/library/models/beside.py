"""Tables of what stands beside a save: a person's note, and how its original answers today."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import Base, Timestamped, UtcDateTime

NOTE_LENGTH = 20_000


class SaveNote(Timestamped, Base):
    """What a person wrote about a save as a whole; `Save.has_note` says that there is one."""

    __tablename__ = "save_notes"

    save_id: Mapped[int] = mapped_column(
        ForeignKey("saves.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str] = mapped_column(Text)


class LinkCheck(Base):
    """When the original of a save is asked again whether it is there, and how often it was not.

    After several failures `Save.link_gone_at` is set; until then nobody is told.
    """

    __tablename__ = "link_checks"
    __table_args__ = (Index(None, "due_at"),)

    save_id: Mapped[int] = mapped_column(
        ForeignKey("saves.id", ondelete="CASCADE"), primary_key=True
    )
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)  # one after the other
    answer: Mapped[str] = mapped_column(String(100), default="")  # the last: "404", "no such host"
