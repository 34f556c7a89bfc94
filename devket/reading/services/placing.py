"""Keeping for each version where the highlights of its save are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.marks import text_of
from devket.library.models import Article, Capture, Save
from devket.reading import queries
from devket.reading.models import Highlight, HighlightPlace
from devket.reading.services.anchors import Anchor, Known, Place, anchor_at, locate
from devket.reading.services.folding import Ground

# Of one version: the transaction that writes a capture must not wait for a thousand of them.
_MOST_ROUGH = 100


def move_along(session: Session, save: Save, capture: Capture) -> None:
    """Find the highlights of a save in a version whose text is new or shown now; flushes."""
    if not save.highlight_count:
        return
    highlights = queries.of_save(session, save)
    _place(session, save, capture.id, highlights)
    session.flush()


def place_everywhere(session: Session, save: Save, highlight: Highlight) -> None:
    """Find one highlight in each version of its save that it has no place in yet; flushes."""
    placed = select(HighlightPlace.capture_id).where(HighlightPlace.highlight_id == highlight.id)
    chosen = select(Article.capture_id).join(Capture, Capture.id == Article.capture_id)
    chosen = chosen.where(Capture.save_id == save.id, Article.capture_id.not_in(placed))
    for capture_id in session.scalars(chosen).all():
        _place(session, save, capture_id, [highlight])
    session.flush()


def keep_place(session: Session, highlight: Highlight, capture_id: int, place: Place) -> None:
    """Write down where a new highlight is in the version it was made in."""
    _keep(session, highlight, capture_id, None, place)


def ground_of(session: Session, capture_id: int) -> Ground:
    """Return the text of a version as readers select it; empty when there is none."""
    html = session.scalar(select(Article.content_html).where(Article.capture_id == capture_id))
    return Ground(text_of(html or ""))


def _place(session: Session, save: Save, capture_id: int, highlights: Sequence[Highlight]) -> None:
    ground = ground_of(session, capture_id)
    known = _known(session, [one.id for one in highlights], besides=capture_id)
    ids = [one.id for one in highlights]
    here = select(HighlightPlace).where(HighlightPlace.capture_id == capture_id)
    kept = {
        place.highlight_id: place
        for place in session.scalars(here.where(HighlightPlace.highlight_id.in_(ids)))
    }
    rough_ones = _MOST_ROUGH
    for one in highlights:
        anchor, place = Anchor(one.quote, one.prefix, one.suffix), known.get(one.id)
        found = locate(anchor, ground, known=place, is_exact=True) if ground.text else None
        if found is None and ground.text and rough_ones:
            rough_ones -= 1
            found = locate(anchor, ground, known=place)
        if found is not None and anchor.is_bare:
            _learn(one, ground, found)
        _keep(session, one, capture_id, kept.get(one.id), found)
        if capture_id == save.capture_id:
            one.is_detached = found is None


def _learn(highlight: Highlight, ground: Ground, place: Place) -> None:
    """Note what stands around a passage that came without, so that it is found again later."""
    anchor = anchor_at(ground.text, *place)
    highlight.prefix, highlight.suffix = anchor.prefix, anchor.suffix


def _keep(
    session: Session,
    highlight: Highlight,
    capture_id: int,
    kept: HighlightPlace | None,
    place: Place | None,
) -> None:
    if kept is None:
        kept = HighlightPlace(highlight_id=highlight.id, capture_id=capture_id)
        session.add(kept)
    kept.start, kept.end = place or (None, None)


def _known(session: Session, ids: Iterable[int], *, besides: int) -> dict[int, Known]:
    """Return for each highlight the newest other version in which its place is known."""
    chosen = select(HighlightPlace).where(
        HighlightPlace.highlight_id.in_(list(ids)),
        HighlightPlace.capture_id != besides,
        HighlightPlace.start.is_not(None),
    )
    grounds: dict[int, Ground] = {}
    known: dict[int, Known] = {}
    for place in session.scalars(chosen.order_by(HighlightPlace.capture_id.desc())):
        if place.highlight_id in known or place.start is None or place.end is None:
            continue
        if place.capture_id not in grounds:
            grounds[place.capture_id] = ground_of(session, place.capture_id)
        known[place.highlight_id] = Known(grounds[place.capture_id], place.start, place.end)
    return known
