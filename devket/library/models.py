"""Tables of kept pages: saves, their captures, the text and images of each capture."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from devket.capture.model import Choice, Kind, Reason, State
from devket.core.types import SafeHtml
from devket.db import (
    NEVER_THE_SAME_ID,
    Base,
    SafeHtmlText,
    Timestamped,
    UtcDateTime,
    WordEnum,
)

ADDRESS_LENGTH = 4096
TITLE_LENGTH = 500


class Owed(StrEnum):
    """What is to be done for a save while its `capture_due_at` is set."""

    FETCH = "fetch"  # ask the site
    PAGE = "page"  # read the page that was handed in: `handed_key`
    NEXT_PART = "next part"  # read another part of the kept page
    REREAD = "reread"  # read the kept page again, with the engine of today


class Described:
    """What a page says of itself. A capture holds it, its save a copy that lists can show."""

    state: Mapped[State] = mapped_column(WordEnum(State), default=State.PENDING)
    reason: Mapped[Reason | None] = mapped_column(WordEnum(Reason))
    final_url: Mapped[str | None] = mapped_column(String(ADDRESS_LENGTH))
    canonical_url: Mapped[str | None] = mapped_column(String(ADDRESS_LENGTH))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH), default="")
    site: Mapped[str] = mapped_column(String(255), default="")
    byline: Mapped[str] = mapped_column(String(255), default="")
    excerpt: Mapped[str] = mapped_column(String(400), default="")
    lang: Mapped[str] = mapped_column(String(16), default="")
    dir: Mapped[str] = mapped_column(String(3), default="ltr")
    kind: Mapped[Kind] = mapped_column(WordEnum(Kind, length=16), default=Kind.ARTICLE)
    card: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # names of capture.told.CARD
    word_count: Mapped[int] = mapped_column(default=0)
    code_languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lead_image_key: Mapped[str | None] = mapped_column(String(64))
    lead_image_width: Mapped[int | None]
    lead_image_height: Mapped[int | None]
    thumb_key: Mapped[str | None] = mapped_column(String(64))  # small, for lists
    thumb_width: Mapped[int | None]
    thumb_height: Mapped[int | None]


DESCRIPTION = tuple(Described.__annotations__)


def _standing(name: str, column: str, which: str = "") -> Index:
    """Return an index of the saves that are not deleted, by one column and then by id."""
    kept = text("deleted_at IS NULL" + which)
    return Index(name, column, "id", postgresql_where=kept, sqlite_where=kept)


class Save(Described, Timestamped, Base):
    """A page that one person keeps. The row is the truth about what is still to be done for it.

    What the list shows is here; the text is in `articles`. A save being deleted keeps its row with
    `deleted_at` until it can no longer be undone.
    """

    __tablename__ = "saves"
    __table_args__ = (
        # One index for each list order, so that a page is a walk and never a sort.
        Index(
            "ix_saves_shelf",
            "owner_id",
            "is_archived",
            "saved_at",
            "id",
            postgresql_where=text("deleted_at IS NULL"),
            sqlite_where=text("deleted_at IS NULL"),
        ),
        Index(
            "ix_saves_favorites",
            "owner_id",
            "saved_at",
            "id",
            postgresql_where=text("deleted_at IS NULL AND is_favorite"),
            sqlite_where=text("deleted_at IS NULL AND is_favorite"),
        ),
        Index(
            "ix_saves_capture_due",
            "capture_due_at",
            postgresql_where=text("capture_due_at IS NOT NULL"),
            sqlite_where=text("capture_due_at IS NOT NULL"),
        ),
        # For those who run the site: saves of a person, of a state, of a reason, newest first.
        _standing("ix_saves_owner", "owner_id"),
        _standing("ix_saves_state", "state"),
        _standing("ix_saves_reason", "reason", " AND reason IS NOT NULL"),
        Index(
            "ix_saves_deleted",
            "deleted_at",
            postgresql_where=text("deleted_at IS NOT NULL"),
            sqlite_where=text("deleted_at IS NOT NULL"),
        ),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    given_url: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    is_favorite: Mapped[bool] = mapped_column(default=False)
    is_archived: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)  # list order; saving again moves it up
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    # When work is owed: at once, at a retry, or, while a worker is at it, when it counts as lost.
    capture_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    has_turn: Mapped[bool] = mapped_column(default=False)  # its host expects it at that time
    capture_attempts: Mapped[int] = mapped_column(default=0)
    owed: Mapped[Owed] = mapped_column(WordEnum(Owed), default=Owed.FETCH)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # a person waits since then
    handed_key: Mapped[str | None] = mapped_column(String(64))  # the page itself, till it is read

    chosen_by_reader: Mapped[bool] = mapped_column(default=False)  # then no newer one is shown
    capture_id: Mapped[int | None] = mapped_column(
        ForeignKey("captures.id", ondelete="SET NULL", use_alter=True)
    )

    capture: Mapped[Capture | None] = relationship(
        foreign_keys=[capture_id], lazy="raise_on_sql", post_update=True
    )


class SaveKey(Base):
    """A normalised address of a save: given, final or canonical. Duplicates meet here."""

    __tablename__ = "save_keys"
    __table_args__ = (Index(None, "save_id"),)

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of the duplicate key
    save_id: Mapped[int] = mapped_column(ForeignKey("saves.id", ondelete="CASCADE"))


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
    code_count: Mapped[int] = mapped_column(default=0)
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


class ShelfCounts(Base):
    """Kept counts of one person's lists, so that no page counts rows."""

    __tablename__ = "shelf_counts"

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    unread: Mapped[int] = mapped_column(default=0)
    favorites: Mapped[int] = mapped_column(default=0)
    archive: Mapped[int] = mapped_column(default=0)


class SaveTombstone(Base):
    """What is left of a save that was deleted for good: clients that sync need to know."""

    __tablename__ = "save_tombstones"
    __table_args__ = (Index(None, "owner_id", "deleted_at"),)

    save_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    deleted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HostTurn(Base):
    """When a host may be asked again, so that several workers stay polite together."""

    __tablename__ = "host_turns"

    host: Mapped[str] = mapped_column(String(255), primary_key=True)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
