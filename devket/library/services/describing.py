"""From what a capture gave to the columns of its version, and from a version to its save."""

from __future__ import annotations

from sqlalchemy.orm import Session

from devket.capture.model import Captured, Extracted
from devket.core.text import clip
from devket.core.urls import display_host
from devket.library.models import ADDRESS_LENGTH, DESCRIPTION, TITLE_LENGTH, Capture, Save
from devket.library.services import scoring
from devket.library.services.changing import changed
from devket.library.services.counting import counted
from devket.library.services.following import tell_of_text

_WORD_LENGTH, _MOST_FACTS = 500, 40  # of a card


def describe(capture: Capture, captured: Captured) -> None:
    """Write into a version what its page says of itself."""
    capture.state, capture.reason = captured.state, captured.reason
    capture.detail = captured.detail[:400]
    capture.final_url = captured.final_url[:ADDRESS_LENGTH]
    capture.site = display_host(captured.final_url)[:255]
    if captured.page is not None:
        _describe_page(capture, captured.page)
    weigh(capture)


def _describe_page(capture: Capture, page: Extracted) -> None:
    capture.canonical_url = page.canonical_url[:ADDRESS_LENGTH] if page.canonical_url else None
    capture.title = clip(page.title, TITLE_LENGTH)
    capture.byline = clip(page.byline, 255)
    capture.excerpt = clip(page.excerpt, 400)
    capture.lang, capture.dir = page.lang[:16], page.dir
    capture.kind = page.kind
    facts = list(page.card.items())[:_MOST_FACTS]
    capture.card = {name: clip(value, _WORD_LENGTH) for name, value in facts}
    capture.word_count = page.word_count
    capture.code_languages = list(page.code_languages[:8])
    capture.code_count = page.content_html.count("<pre")
    capture.published_at = page.published
    capture.log = page.log
    engine = page.log.get("engine", "")
    capture.engine = int(engine) if engine.isdecimal() else 0


def weigh(capture: Capture) -> None:
    """Set the score of a version from what is known of it by now."""
    capture.score = scoring.score(
        capture.state,
        words=capture.word_count or 0,
        codes=capture.code_count or 0,
        images=capture.image_count or 0,
        choice=capture.choice,
    )


def show(session: Session, save: Save, capture: Capture) -> None:
    """Make a version the one that the save shows, in lists, reader and search alike; flushes."""
    title = capture.title or save.title  # a page without one keeps the title it was saved with
    with counted(session, save):
        for name in DESCRIPTION:
            setattr(save, name, getattr(capture, name))
        save.title, save.capture_id = title, capture.id
    changed(session, save.id)
    tell_of_text(session, save, capture)
