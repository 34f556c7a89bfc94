"""Tables of people: users and their profile."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from devket.core import emails
from devket.core.lookalikes import handle_key
from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime, WordEnum, sorted_string

HANDLE_LENGTH = 30
NAME_LENGTH = 80
NAME_WORD_LENGTH = 30
EMAIL_LENGTH = emails.MAX_LENGTH
PASSWORD_MIN, PASSWORD_MAX = 8, 1000


class Theme(StrEnum):
    """Colours of all pages."""

    SYSTEM = "system"
    LIGHT = "light"
    SEPIA = "sepia"
    DARK = "dark"


class ReaderFont(StrEnum):
    """Typeface of article text."""

    SERIF = "serif"
    SANS = "sans"


class ReaderWidth(StrEnum):
    """Measure of article text."""

    NARROW = "narrow"
    NORMAL = "normal"
    WIDE = "wide"


class ReaderLeading(StrEnum):
    """Line height of article text."""

    TIGHT = "tight"
    NORMAL = "normal"
    LOOSE = "loose"


class ListView(StrEnum):
    """How lists are shown."""

    CARDS = "cards"
    ROWS = "rows"


def _few(name: str, which: str, *, on_sqlite: str = "") -> Index:
    """Return an index over the few people for whom something holds, for lists of them.

    A condition must be written as queries write it: to SQLite a truth is a number.
    """
    return Index(name, "id", postgresql_where=text(which), sqlite_where=text(on_sqlite or which))


def _key_of_handle(context: Any) -> str:
    return handle_key(str(context.get_current_parameters()["handle"]))


class User(Timestamped, Base):
    """A person who keeps links. `handle` and `email` are stored in lower case.

    `handle_key` is what handles are compared by, so that none looks like another's (ADR 29).

    `is_verified` (the check of an official account) holds exactly while `verified_at` is set;
    nobody is named in `verified_by_id` when the operator gave it from the shell.
    """

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("handle"),
        UniqueConstraint("email"),
        # An index, not a constraint: SQLite could only get one by making the table anew.
        Index("uq_users_handle_key", "handle_key", unique=True),
        CheckConstraint("reader_size BETWEEN 15 AND 24", name="reader_size"),
        _few("ix_users_admins", "is_admin", on_sqlite="is_admin = 1"),
        _few("ix_users_official", "is_verified", on_sqlite="is_verified = 1"),
        _few("ix_users_unconfirmed", "email_confirmed_at IS NULL"),
        _few("ix_users_frozen", "frozen_at IS NOT NULL"),
        NEVER_THE_SAME_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(HANDLE_LENGTH))
    handle_key: Mapped[str] = mapped_column(String(HANDLE_LENGTH + 1), default=_key_of_handle)
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH))
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    display_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    password_hash: Mapped[str] = mapped_column(String(255))
    is_verified: Mapped[bool] = mapped_column(default=False)
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # No foreign key: SQLite could only get one by making the table anew, and ids never come again.
    verified_by_id: Mapped[int | None]
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # since then nobody may enter
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_private: Mapped[bool] = mapped_column(default=False)  # who wants to follow has to ask
    language: Mapped[str] = mapped_column(String(8), default="")  # empty: the browser's
    theme: Mapped[Theme] = mapped_column(WordEnum(Theme), default=Theme.SYSTEM)
    list_view: Mapped[ListView] = mapped_column(WordEnum(ListView), default=ListView.CARDS)
    reader_font: Mapped[ReaderFont] = mapped_column(WordEnum(ReaderFont), default=ReaderFont.SERIF)
    reader_size: Mapped[int] = mapped_column(default=19)  # CSS pixels
    reader_width: Mapped[ReaderWidth] = mapped_column(
        WordEnum(ReaderWidth), default=ReaderWidth.NORMAL
    )
    reader_leading: Mapped[ReaderLeading] = mapped_column(
        WordEnum(ReaderLeading), default=ReaderLeading.NORMAL
    )

    profile: Mapped[Profile] = relationship(
        back_populates="user", lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    # The four names by which Flask-Login knows a person; a session, not the user, is in the cookie.
    @property
    def is_authenticated(self) -> bool:
        """True, as against the anonymous visitor."""
        return True

    @property
    def is_active(self) -> bool:
        """True while the account may be used, that is, unless an admin froze it."""
        return self.frozen_at is None

    @property
    def is_anonymous(self) -> bool:
        """False, as against the anonymous visitor."""
        return False

    def get_id(self) -> str:
        """Return the id as a word."""
        return str(self.id)


class Profile(Base):
    """What others see of a person; one for each user.

    `name` is shown in the place of the account's name, and may be empty. `follower_count` and the
    others are kept by the verbs that change them. The website is asked for a link back
    (`rel="me"`) at `website_due_at`, again and again.
    """

    __tablename__ = "profiles"
    __table_args__ = (
        Index(None, "follower_count", "user_id"),
        Index(
            "ix_profiles_website_due",
            "website_due_at",
            postgresql_where=text("website_due_at IS NOT NULL"),
            sqlite_where=text("website_due_at IS NOT NULL"),
        ),
    )

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    picture_key: Mapped[str | None] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    website: Mapped[str] = mapped_column(String(400), default="")
    website_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    website_checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    website_verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bio: Mapped[str] = mapped_column(String(500), default="")
    hides_counts: Mapped[bool] = mapped_column(default=False)  # of likes, to everybody
    post_count: Mapped[int] = mapped_column(default=0)
    follower_count: Mapped[int] = mapped_column(default=0)
    following_count: Mapped[int] = mapped_column(default=0)
    unread_count: Mapped[int] = mapped_column(default=0)  # notifications

    user: Mapped[User] = relationship(back_populates="profile", lazy="raise_on_sql")


class PersonWord(Base):
    """How a person is found: every end of every word of their names and handle, folded.

    The search of people walks along those that begin as what is typed.
    """

    __tablename__ = "person_words"
    __table_args__ = (Index(None, "word", "user_id"),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    word: Mapped[str] = mapped_column(sorted_string(NAME_WORD_LENGTH), primary_key=True)
