"""Tables of what clients send that Devket has no other place for, to be told again as it came."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import Base

ADDRESS_LENGTH = 4096


class WallabagAnnotation(Base):
    """A highlight as a client marked it: its ranges, and the quote letter by letter."""

    __tablename__ = "wallabag_annotations"

    highlight_id: Mapped[int] = mapped_column(
        ForeignKey("highlights.id", ondelete="CASCADE"), primary_key=True
    )
    quote: Mapped[str | None] = mapped_column(Text)
    ranges: Mapped[list[Any]] = mapped_column(JSON)


class WallabagExtra(Base):
    """Addresses that a client gave along with a save."""

    __tablename__ = "wallabag_extras"

    save_id: Mapped[int] = mapped_column(
        ForeignKey("saves.id", ondelete="CASCADE"), primary_key=True
    )
    origin_url: Mapped[str] = mapped_column(String(ADDRESS_LENGTH), default="")
    preview_picture: Mapped[str] = mapped_column(String(ADDRESS_LENGTH), default="")
