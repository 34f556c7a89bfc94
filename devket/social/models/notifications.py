"""The table of notifications: what others did that concerns a person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, UtcDateTime, WordEnum


class Event(StrEnum):
    """What happened."""

    FOLLOWED = "followed"
    ASKED_TO_FOLLOW = "asked-to-follow"
    ACCEPTED = "accepted"
    LIKED = "liked"
    COMMENTED = "commented"
    REPLIED = "replied"
    MENTIONED = "mentioned"
    ANSWERED_STORY = "answered-story"


def _some(name: str, which: str, *columns: str, on_sqlite: str = "") -> Index:
    """Return an index over some of what a person is told; to SQLite a truth is a number."""
    return Index(
        name,
        "owner_id",
        *columns,
        postgresql_where=text(which),
        sqlite_where=text(on_sqlite or which),
    )


class Notification(Base):
    """One event that somebody (`actor_id`) brought about and somebody else (`owner_id`) is told.

    The same event of the same person about the same thing is told once, whatever is undone and done
    again. What has the same `bundle` is told in one line; the newest of it carries `is_newest`, so
    that the lines are a walk along an index. `text` is the answer to a story, which stands
    nowhere else and outlives the story.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("owner_id", "about"),
        Index(None, "owner_id", "bundle", "happened_at", "id"),
        _some(
            "ix_notifications_lines", "is_newest", "happened_at", "id", on_sqlite="is_newest = 1"
        ),
        _some("ix_notifications_newest", "is_newest", "bundle", on_sqlite="is_newest = 1"),
        _some("ix_notifications_unread", "read_at IS NULL"),
        Index(None, "happened_at"),
        Index(None, "actor_id"),
        Index(None, "post_id"),
        Index(None, "comment_id"),
        Index(None, "story_id"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    event: Mapped[Event] = mapped_column(WordEnum(Event))
    about: Mapped[str] = mapped_column(String(80))  # event, actor and thing, as one word
    bundle: Mapped[str] = mapped_column(String(80))  # what is told together: event and thing
    is_newest: Mapped[bool] = mapped_column(default=True)  # of its bundle
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    story_id: Mapped[int | None] = mapped_column(ForeignKey("stories.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(500), default="")
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
