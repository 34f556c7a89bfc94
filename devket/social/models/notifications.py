"""The table of notifications: what others did that concerns a person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
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


class Notification(Base):
    """One event that somebody (`actor_id`) brought about and somebody else (`owner_id`) is told.

    The same event of the same person about the same thing is told once, whatever is undone and done
    again. `text` is the answer to a story, which stands nowhere else and outlives the story.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("owner_id", "about"),
        Index(None, "owner_id", "happened_at", "id"),
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
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    story_id: Mapped[int | None] = mapped_column(ForeignKey("stories.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(500), default="")
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
