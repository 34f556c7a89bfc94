"""Posts: quotes drawn, what waits published, what is deleted purged; stories that are over."""

from __future__ import annotations

from datetime import timedelta

from devket.db import transaction
from devket.jobs import job, sweep
from devket.social.services import editing, publishing, quotes, stories
from devket.web.parts import parts

UNDO_WINDOW = timedelta(hours=24)
CARDS_A_MINUTE = 50


@job()
def draw_card(post_id: int) -> None:
    """Draw the quote of a post. Safe to be run twice: the same quote is the same file."""
    at_hand = parts()
    with transaction() as session:
        drawn = quotes.claim(session, post_id, clock=at_hand.clock)
    if drawn is None:
        return
    key = quotes.keep(at_hand.blobs, drawn)  # the file before its row
    with transaction() as session:
        quotes.settle(session, post_id, key=key)


@sweep
def look_after_posts() -> None:
    """Publish what waits for nothing any more, send quotes to be drawn, purge what is deleted."""
    at_hand = parts()
    now = at_hand.clock()
    with transaction() as session:
        publishing.publish_overdue(session, clock=at_hand.clock)
        editing.purge(session, before=now - UNDO_WINDOW)
        due = quotes.due(session, now=now, limit=CARDS_A_MINUTE)
    for post_id in due:
        at_hand.queue.enqueue(draw_card, post_id)


@sweep
def purge_stories() -> None:
    """Free the rows of stories that are over; nobody sees them already."""
    now = parts().clock()
    with transaction() as session:
        stories.purge(session, now=now, deleted_before=now - UNDO_WINDOW)
