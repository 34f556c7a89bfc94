"""The table of saves and the addresses at which they are found again."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime, WordEnum, sorted_string
from devket.library.models.captures import Capture
from devket.library.models.described import ADDRESS_LENGTH, Described
from devket.library.models.tags import SaveTag

TITLE_KEY_LENGTH = 60
DONE = 100  # hundredths of a text: it was read to its end


class Owed(StrEnum):
    """What is to be done for a save while its `capture_due_at` is set."""

    FETCH = "fetch"  # ask the site
    PAGE = "page"  # read the page that was handed in: `handed_key`
    NEXT_PART = "next part"  # read another part of the kept page
    REREAD = "reread"  # read the kept page again, with the engine of today


def title_key(title: str) -> str:
    """Return the title as lists sort it: compatible forms alike, case folded.

    What opens with a quotation mark or a bracket is sorted by its first letter or digit.
    """
    plain = unicodedata.normalize("NFKC", title).casefold()
    start = next((at for at, char in enumerate(plain) if char.isalnum()), 0)
    return plain[start : start + TITLE_KEY_LENGTH]


def _standing(name: str, *columns: str, which: str = "") -> Index:
    """Return an index of the saves that are not deleted, by these columns and then by id.

    `which` narrows it.
    """
    kept = text("deleted_at IS NULL" + which)
    return Index(name, *columns, "id", postgresql_where=kept, sqlite_where=kept)


class Save(Described, Timestamped, Base):
    """A page that one person keeps. The row is the truth about what is still to be done for it.

    What the list shows is here; the text is in `articles`. A save being deleted keeps its row with
    `deleted_at` until it can no longer be undone.
    """

    __tablename__ = "saves"
    __table_args__ = (
        # One index for each list order, so that a page is a walk and never a sort.
        _standing("ix_saves_shelf", "owner_id", "is_archived", "saved_at"),
        _standing("ix_saves_newest", "owner_id", "saved_at"),
        _standing("ix_saves_kind", "owner_id", "is_archived", "kind", "saved_at"),
        _standing("ix_saves_length", "owner_id", "is_archived", "word_count"),
        _standing("ix_saves_title", "owner_id", "is_archived", "title_key"),
        _standing("ix_saves_site", "owner_id", "is_archived", "site"),
        _standing("ix_saves_reading", "owner_id", "read_at", which=" AND read_at IS NOT NULL"),
        _standing(
            "ix_saves_asleep", "owner_id", "snoozed_until", which=" AND snoozed_until IS NOT NULL"
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
        Index(
            "ix_saves_snoozed",
            "snoozed_until",
            postgresql_where=text("snoozed_until IS NOT NULL"),
            sqlite_where=text("snoozed_until IS NOT NULL"),
        ),
        # For those who run the site: saves of a person, of a state, of a reason, newest first.
        _standing("ix_saves_owner", "owner_id"),
        _standing("ix_saves_state", "state"),
        _standing("ix_saves_reason", "reason", which=" AND reason IS NOT NULL"),
        Index(
            "ix_saves_deleted",
            "deleted_at",
            postgresql_where=text("deleted_at IS NOT NULL"),
            sqlite_where=text("deleted_at IS NOT NULL"),
        ),
        # For clients that ask what has changed since they last asked, what was deleted among it.
        Index("ix_saves_changed", "owner_id", "updated_at", "id"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    given_url: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    is_favorite: Mapped[bool] = mapped_column(default=False)
    is_archived: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)  # list order; saving again moves it up
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Out of My List until then; the sweep wakes it and puts it on top.
    snoozed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    title_key: Mapped[str] = mapped_column(sorted_string(TITLE_KEY_LENGTH), default="")
    # How far it was read, in hundredths, and when last; where exactly is in `reading_positions`.
    progress: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    highlight_count: Mapped[int] = mapped_column(default=0)
    has_note: Mapped[bool] = mapped_column(default=False)
    link_gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the original is no more

    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # kept, though old

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
    tag_links: Mapped[list[SaveTag]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )

    @validates("title")
    def _sorted_by_title(self, _name: str, title: str) -> str:
        self.title_key = title_key(title)
        return title


class SaveKey(Base):
    """A normalised address of a save: given, final or canonical. Duplicates meet here."""

    __tablename__ = "save_keys"
    __table_args__ = (Index(None, "save_id"),)

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of the duplicate key
    save_id: Mapped[int] = mapped_column(ForeignKey("saves.id", ondelete="CASCADE"))
