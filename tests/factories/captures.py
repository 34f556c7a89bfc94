"""Versions made straight in the database, for pages that show them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from devket.capture import sanitise
from devket.capture.model import Choice
from devket.core.clock import utcnow
from devket.library.models import DESCRIPTION, Article, Capture, Save
from devket.library.services.describing import show, weigh


def make_version(
    session: Session,
    save: Save,
    version: int = 1,
    *,
    html: str = "<p>Text.</p>",
    text: str = "Text.",
    **fields: Any,
) -> Capture:
    """Make a version that says what its save says, and show it; `fields` change it. Flushes."""
    said = {name: getattr(save, name) for name in DESCRIPTION}
    capture = Capture(
        save_id=save.id,
        version=version,
        **{
            "captured_at": utcnow(),
            "finished_at": utcnow(),
            "choice": Choice.BEST,
            "engine": 2,
            "log": {"engine": "2", "rule": "", "guard": "", "encoding": "utf-8"},
            **said,
            **fields,
        },
    )
    capture.article = Article(content_html=sanitise(html), text=text)
    weigh(capture)
    session.add(capture)
    session.flush()
    show(session, save, capture)
    session.flush()
    return capture
