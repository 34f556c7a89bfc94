"""Tables of tags, of which save carries which, and of how a change of many is taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime, sorted_string

TAG_LENGTH = 100


class Tag(Timestamped, Base):
    """A word that one person files saves under; `a/b` stands below `a`.

    `key` is the name as it is compared (NFKC, case folded); `save_count` is kept by the services
    and counts the saves that are not deleted.
    """

    __tablename__ = "tags"
    __table_args__ = (
        UniqueConstraint("owner_id", "key"),
        Index(None, "owner_id", "save_count", "id"),
        Index(
            "ix_tags_public",
            "key",
            "owner_id",
            postgresql_where=text("is_public"),
            sqlite_where=text("is_public = 1"),
        ),
        Index(
            "ix_tags_shelves",
            "owner_id",
            "key",
            postgresql_where=text("is_public"),
            sqlite_where=text("is_public = 1"),
        ),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(TAG_LENGTH))
    key: Mapped[str] = mapped_column(sorted_string(2 * TAG_LENGTH))
    save_count: Mapped[int] = mapped_column(default=0)
    is_public: Mapped[bool] = mapped_column(default=False)  # its saves stand on the owner's profile
    shows_notes: Mapped[bool] = mapped_column(default=False)  # there, beside each the owner's note


class SaveTag(Base):
    """A save carries a tag. `saved_at` is the save's, so that the list of a tag is a walk."""

    __tablename__ = "save_tags"
    __table_args__ = (Index(None, "tag_id", "saved_at", "save_id"),)

    save_id: Mapped[int] = mapped_column(
        ForeignKey("saves.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)

    tag: Mapped[Tag] = relationship(lazy="raise_on_sql")


class TagUndo(Base):
    """How one change of tags is taken back: see `services.tagging.undo`. Kept for a day."""

    __tablename__ = "tag_undos"
    __table_args__ = (Index(None, "owner_id", "made_at"), NEVER_THE_SAME_ID)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    what: Mapped[dict[str, Any]] = mapped_column(JSON)
