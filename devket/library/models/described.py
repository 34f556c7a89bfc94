"""What a page says of itself: the columns that a capture and its save have in common."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from devket.capture.model import Kind, Reason, State
from devket.db import UtcDateTime, WordEnum, sorted_string

ADDRESS_LENGTH = 4096
TITLE_LENGTH = 500


class Described:
    """What a page says of itself. A capture holds it, its save a copy that lists can show."""

    state: Mapped[State] = mapped_column(WordEnum(State), default=State.PENDING)
    reason: Mapped[Reason | None] = mapped_column(WordEnum(Reason))
    final_url: Mapped[str | None] = mapped_column(String(ADDRESS_LENGTH))
    canonical_url: Mapped[str | None] = mapped_column(String(ADDRESS_LENGTH))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH), default="")
    site: Mapped[str] = mapped_column(sorted_string(255), default="")
    byline: Mapped[str] = mapped_column(String(255), default="")
    excerpt: Mapped[str] = mapped_column(String(400), default="")
    lang: Mapped[str] = mapped_column(String(16), default="")
    dir: Mapped[str] = mapped_column(String(3), default="ltr")
    kind: Mapped[Kind] = mapped_column(WordEnum(Kind, length=16), default=Kind.ARTICLE)
    card: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # names of capture.told.CARD
    word_count: Mapped[int] = mapped_column(default=0)
    code_count: Mapped[int] = mapped_column(default=0)  # blocks
    code_languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lead_image_key: Mapped[str | None] = mapped_column(String(64))
    lead_image_width: Mapped[int | None]
    lead_image_height: Mapped[int | None]
    thumb_key: Mapped[str | None] = mapped_column(String(64))  # small, for lists
    thumb_width: Mapped[int | None]
    thumb_height: Mapped[int | None]


DESCRIPTION = tuple(Described.__annotations__)
