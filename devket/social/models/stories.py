"""Tables of stories, and of who has seen them."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime, WordEnum
from devket.social.models.pictures import ALT_LENGTH

STORY_LENGTH = 500
LIFETIME = timedelta(hours=24)


class Ground(StrEnum):
    """The colour behind a story's text."""

    INK = "ink"
    MOSS = "moss"
    SEA = "sea"
    PLUM = "plum"
    CLAY = "clay"
    SUN = "sun"


class Story(Timestamped, Base):
    """What one person shows for 24 hours from `uploaded_at`: a picture, a text, or both.

    Without `uploaded_at` its picture is not ready yet. Whether it has expired is asked of the clock
    in every read; nothing has to run for it. Followers of a private account see it, else everybody.
    """

    __tablename__ = "stories"
    __table_args__ = (
        Index("ix_stories_author", "author_id", "uploaded_at", "id"),
        Index("ix_stories_newest", "uploaded_at", "id"),
        Index(None, "picture_id"),
        Index(
            "ix_stories_deleted",
            "deleted_at",
            postgresql_where=text("deleted_at IS NOT NULL"),
            sqlite_where=text("deleted_at IS NOT NULL"),
        ),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(STORY_LENGTH), default="")
    ground: Mapped[Ground] = mapped_column(WordEnum(Ground), default=Ground.INK)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id", ondelete="SET NULL"))
    alt: Mapped[str] = mapped_column(String(ALT_LENGTH), default="")
    quote: Mapped[str] = mapped_column(String(STORY_LENGTH), default="")  # of a highlight
    link_url: Mapped[str] = mapped_column(Text, default="")
    link_title: Mapped[str] = mapped_column(String(500), default="")
    link_site: Mapped[str] = mapped_column(String(255), default="")
    view_count: Mapped[int] = mapped_column(default=0)  # of the rows in story_views
    uploaded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StoryView(Base):
    """Somebody has seen a story."""

    __tablename__ = "story_views"
    __table_args__ = (
        Index("ix_story_views_seen", "story_id", "seen_at", "viewer_id"),
        Index(None, "viewer_id"),
    )

    story_id: Mapped[int] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True
    )
    viewer_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
