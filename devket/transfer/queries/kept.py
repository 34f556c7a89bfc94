"""Saves as exports hold them, with what stands beside them, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from devket.library.models import Capture, Save, SaveNote
from devket.library.policies import readable_by
from devket.library.queries import tags_of
from devket.reading.models import Highlight, HighlightPlace, ReadingPosition
from devket.reading.policies import readable_by as highlights_of


@dataclass(frozen=True, slots=True)
class Marked:
    """A highlight, and where it is in the version that is shown."""

    highlight: Highlight
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """One save with all that is its."""

    save: Save
    tags: Sequence[str]
    note: str
    marks: Sequence[Marked]
    position: ReadingPosition | None


def kept_of(
    session: Session, owner_id: int, ids: Sequence[int], *, with_text: bool = False
) -> list[Kept]:
    """Return these saves of a person in the order of the ids; what is gone is passed over.

    `with_text` loads the shown version, its text and its images as well.
    """
    chosen = select(Save).where(readable_by(owner_id), Save.id.in_(ids))
    if with_text:
        shown = joinedload(Save.capture)
        chosen = chosen.options(
            shown.joinedload(Capture.article), shown.options(selectinload(Capture.images))
        )
    saves = {save.id: save for save in session.scalars(chosen)}
    there = [save_id for save_id in ids if save_id in saves]
    tags, notes = tags_of(session, there), _notes(session, there)
    marks, positions = _marks(session, owner_id, there), _positions(session, there)
    return [
        Kept(
            saves[save_id],
            tags.get(save_id, ()),
            notes.get(save_id, ""),
            marks.get(save_id, ()),
            positions.get(save_id),
        )
        for save_id in there
    ]


def _notes(session: Session, ids: Sequence[int]) -> dict[int, str]:
    chosen = select(SaveNote.save_id, SaveNote.text).where(SaveNote.save_id.in_(ids))
    return dict(session.execute(chosen).all())


def _positions(session: Session, ids: Sequence[int]) -> dict[int, ReadingPosition]:
    chosen = select(ReadingPosition).where(ReadingPosition.save_id.in_(ids))
    return {row.save_id: row for row in session.scalars(chosen)}


def _marks(session: Session, owner_id: int, ids: Sequence[int]) -> dict[int, list[Marked]]:
    shown = (HighlightPlace.highlight_id == Highlight.id) & (
        HighlightPlace.capture_id == Save.capture_id
    )
    chosen = (
        select(Highlight, HighlightPlace.start, HighlightPlace.end)
        .join(Save, Save.id == Highlight.save_id)
        .outerjoin(HighlightPlace, shown)
        .where(highlights_of(owner_id), Highlight.save_id.in_(ids))
        .order_by(Highlight.created_at, Highlight.id)
    )
    found: dict[int, list[Marked]] = defaultdict(list)
    for highlight, start, end in session.execute(chosen):
        found[highlight.save_id].append(Marked(highlight, start, end))
    return found
