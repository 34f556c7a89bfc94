"""Tables beside the saves: kept counts of lists, and what is left of deleted saves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import Base, UtcDateTime


class ShelfCounts(Base):
    """Kept counts of one person's lists, so that no page counts rows."""

    __tablename__ = "shelf_counts"

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    unread: Mapped[int] = mapped_column(default=0)  # My List: neither archived nor asleep
    favorites: Mapped[int] = mapped_column(default=0)
    archive: Mapped[int] = mapped_column(default=0)
    articles: Mapped[int] = mapped_column(default=0)  # of My List
    videos: Mapped[int] = mapped_column(default=0)  # of My List
    reading: Mapped[int] = mapped_column(default=0)  # begun and not at its end, not archived
    snoozed: Mapped[int] = mapped_column(default=0)
    highlights: Mapped[int] = mapped_column(default=0)
    tags: Mapped[int] = mapped_column(default=0)


class SaveTombstone(Base):
    """What is left of a save that was deleted for good: clients that sync need to know."""

    __tablename__ = "save_tombstones"
    __table_args__ = (Index(None, "owner_id", "deleted_at"),)

    save_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    deleted_at: Mapped[datetime] = mapped_column(UtcDateTime)
