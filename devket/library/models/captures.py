"""Tables of fetched versions: what each says, its text, its images, and the turns of hosts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from devket.capture.model import Choice
from devket.core.types import SafeHtml
from devket.db import NEVER_THE_SAME_ID, Base, SafeHtmlText, UtcDateTime, WordEnum
from devket.library.models.described import Described


class Capture(Described, Base):
    """One version of a page: what it says, how it was read, and the page as it came."""

    __tablename__ = "captures"
    __table_args__ = (
        UniqueConstraint("save_id", "version"),
        Index(None, "thumb_key"),
        Index(None, "engine"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    save_id: Mapped[int] = mapped_column(ForeignKey("saves.id", ondelete="CASCADE"))
    version: Mapped[int]
    captured_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Empty until its images are done; a capture that a killed worker left so is made anew.
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    detail: Mapped[str] = mapped_column(String(400), default="")
    log: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    engine: Mapped[int] = mapped_column(default=0)  # 0 where nothing was read
    choice: Mapped[Choice] = mapped_column(WordEnum(Choice), default=Choice.BEST)
    is_last_part: Mapped[bool] = mapped_column(default=False)  # no other part gives another text
    score: Mapped[int] = mapped_column(default=0)  # see services.scoring
    image_count: Mapped[int] = mapped_column(default=0)
    source_key: Mapped[str | None] = mapped_column(String(64))
    source_type: Mapped[str] = mapped_column(String(255), default="")

    article: Mapped[Article | None] = relationship(
        back_populates="capture", lazy="raise_on_sql", cascade="all, delete-orphan"
    )
    images: Mapped[list[CaptureImage]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="CaptureImage.position"
    )


class Article(Base):
    """The clean text of a capture: large, so apart from everything that lists load."""

    __tablename__ = "articles"

    capture_id: Mapped[int] = mapped_column(
        ForeignKey("captures.id", ondelete="CASCADE"), primary_key=True
    )
    content_html: Mapped[SafeHtml] = mapped_column(SafeHtmlText)
    text: Mapped[str] = mapped_column(Text)

    capture: Mapped[Capture] = relationship(back_populates="article", lazy="raise_on_sql")


class CaptureImage(Base):
    """One image of a capture: its source and, when it could be kept, the file and its size."""

    __tablename__ = "capture_images"
    __table_args__ = (Index(None, "blob_key"),)

    capture_id: Mapped[int] = mapped_column(
        ForeignKey("captures.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    blob_key: Mapped[str | None] = mapped_column(String(64))
    content_type: Mapped[str | None] = mapped_column(String(40))
    width: Mapped[int | None]
    height: Mapped[int | None]
    failure: Mapped[str | None] = mapped_column(String(40))


class HostTurn(Base):
    """When a host may be asked again, so that several workers stay polite together."""

    __tablename__ = "host_turns"

    host: Mapped[str] = mapped_column(String(255), primary_key=True)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
