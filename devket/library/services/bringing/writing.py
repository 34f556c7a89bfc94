"""Writing down what is said of saves that are there, with counts, notes and places in step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from devket.db import insert_into
from devket.library.models import Save, SaveNote
from devket.library.services.bringing.facts import Facts
from devket.library.services.counting import counted_together
from devket.library.services.shelving import move_to_top


def write_facts(session: Session, told: Sequence[tuple[Save, Facts]], *, at: datetime) -> None:
    """Let locked saves of one person be as their facts say, but for tags; flushes.

    Whoever syncs sees that they changed `at` this time, be it in their tags alone.
    """
    if not told:
        return
    with counted_together(session, [save for save, _ in told]):
        for save, facts in told:
            if save.saved_at != facts.saved_at:
                move_to_top(session, save, at=facts.saved_at)
            save.is_archived, save.is_favorite = facts.is_archived, facts.is_favorite
            save.deleted_at, save.snoozed_until = facts.deleted_at, facts.snoozed_until
            if save.title != facts.title:
                save.title = facts.title
            save.has_note = bool(facts.note)
            save.updated_at = at
    write_notes(session, {save.id: facts.note for save, facts in told})


def write_notes(session: Session, notes: Mapping[int, str]) -> None:
    """Put notes in the place of what was there; an empty one takes it away."""
    ids = list(notes)
    kept = select(SaveNote.save_id, SaveNote.text).where(SaveNote.save_id.in_(ids))
    before = dict(session.execute(kept).all())
    gone = [save_id for save_id in before if not notes[save_id]]
    if gone:
        session.execute(delete(SaveNote).where(SaveNote.save_id.in_(gone)))
    rows = [
        {"save_id": save_id, "text": text}
        for save_id, text in notes.items()
        if text and before.get(save_id) != text
    ]
    if rows:
        put = insert_into(session, SaveNote)
        new = {"text": put.excluded.text, "updated_at": put.excluded.updated_at}
        session.execute(put.on_conflict_do_update(index_elements=["save_id"], set_=new), rows)
