"""The files of the store that the feed's rows name."""

from __future__ import annotations

from sqlalchemy.orm import InstrumentedAttribute

from devket.social.models import Picture, Post, ReportFile


def file_keys() -> tuple[InstrumentedAttribute[str | None], ...]:
    """Return every column here that names a file of the store: what none of them names is waste."""
    sizes = (Picture.small_key, Picture.medium_key, Picture.large_key)
    return (Picture.original_key, *sizes, Post.card_key, ReportFile.file_key)
