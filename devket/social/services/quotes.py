"""Quotes of shared highlights as pictures: which are due, drawing one, keeping it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.social.models import Post
from devket.social.queries import drafts
from devket.social.services import drawing
from devket.storage import Blobs

LEASE = timedelta(minutes=10)  # after which a worker that never reported back is taken for lost
PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is to be drawn."""

    quote: str
    title: str
    site: str


def due(session: Session, *, now: datetime, limit: int) -> list[int]:
    """Return ids of posts whose quote is to be drawn."""
    return drafts.cards_due(session, now, limit=limit)


def claim(session: Session, post_id: int, *, clock: Clock) -> Quoted | None:
    """Take a due quote up; None when it is drawn already or gone; flushes."""
    post = session.get(Post, post_id, with_for_update=True)
    if post is None or post.card_due_at is None:
        return None
    post.card_due_at = clock() + LEASE
    session.flush()
    return Quoted(post.quote, post.link_title, post.link_site)


def keep(blobs: Blobs, quoted: Quoted) -> str | None:
    """Draw a quote and keep the file; None when the font has too few of its letters."""
    drawn = drawing.draw(quoted.quote, title=quoted.title, site=quoted.site)
    return None if drawn is None else blobs.put(drawn, PNG)


def settle(session: Session, post_id: int, *, key: str | None) -> None:
    """Write down which file the quote is; flushes."""
    post = session.get(Post, post_id, with_for_update=True)
    if post is not None:
        post.card_key, post.card_due_at = key, None
        session.flush()
