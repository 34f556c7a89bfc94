"""Annotations: highlights of Devket, with the ranges of the client beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from devket.compat.wallabag.annotator import Article
from devket.compat.wallabag.models import WallabagAnnotation
from devket.core.clock import Clock
from devket.library.queries import save_with_article
from devket.reading import queries
from devket.reading.models import Highlight
from devket.reading.queries import Marked
from devket.reading.services.marking import change_highlight, delete_highlight
from devket.reading.services.quoting import add_quote


def annotate(
    session: Session,
    owner_id: int,
    save_id: int,
    *,
    text: str,
    quote: str | None,
    ranges: Sequence[Any],
    clock: Clock,
) -> Highlight:
    """Mark the quote in the text of an entry and keep the ranges as they came; flushes.

    `NotFoundError` for missing and foreign entries alike; `InvalidError` for a note too long.
    """
    save = save_with_article(session, owner_id, save_id)
    article = save.capture.article if save.capture else None
    near = Article(article.content_html).start_of(ranges[0]) if article and ranges else None
    highlight = add_quote(
        session,
        viewer_id=owner_id,
        save_id=save_id,
        quote=quote or "",
        note=text,
        near=near,
        clock=clock,
    )
    said = session.get(WallabagAnnotation, highlight.id)
    said = said or WallabagAnnotation(highlight_id=highlight.id)
    said.quote, said.ranges = quote, list(ranges)
    session.add(said)
    session.flush()
    return highlight


def rewrite(session: Session, owner_id: int, highlight_id: int, text: str) -> Marked:
    """Put another text beside a highlight. Errors as above."""
    queries.marked(session, owner_id, highlight_id)  # one that was deleted is not there
    return change_highlight(session, viewer_id=owner_id, highlight_id=highlight_id, note=text)


def remove(session: Session, owner_id: int, highlight_id: int, *, clock: Clock) -> None:
    """Take a highlight away. `NotFoundError` as above."""
    queries.marked(session, owner_id, highlight_id)
    delete_highlight(session, viewer_id=owner_id, highlight_id=highlight_id, clock=clock)
