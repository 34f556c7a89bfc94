"""Highlights of which only the quote is known: programs and files name no place in our text."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.marks import is_code
from devket.core.clock import Clock
from devket.core.errors import InvalidError
from devket.library.models import Save
from devket.library.queries import save_with_article
from devket.library.services.changing import touch
from devket.reading.models import QUOTE_LENGTH, Color, Highlight
from devket.reading.services.anchors import Anchor, Place, anchor_at, locate
from devket.reading.services.folding import Ground, fold
from devket.reading.services.marking import checked_note, count_in
from devket.reading.services.placing import ground_of, keep_place, place_everywhere


def add_quote(
    session: Session,
    *,
    viewer_id: int,
    save_id: int,
    quote: str,
    clock: Clock,
    note: str = "",
    color: Color = Color.YELLOW,
    near: int | None = None,
    made_at: datetime | None = None,
) -> Highlight:
    """Mark these words in the text that is shown; kept without a place where they are not in it.

    Of several places the one next to `near` is taken, a character of the text, else the first.
    A place that is marked already and has no other note is not marked twice. `NotFoundError` for
    missing and foreign saves alike, `InvalidError` for what is too long.
    """
    save = save_with_article(session, viewer_id, save_id)
    if len(quote) > QUOTE_LENGTH:
        raise InvalidError(
            "A highlight holds at most %(max)d characters. Mark a smaller part.", max=QUOTE_LENGTH
        )
    ground = ground_of(session, save.capture_id or 0)
    place, note = place_of_quote(ground, quote, near=near), checked_note(note)
    anchor = anchor_at(ground.text, *place) if place else Anchor(quote.strip(), "", "")
    twin = _twin(session, save, anchor, note)
    if twin is not None:
        return twin
    highlight = _row(save, anchor, place)
    highlight.color, highlight.note, highlight.created_at = color, note, made_at or clock()
    count_in(session, save, highlight, step=1)
    if place is not None and save.capture_id is not None:
        keep_place(session, highlight, save.capture_id, place)
    session.flush()
    if anchor.quote:
        place_everywhere(session, save, highlight)
    return highlight


def _row(save: Save, anchor: Anchor, place: Place | None) -> Highlight:
    return Highlight(
        owner_id=save.owner_id,
        save_id=save.id,
        quote=anchor.quote,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        is_code=place is not None and _is_code(save, place),
        is_detached=place is None,
    )


def place_of_quote(ground: Ground, quote: str, *, near: int | None = None) -> Place | None:
    """Return where these words stand in a text, None when nowhere."""
    wanted, found = fold(quote).text, ground.folded
    if not wanted:
        return None
    starts, at = [], found.text.find(wanted)
    while at >= 0:
        starts.append(at)
        at = found.text.find(wanted, at + 1)
    if not starts:
        return locate(Anchor(quote.strip(), "", ""), ground)
    middle = found.at(near) if near is not None else 0
    start = min(starts, key=lambda start: abs(start - middle))
    return found.place(start, start + len(wanted))


def _twin(session: Session, save: Save, anchor: Anchor, note: str) -> Highlight | None:
    """Return a highlight of the same words in the same place, the note now its own."""
    if not anchor.quote:
        return None
    chosen = select(Highlight).where(
        Highlight.save_id == save.id,
        Highlight.deleted_at.is_(None),
        Highlight.quote == anchor.quote,
        Highlight.prefix == anchor.prefix,
        Highlight.suffix == anchor.suffix,
        Highlight.note.in_(("", note)),
    )
    twin = session.scalars(chosen.order_by(Highlight.id)).first()
    if twin is not None and twin.note != note:
        twin.note = note
        touch(save)
        session.flush()
    return twin


def _is_code(save: Save, place: Place) -> bool:
    article = save.capture.article if save.capture else None
    return article is not None and is_code(article.content_html, *place)
