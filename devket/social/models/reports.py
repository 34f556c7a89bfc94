"""The table of reports: what people find wrong, as it stood when they said so."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, UtcDateTime, WordEnum
from devket.social.models.pictures import ALT_LENGTH

REPORT_LENGTH = 1_000
OPEN = text("resolved_at IS NULL")


class Thing(StrEnum):
    """What can be reported."""

    PERSON = "person"
    POST = "post"
    COMMENT = "comment"
    STORY = "story"


class Reason(StrEnum):
    """What is wrong with it."""

    SPAM = "spam"
    ABUSE = "abuse"
    NUDITY = "nudity"
    ILLEGAL = "illegal"
    IMPERSONATION = "impersonation"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of it."""

    DISMISSED = "dismissed"
    REMOVED = "removed"
    FROZEN = "frozen"


class Report(Base):
    """One report. `content` is a copy of what was reported, for when that is changed or gone.

    `thing_id` names a row that may be gone by then, so it is no foreign key. The files that belong
    to the copy are named by `ReportFile`.
    """

    __tablename__ = "reports"
    __table_args__ = (
        Index(
            "ix_reports_open",
            "id",
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
        # One open report of a person about a thing.
        Index(
            "uq_reports_open",
            "reporter_id",
            "thing",
            "thing_id",
            unique=True,
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
        Index(None, "thing", "thing_id"),
        Index(None, "accused_id"),
        Index(None, "reporter_id"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    accused_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    thing: Mapped[Thing] = mapped_column(WordEnum(Thing))
    thing_id: Mapped[int]
    reason: Mapped[Reason] = mapped_column(WordEnum(Reason))
    remark: Mapped[str] = mapped_column(String(REPORT_LENGTH), default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_by_id: Mapped[int | None]  # no foreign key: told also when the admin is gone
    outcome: Mapped[Outcome | None] = mapped_column(WordEnum(Outcome))


class ReportFile(Base):
    """A file of the store that belongs to what was reported: named here, it is not swept."""

    __tablename__ = "report_files"

    report_id: Mapped[int] = mapped_column(
        ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)  # from 1
    file_key: Mapped[str | None] = mapped_column(String(64))
    alt: Mapped[str] = mapped_column(String(ALT_LENGTH), default="")
