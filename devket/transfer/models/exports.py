"""The table of exports: files that the worker prepares for a person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime, WordEnum


class ExportState(StrEnum):
    """How far an export is."""

    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


class Export(Timestamped, Base):
    """A file of one's own library, written by the worker and kept for some days."""

    __tablename__ = "exports"
    __table_args__ = (
        Index(None, "owner_id", "id"),
        Index(
            "ix_exports_due",
            "due_at",
            postgresql_where=text("due_at IS NOT NULL"),
            sqlite_where=text("due_at IS NOT NULL"),
        ),
        Index(None, "expires_at"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    format: Mapped[str] = mapped_column(String(16))
    state: Mapped[ExportState] = mapped_column(WordEnum(ExportState))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    done: Mapped[int] = mapped_column(default=0)  # saves
    total: Mapped[int] = mapped_column(default=0)
    file_key: Mapped[str | None] = mapped_column(String(64))
    file_size: Mapped[int] = mapped_column(default=0)  # bytes
    problem: Mapped[str] = mapped_column(String(400), default="")
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
