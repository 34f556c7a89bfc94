"""Kept pages read again: another part because a person asked, all of it by a newer engine."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from devket.capture.model import Captured
from devket.core.clock import Clock
from devket.core.types import SafeHtml
from devket.library.models import Article, Capture, Owed, Save
from devket.library.services.capturing import Claim, release
from devket.library.services.describing import describe, show
from devket.library.services.following import tell_of_text


def settle_last_part(session: Session, *, held: Claim, clock: Clock) -> None:
    """Note that no other part of the page gives another text, and settle the save; flushes."""
    page = held.page
    if page is not None and page.capture_id is not None:
        statement = update(Capture).where(Capture.id == page.capture_id)
        session.execute(statement.values(is_last_part=True))
    release(session, held=held, captured=None, clock=clock)


def reread_in_place(
    session: Session, *, held: Claim, captured: Captured, content_html: SafeHtml, clock: Clock
) -> None:
    """Put what the engine of today makes of a page in the place of what an older one made of it.

    For the same text in better form: another text is another version. Settles the save; flushes.
    """
    page = held.page
    save = session.get(Save, held.save_id, with_for_update=True)
    capture = session.get(Capture, page.capture_id) if page and page.capture_id else None
    if save is not None and capture is not None:
        describe(capture, captured)
        statement = update(Article).where(Article.capture_id == capture.id)
        session.execute(statement.values(content_html=content_html))
        if save.capture_id == capture.id:
            show(session, save, capture)
        else:
            tell_of_text(session, save, capture)
    release(session, held=held, captured=None, clock=clock)


def ask_to_reread(session: Session, save_ids: Sequence[int], *, clock: Clock) -> list[int]:
    """Owe a new reading of the kept pages of these saves; return those that now owe it; flushes.

    What owes something else already is left to that.
    """
    chosen = select(Save).where(Save.id.in_(save_ids), Save.capture_due_at.is_(None))
    saves = list(session.scalars(chosen.with_for_update(skip_locked=True)))
    for save in saves:
        save.owed, save.capture_due_at, save.capture_attempts = Owed.REREAD, clock(), 0
        save.has_turn = False
    session.flush()
    return [save.id for save in saves]
