"""Tables of posts: what people share, its pictures, its earlier texts, who likes it."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from devket.core.wording import HASHTAG_LENGTH
from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime, WordEnum, sorted_string
from devket.social.models.pictures import ALT_LENGTH

TEXT_LENGTH = 2_000
LOCATION_LENGTH = 100
MOST_PICTURES = 10
QUOTE_LENGTH = 1_000


def place_key(location: str) -> str:
    """Return a place as it is found while it is typed: compatible forms and cases alike."""
    return unicodedata.normalize("NFKC", location).casefold()[:LOCATION_LENGTH]


class Visibility(StrEnum):
    """Whom a post is for."""

    PUBLIC = "public"
    FOLLOWERS = "followers"
    ONLY_ME = "only-me"


class Commenting(StrEnum):
    """Whether people may comment, and whether what was said stays to be read."""

    OPEN = "open"
    CLOSED = "closed"  # the thread stays readable
    HIDDEN = "hidden"  # closed, and shown to nobody but the post's author


def _shown(name: str, *columns: str, which: str = "") -> Index:
    """Return an index over the posts that were published and are still there."""
    there = text("uploaded_at IS NOT NULL AND deleted_at IS NULL" + which)
    return Index(name, *columns, "uploaded_at", "id", postgresql_where=there, sqlite_where=there)


class Post(Timestamped, Base):
    """What one person shares. Without `uploaded_at` it is a draft, which its author alone sees.

    `is_awaited` says that its author wants it published as soon as its pictures are ready. What is
    attached is copied when it is shared: link, title, site, excerpt and the quote, never the page.
    `save_id` and `highlight_id` tell its author where they have it, nobody else.
    """

    __tablename__ = "posts"
    __table_args__ = (
        CheckConstraint("like_count >= 0", name="like_count"),
        CheckConstraint("comment_count >= 0", name="comment_count"),
        _shown("ix_posts_newest"),
        _shown("ix_posts_author", "author_id"),
        _shown("ix_posts_public", "visibility"),
        _shown("ix_posts_quotes", "author_id", which=" AND quote <> ''"),
        Index(
            "ix_posts_drafts",
            "author_id",
            "id",
            postgresql_where=text("uploaded_at IS NULL"),
            sqlite_where=text("uploaded_at IS NULL"),
        ),
        Index(
            "ix_posts_deleted",
            "deleted_at",
            postgresql_where=text("deleted_at IS NOT NULL"),
            sqlite_where=text("deleted_at IS NOT NULL"),
        ),
        Index(
            "ix_posts_card_due",
            "card_due_at",
            postgresql_where=text("card_due_at IS NOT NULL"),
            sqlite_where=text("card_due_at IS NOT NULL"),
        ),
        Index("ix_posts_place", "place_key", "visibility", "author_id"),
        Index(None, "save_id"),
        Index(None, "highlight_id"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="")
    location: Mapped[str] = mapped_column(String(LOCATION_LENGTH), default="")
    place_key: Mapped[str] = mapped_column(sorted_string(LOCATION_LENGTH), default="")
    visibility: Mapped[Visibility] = mapped_column(WordEnum(Visibility), default=Visibility.PUBLIC)
    commenting: Mapped[Commenting] = mapped_column(WordEnum(Commenting), default=Commenting.OPEN)
    like_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    is_awaited: Mapped[bool] = mapped_column(default=False)
    uploaded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    save_id: Mapped[int | None] = mapped_column(ForeignKey("saves.id", ondelete="SET NULL"))
    highlight_id: Mapped[int | None] = mapped_column(
        ForeignKey("highlights.id", ondelete="SET NULL")
    )
    link_url: Mapped[str] = mapped_column(Text, default="")
    link_title: Mapped[str] = mapped_column(String(500), default="")
    link_site: Mapped[str] = mapped_column(String(255), default="")
    link_excerpt: Mapped[str] = mapped_column(String(500), default="")
    quote: Mapped[str] = mapped_column(String(QUOTE_LENGTH), default="")
    card_key: Mapped[str | None] = mapped_column(String(64))  # the quote, drawn
    card_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when it is to be drawn

    @validates("location")
    def _place_follows(self, _name: str, location: str) -> str:
        """Keep the key by which places are completed in step."""
        self.place_key = place_key(location)
        return location


class Image(Base):
    """One picture of a post, at its place in it, with the text for those who do not see it."""

    __tablename__ = "post_images"
    __table_args__ = (Index(None, "picture_id"),)

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    picture_id: Mapped[int] = mapped_column(
        ForeignKey("pictures.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int]  # from 1
    alt: Mapped[str] = mapped_column(String(ALT_LENGTH), default="")


class PostEdit(Base):
    """A text that a post had before it was edited."""

    __tablename__ = "post_edits"
    __table_args__ = (Index(None, "post_id", "id"), NEVER_THE_SAME_ID)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(TEXT_LENGTH))
    location: Mapped[str] = mapped_column(String(LOCATION_LENGTH))
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Hashtag(Base):
    """A hashtag in a post: `name` as it is compared, without its sign. The time is the post's."""

    __tablename__ = "post_hashtags"
    __table_args__ = (Index(None, "name", "uploaded_at", "post_id"),)

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(HASHTAG_LENGTH), primary_key=True)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Like(Base):
    """One person likes a post; `posts.like_count` is how many do."""

    __tablename__ = "likes"
    __table_args__ = (Index(None, "user_id", "liked_at"), Index(None, "post_id", "liked_at"))

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    liked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Mention(Base):
    """Somebody is named in a post, or in a comment on it."""

    __tablename__ = "mentions"
    __table_args__ = (
        UniqueConstraint("post_id", "comment_id", "user_id"),
        Index(None, "user_id", "id"),
        Index(None, "comment_id"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
