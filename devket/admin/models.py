"""Tables of the admin area: the trail of what admins did, and the measured use of storage."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from devket.accounts.models import HANDLE_LENGTH
from devket.db import NEVER_THE_SAME_ID, Base, UtcDateTime, WordEnum

DETAIL_LENGTH = 200


class Act(StrEnum):
    """What an admin can do; the words stand in addresses and in the trail."""

    GRANT_CHECK = "grant-check"
    TAKE_CHECK = "take-check"
    MAKE_ADMIN = "make-admin"
    UNMAKE_ADMIN = "unmake-admin"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    SIGN_OUT = "sign-out"
    SEND_RESET = "send-reset"
    SEND_CONFIRMATION = "send-confirmation"
    RETRY = "retry"
    RETRY_REASON = "retry-reason"
    MEASURE = "measure"
    DISMISS_REPORT = "dismiss-report"
    REMOVE_REPORTED = "remove-reported"
    REOPEN_REPORT = "reopen-report"


# Acts that a report can be about; its number is their detail then.
ABOUT_REPORTS = frozenset({Act.DISMISS_REPORT, Act.REMOVE_REPORTED, Act.REOPEN_REPORT, Act.FREEZE})


class AdminEvent(Base):
    """One thing that an admin did. Handles are copied, so that the trail outlives accounts."""

    __tablename__ = "admin_events"
    __table_args__ = (Index(None, "person_id", "id"), NEVER_THE_SAME_ID)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    act: Mapped[Act] = mapped_column(WordEnum(Act))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    actor: Mapped[str] = mapped_column(String(HANDLE_LENGTH))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    person: Mapped[str] = mapped_column(String(HANDLE_LENGTH), default="")
    save_id: Mapped[int | None]
    detail: Mapped[str] = mapped_column(String(DETAIL_LENGTH), default="")


class FileKind(StrEnum):
    """What a kept file is for."""

    PICTURE = "picture"
    PREVIEW = "preview"  # small pictures for lists
    PAGE = "page"  # pages and files as they came


class StorageUse(Base):
    """How much of the storage one person's files took when they were last measured."""

    __tablename__ = "storage_use"

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[FileKind] = mapped_column(WordEnum(FileKind), primary_key=True)
    files: Mapped[int]
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    measured_at: Mapped[datetime] = mapped_column(UtcDateTime)
