"""Tables of reading: highlights, their place in each version, and where people stopped."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime, WordEnum

CONTEXT_LENGTH = 64
REMARK_LENGTH = 10_000
QUOTE_LENGTH = 20_000
MOST_OF_A_SAVE = 1_000


class Color(StrEnum):
    """Colours of highlights, by their names."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"


def _standing(name: str, *columns: str) -> Index:
    kept = text("deleted_at IS NULL")
    return Index(name, *columns, "id", postgresql_where=kept, sqlite_where=kept)


class Highlight(Timestamped, Base):
    """A marked part of an article: the quote as it reads, what stands around it, and a note.

    Where it is in a version stands in `highlight_places`. A deleted one keeps its row with
    `deleted_at` until it can no longer be undone.
    """

    __tablename__ = "highlights"
    __table_args__ = (
        _standing("ix_highlights_owner", "owner_id", "created_at"),
        _standing("ix_highlights_color", "owner_id", "color", "created_at"),
        Index(None, "save_id"),
        Index(
            "ix_highlights_deleted",
            "deleted_at",
            postgresql_where=text("deleted_at IS NOT NULL"),
            sqlite_where=text("deleted_at IS NOT NULL"),
        ),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    save_id: Mapped[int] = mapped_column(ForeignKey("saves.id", ondelete="CASCADE"))
    color: Mapped[Color] = mapped_column(WordEnum(Color), default=Color.YELLOW)
    quote: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(String(CONTEXT_LENGTH), default="")
    suffix: Mapped[str] = mapped_column(String(CONTEXT_LENGTH), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    is_code: Mapped[bool] = mapped_column(default=False)  # all of it is inside one code block
    is_detached: Mapped[bool] = mapped_column(default=False)  # not in the version that is shown
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HighlightPlace(Base):
    """Where a highlight is in one version, in characters of its text; empty when not there."""

    __tablename__ = "highlight_places"
    __table_args__ = (Index(None, "capture_id"),)

    highlight_id: Mapped[int] = mapped_column(
        ForeignKey("highlights.id", ondelete="CASCADE"), primary_key=True
    )
    capture_id: Mapped[int] = mapped_column(
        ForeignKey("captures.id", ondelete="CASCADE"), primary_key=True
    )
    start: Mapped[int | None]
    end: Mapped[int | None]


class ReadingPosition(Base):
    """Where somebody stopped: the block of the version they read, and its first words."""

    __tablename__ = "reading_positions"

    save_id: Mapped[int] = mapped_column(
        ForeignKey("saves.id", ondelete="CASCADE"), primary_key=True
    )
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("captures.id", ondelete="SET NULL"))
    block: Mapped[int]  # counted among the blocks of the article, from 0
    words: Mapped[str] = mapped_column(String(80), default="")  # to find it in another version
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(64), default="")  # a word that the browser made up

    @property
    def mark(self) -> str:
        """Tell this place from a later one, in a word."""
        return self.moved_at.isoformat()
