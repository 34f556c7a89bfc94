"""Making, changing and deleting highlights. Verbs flush and never commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from devket.capture.marks import is_code, text_of
from devket.core.clock import Clock
from devket.core.errors import N_, ConflictError, InvalidError, NotFoundError
from devket.library.models import Capture, Save
from devket.library.queries import save_to_change, version_with_text
from devket.library.services.changing import changed, touch
from devket.library.services.counting import counted
from devket.reading import queries
from devket.reading.models import (
    MOST_OF_A_SAVE,
    QUOTE_LENGTH,
    REMARK_LENGTH,
    Color,
    Highlight,
    HighlightPlace,
)
from devket.reading.queries import Marked
from devket.reading.services.anchors import Anchor, Place, anchor_at, locate
from devket.reading.services.folding import Ground
from devket.reading.services.placing import keep_place, place_everywhere

GONE = N_("This highlight was deleted meanwhile, in another tab perhaps. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody selected in a version: where, and what the browser saw there and around."""

    version: int
    start: int
    end: int
    anchor: Anchor
    color: Color = Color.YELLOW
    note: str = ""


def add_highlight(
    session: Session, *, viewer_id: int, save_id: int, wanted: Wanted, clock: Clock
) -> Highlight:
    """Mark a part of a version's text; the same part a second time changes its colour.

    The text itself says what is quoted: what the browser sent is only compared with it.
    """
    save = save_to_change(session, viewer_id, save_id)
    capture = version_with_text(session, viewer_id, save_id, wanted.version)
    if capture.article is None:
        raise NotFoundError
    ground = Ground(text_of(capture.article.content_html))
    start, end = _trimmed(ground.text, _place_of(wanted, ground))
    note = checked_note(wanted.note)
    twin = _same(session, capture, start, end)
    if twin is not None:
        twin.color, twin.note = wanted.color, note or twin.note
        touch(save)
        session.flush()
        return twin
    anchor = anchor_at(ground.text, start, end)
    highlight = Highlight(
        owner_id=save.owner_id,
        save_id=save.id,
        color=wanted.color,
        quote=anchor.quote,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        note=note,
        is_code=is_code(capture.article.content_html, start, end),
        created_at=clock(),
        is_detached=capture.id != save.capture_id,
    )
    count_in(session, save, highlight, step=1)
    keep_place(session, highlight, capture.id, (start, end))
    session.flush()
    place_everywhere(session, save, highlight)
    return highlight


def _place_of(wanted: Wanted, ground: Ground) -> Place:
    """Return where the selection is; `ConflictError` when the text is another by now."""
    quote = wanted.anchor.quote
    if not quote.strip():
        raise InvalidError("Select some words first.")
    start, end = wanted.start, wanted.end
    if not 0 <= start < end <= len(ground.text) or ground.text[start:end] != quote:
        found = locate(wanted.anchor, ground)
        if found is None:
            raise ConflictError(
                "The text of this article has changed meanwhile. Reload the page and mark it again."
            )
        start, end = found
    if end - start > QUOTE_LENGTH:
        raise InvalidError(
            "A highlight holds at most %(max)d characters. Mark a smaller part.", max=QUOTE_LENGTH
        )
    return start, end


def _trimmed(text: str, place: Place) -> Place:
    """Return the place without white space at its edges."""
    start, end = place
    quote = text[start:end]
    return start + len(quote) - len(quote.lstrip()), end - len(quote) + len(quote.rstrip())


def _same(session: Session, capture: Capture, start: int, end: int) -> Highlight | None:
    chosen = select(Highlight).join(HighlightPlace, HighlightPlace.highlight_id == Highlight.id)
    here = (
        HighlightPlace.capture_id == capture.id,
        HighlightPlace.start == start,
        HighlightPlace.end == end,
    )
    return session.scalars(chosen.where(*here, Highlight.deleted_at.is_(None))).first()


def checked_note(text: str) -> str:
    """Return a note as it is kept; `InvalidError` when it is too long."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > REMARK_LENGTH:
        raise InvalidError(
            "This is longer than %(max)d characters.", field="note", max=REMARK_LENGTH
        )
    return text


def change_highlight(
    session: Session,
    *,
    viewer_id: int,
    highlight_id: int,
    color: Color | None = None,
    note: str | None = None,
) -> Marked:
    """Give a highlight another colour, another note, or both; None leaves one as it is."""
    found = queries.owned_to_change(session, viewer_id, highlight_id)
    if found.highlight.deleted_at is not None:
        raise ConflictError(GONE)
    if color is not None:
        found.highlight.color = color
    if note is not None:
        found.highlight.note = checked_note(note)
        changed(session, found.save.id)
    touch(found.save)
    session.flush()
    return found


def delete_highlight(
    session: Session, *, viewer_id: int, highlight_id: int, clock: Clock
) -> Marked:
    """Take a highlight away; `restore_highlight` brings it back until `purge` has run."""
    found = queries.owned_to_change(session, viewer_id, highlight_id)
    if found.highlight.deleted_at is not None:
        raise ConflictError(GONE)
    found.highlight.deleted_at = clock()
    count_in(session, found.save, found.highlight, step=-1)
    return found


def restore_highlight(session: Session, *, viewer_id: int, highlight_id: int) -> Marked:
    """Bring a deleted highlight back; one that stands stays as it is."""
    found = queries.owned_to_change(session, viewer_id, highlight_id)
    if found.highlight.deleted_at is not None:
        found.highlight.deleted_at = None
        count_in(session, found.save, found.highlight, step=1)
        _look_again(session, found.save, found.highlight)
    return found


def _look_again(session: Session, save: Save, highlight: Highlight) -> None:
    """Find it in versions that came while it was deleted, and tell whether it is in the shown."""
    place_everywhere(session, save, highlight)
    shown = session.get(HighlightPlace, (highlight.id, save.capture_id or 0))
    highlight.is_detached = shown is None or shown.start is None
    session.flush()


def count_in(session: Session, save: Save, highlight: Highlight, *, step: int) -> None:
    """Count a highlight that is added to its save, or taken away; `InvalidError` past the bound."""
    if step > 0 and save.highlight_count >= MOST_OF_A_SAVE:
        raise InvalidError(
            "An article holds at most %(max)d highlights. Delete one to make room.",
            max=MOST_OF_A_SAVE,
        )
    with counted(session, save):
        session.add(highlight)
        save.highlight_count += step
    changed(session, save.id)


def purge(session: Session, *, before: datetime, limit: int = 500) -> None:
    """Delete for good what was deleted before that time."""
    gone = select(Highlight.id).where(Highlight.deleted_at < before).limit(limit)
    session.execute(delete(Highlight).where(Highlight.id.in_(session.scalars(gone).all())))
