"""What a person writes about a save as a whole."""

from __future__ import annotations

from sqlalchemy.orm import Session

from devket.core.errors import InvalidError
from devket.library import queries
from devket.library.models import NOTE_LENGTH, Save, SaveNote
from devket.library.services.changing import changed, changed_beside, touch


def write_note(session: Session, *, viewer_id: int, save_id: int, text: str) -> Save:
    """Put this in the place of the note of a save; nothing but white space takes it away."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > NOTE_LENGTH:
        raise InvalidError("This is longer than %(max)d characters.", field="text", max=NOTE_LENGTH)
    save = queries.save_to_change(session, viewer_id, save_id)
    note = session.get(SaveNote, save_id)
    if note is not None and text:
        note.text = text
    elif note is not None:
        session.delete(note)
    elif text:
        session.add(SaveNote(save_id=save_id, text=text))
    save.has_note = bool(text)
    touch(save)
    changed(session, save_id)
    changed_beside(session, save.owner_id, [save_id])
    session.flush()
    return save
