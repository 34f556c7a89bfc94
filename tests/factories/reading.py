"""Highlights made as readers make them, for tests that need some."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from devket.capture.marks import text_of
from devket.core.clock import utcnow
from devket.library.models import Save
from devket.library.queries import version_with_text
from devket.reading.models import Highlight
from devket.reading.services.anchors import anchor_at
from devket.reading.services.marking import Wanted, add_highlight


def make_highlight(
    session: Session, save: Save, quote: str, *, version: int = 1, **fields: Any
) -> Highlight:
    """Mark the first place of some words in a version of a save; flushes."""
    capture = version_with_text(session, save.owner_id, save.id, version)
    assert capture.article is not None
    text = text_of(capture.article.content_html)
    start = text.index(quote)
    end = start + len(quote)
    wanted = Wanted(version, start, end, anchor_at(text, start, end), **fields)
    return add_highlight(
        session, viewer_id=save.owner_id, save_id=save.id, wanted=wanted, clock=utcnow
    )
