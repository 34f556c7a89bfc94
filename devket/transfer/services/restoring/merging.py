"""A save that is there already takes from a line what it lacks: nothing of its own is lost.

Tags are united, the earlier date counts, archived and favourite if either is, the further place,
the longer of both notes, highlights that are not there yet, and a text where it has none.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.library.models import DESCRIPTION, NOTE_LENGTH, Article, Capture, Save, SaveNote
from devket.library.services.changing import changed
from devket.library.services.counting import counted
from devket.library.services.shelving import move_to_top
from devket.reading.models import MOST_OF_A_SAVE, Highlight, ReadingPosition
from devket.reading.services.placing import move_along, place_everywhere
from devket.transfer.services.restoring.making import capture_of
from devket.transfer.services.restoring.reading import SaveLine


def merge(session: Session, save: Save, line: SaveLine, *, clock: Clock) -> bool:
    """Give a save what a line has beyond it; tell whether that was anything. Flushes."""
    before = _state_of(save)
    with counted(session, save):
        _join(session, save, line)
        is_more = _text(session, save, line)
        is_more |= _marks(session, save, line)
    is_more |= _note(session, save, line)
    is_more |= _position(session, save, line)
    is_more |= before != _state_of(save)
    if is_more:
        changed(session, save.id)
        save.updated_at = clock()
    session.flush()
    return is_more


def _state_of(save: Save) -> tuple[object, ...]:
    names = ("saved_at", "is_archived", "is_favorite", "progress", "deleted_at", "title")
    return tuple(getattr(save, name) for name in names)


def _join(session: Session, save: Save, line: SaveLine) -> None:
    values = line.values
    if values["saved_at"] < save.saved_at:
        move_to_top(session, save, at=values["saved_at"])
    save.is_archived |= values.get("is_archived", False)
    save.is_favorite |= values.get("is_favorite", False)
    if save.is_archived:
        save.snoozed_until = None
    save.deleted_at = None
    save.title = save.title or values.get("title", "")
    if values["progress"] > save.progress:
        save.progress, save.read_at = values["progress"], values.get("read_at") or save.read_at


def _text(session: Session, save: Save, line: SaveLine) -> bool:
    """Show the version of the line when the save has no text of its own."""
    if line.version is None or line.article is None or _has_text(session, save):
        return False
    last = session.scalar(select(func.max(Capture.version)).where(Capture.save_id == save.id))
    capture = capture_of(line, save_id=save.id, version=(last or 0) + 1)
    session.add(capture)
    session.flush()
    title = line.values.get("title") or save.title
    for name in DESCRIPTION:
        if name in line.values:
            setattr(save, name, line.values[name])
    save.title, save.capture_id = title, capture.id
    if not save.capture_attempts:
        save.capture_due_at = None
    move_along(session, save, capture)
    return True


def _has_text(session: Session, save: Save) -> bool:
    chosen = select(Article.capture_id).join(Capture, Capture.id == Article.capture_id)
    return session.scalar(chosen.where(Capture.save_id == save.id).limit(1)) is not None


def _marks(session: Session, save: Save, line: SaveLine) -> bool:
    anchor = (Highlight.quote, Highlight.prefix, Highlight.suffix)
    here = select(*anchor).where(Highlight.save_id == save.id, Highlight.deleted_at.is_(None))
    there = {tuple(row) for row in session.execute(here)}
    room = MOST_OF_A_SAVE - save.highlight_count
    more = [mark for mark in line.marks if mark.anchor not in there][: max(room, 0)]
    for mark in more:
        highlight = Highlight(**mark.values, owner_id=save.owner_id, save_id=save.id)
        highlight.is_detached = True  # until it is found in what is shown
        session.add(highlight)
        session.flush()
        place_everywhere(session, save, highlight)
    save.highlight_count += len(more)
    return bool(more)


def _note(session: Session, save: Save, line: SaveLine) -> bool:
    if not line.note:
        return False
    note = session.get(SaveNote, save.id)
    if note is None:
        session.add(SaveNote(save_id=save.id, text=line.note))
        save.has_note = True
        return True
    joined = f"{note.text}\n\n{line.note}"
    if line.note in note.text or len(joined) > NOTE_LENGTH:
        return False
    note.text = joined
    return True


def _position(session: Session, save: Save, line: SaveLine) -> bool:
    if line.position is None or session.get(ReadingPosition, save.id) is not None:
        return False
    values = line.position
    session.add(ReadingPosition(**values, save_id=save.id, capture_id=save.capture_id))
    return True
