"""Tables of imports: the file that came, how far it is, and what became of each of its rows."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime, WordEnum

RESTORED = "devket"  # the format that holds a whole account: a name of transfer.formats


class ImportState(StrEnum):
    """How far an import is. What is due stands in `Import.due_at`."""

    READING = "reading"  # the worker counts what the file holds, for the preview
    READY = "ready"  # the preview waits for a person
    WRITING = "writing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"  # `problem` says why; nothing of it is written, or `written` rows are


class Import(Timestamped, Base):
    """One file that a person brought. `written` rows of it are committed: there it goes on."""

    __tablename__ = "imports"
    __table_args__ = (
        Index(None, "owner_id", "id"),
        Index(
            "ix_imports_due",
            "due_at",
            postgresql_where=text("due_at IS NOT NULL"),
            sqlite_where=text("due_at IS NOT NULL"),
        ),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    state: Mapped[ImportState] = mapped_column(WordEnum(ImportState))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # while a worker is needed
    attempts: Mapped[int] = mapped_column(default=0)
    format: Mapped[str] = mapped_column(String(40), default="")  # a name of transfer.formats
    filename: Mapped[str] = mapped_column(String(255), default="")
    file_key: Mapped[str | None] = mapped_column(String(64))  # until it is no longer needed
    file_size: Mapped[int] = mapped_column(default=0)  # bytes
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # what the person chose
    preview: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    total: Mapped[int | None]  # rows; known once it was read
    written: Mapped[int] = mapped_column(default=0)  # rows, from the first
    new_count: Mapped[int] = mapped_column(default=0)
    merged_count: Mapped[int] = mapped_column(default=0)
    unchanged_count: Mapped[int] = mapped_column(default=0)
    refused_count: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(400), default="")
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_restore(self) -> bool:
        """Tell whether a whole account comes back, by `services.restoring`."""
        return self.format == RESTORED


class Outcome(StrEnum):
    """What became of a row."""

    NEW = "new"
    MERGED = "merged"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class ImportRow(Base):
    """One row of a file: as it stood there, what became of it, and what the save was before."""

    __tablename__ = "import_rows"
    __table_args__ = (
        Index(None, "import_id", "outcome", "position"),
        Index(None, "save_id"),
    )

    import_id: Mapped[int] = mapped_column(
        ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)  # in the file, from 0
    outcome: Mapped[Outcome] = mapped_column(WordEnum(Outcome))
    reason: Mapped[str] = mapped_column(String(400), default="")  # of a refusal, or a remark
    raw: Mapped[str] = mapped_column(Text, default="")
    save_id: Mapped[int | None] = mapped_column(ForeignKey("saves.id", ondelete="SET NULL"))
    # To undo a merge exactly; of a refused row what was read of it, for a retry.
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
