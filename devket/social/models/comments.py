"""The table of comments on posts."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime

COMMENT_LENGTH = 1_000
EDIT_WINDOW = timedelta(minutes=15)  # in which an author may put a comment right
UNDO_WINDOW = timedelta(days=1)  # in which a deletion can be taken back


class Comment(Timestamped, Base):
    """What one person says to a post, or answers to a comment (`parent_id`; one level, no deeper).

    A deleted one keeps its row for a day, and longer while it has answers; its text is then empty.
    """

    __tablename__ = "comments"
    __table_args__ = (
        Index(None, "post_id", "parent_id", "id"),
        Index(None, "author_id", "id"),
        Index(None, "parent_id"),
        Index(
            "ix_comments_deleted",
            "deleted_at",
            postgresql_where=text("deleted_at IS NOT NULL"),
            sqlite_where=text("deleted_at IS NOT NULL"),
        ),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(COMMENT_LENGTH))
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Who deleted it may take that back, so that no author undoes what the post's author did. No
    # foreign key: it is looked at for a day only.
    deleted_by_id: Mapped[int | None]
