"""Annotations in the shape of annotator.js."""

from __future__ import annotations

from typing import Any

from devket.accounts.models import User
from devket.compat.wallabag.annotator import Article
from devket.compat.wallabag.presenters.answers import at
from devket.compat.wallabag.queries.details import Noted


def annotation(noted: Noted, user: User, article: Article | None) -> dict[str, Any]:
    """Return an annotation: as its client marked it, else where the highlight is in the article."""
    highlight = noted.highlight
    return {
        "id": highlight.id,
        "annotator_schema_version": "v1.0",
        "user": user.handle,
        "text": highlight.note,
        "quote": noted.quote if noted.ranges is not None else highlight.quote,
        "created_at": at(highlight.created_at),
        "updated_at": at(highlight.updated_at),
        "ranges": noted.ranges if noted.ranges is not None else _ranges(noted, article),
    }


def _ranges(noted: Noted, article: Article | None) -> list[dict[str, str]]:
    if article is None or noted.start is None or noted.end is None:
        return []
    return [article.range_at(noted.start, noted.end)]
