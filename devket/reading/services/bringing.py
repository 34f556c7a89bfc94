"""Passages that were marked elsewhere: highlights from the day they come, placed with the text."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import N_
from devket.core.text import clip, storable
from devket.library import queries as saves
from devket.library.models import Save
from devket.library.services.changing import changed
from devket.library.services.counting import counted_together
from devket.reading.models import (
    MOST_OF_A_SAVE,
    QUOTE_LENGTH,
    REMARK_LENGTH,
    Color,
    Highlight,
    HighlightPlace,
)
from devket.reading.services.placing import place_everywhere

TOO_MANY = N_("Some highlights were left out: an article holds 1,000 at most.")
CUT = N_("A highlight was too long and was cut.")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as it reads, what was noted on it, and when."""

    text: str
    note: str = ""
    color: str = ""
    at: datetime | None = None


@dataclass(slots=True)
class Marked:
    """The highlights that were made: a mark of each note by its id; what was odd."""

    made: dict[int, int]
    remarks: tuple[str, ...] = ()


def bring(
    session: Session,
    *,
    owner_id: int,
    passages: Mapping[int, Sequence[Passage]],
    clock: Clock,
) -> dict[int, Marked]:
    """Mark passages of saves, by their ids, each passage once; flushes.

    Where the text is there already they are placed in it, else when it comes.
    """
    found = saves.saves_to_change(session, owner_id, list(passages))
    known = _known(session, [save.id for save in found])
    new: dict[int, list[Highlight]] = {}
    told: dict[int, Marked] = {}
    with counted_together(session, found):
        for save in found:
            room = MOST_OF_A_SAVE - save.highlight_count
            made, remarks = _fresh(save, passages[save.id], known[save.id], clock())
            if len(made) > room:
                made, remarks = made[: max(0, room)], [*remarks, TOO_MANY]
            session.add_all(made)
            save.highlight_count += len(made)
            new[save.id] = made
            told[save.id] = Marked({}, tuple(dict.fromkeys(remarks)))
    for save in found:
        told[save.id].made = {one.id: note_mark(one.note) for one in new[save.id]}
        if save.capture_id is not None:
            _place(session, save, new[save.id])
    changed(session, *(save_id for save_id, made in new.items() if made))
    return told


def take_back(session: Session, *, owner_id: int, made: Mapping[int, int], clock: Clock) -> bool:
    """Take highlights away whose notes are as they came; tell whether none stays. Flushes."""
    chosen = select(Highlight).where(Highlight.id.in_(made), Highlight.owner_id == owner_id)
    standing = session.scalars(chosen.where(Highlight.deleted_at.is_(None))).all()
    gone = [one for one in standing if note_mark(one.note) == made[one.id]]
    found = saves.saves_standing_or_not(session, owner_id, {one.save_id for one in gone})
    if gone:
        by_id = {save.id: save for save in found}
        with counted_together(session, found):
            for one in gone:
                one.deleted_at = clock()
                by_id[one.save_id].highlight_count -= 1
        changed(session, *by_id)
    return len(gone) == len(standing)


def standing(session: Session, save_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """Return by saves the ids of their highlights with marks of the notes, as `Marked.made`."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    chosen = select(Highlight.save_id, Highlight.id, Highlight.note)
    chosen = chosen.where(Highlight.save_id.in_(save_ids), Highlight.deleted_at.is_(None))
    for save_id, id_, note in session.execute(chosen.order_by(Highlight.id)):
        found[save_id][id_] = note_mark(note)
    return found


def note_mark(note: str) -> int:
    """Tell a note from another in a number."""
    return zlib.crc32(note.encode("utf-8", "surrogatepass"))


def _known(session: Session, save_ids: Sequence[int]) -> dict[int, set[str]]:
    known: dict[int, set[str]] = defaultdict(set)
    chosen = select(Highlight.save_id, Highlight.quote).where(Highlight.save_id.in_(save_ids))
    for save_id, quote in session.execute(chosen.where(Highlight.deleted_at.is_(None))):
        known[save_id].add(_plain(quote))
    return known


def _fresh(
    save: Save, passages: Sequence[Passage], known: set[str], now: datetime
) -> tuple[list[Highlight], list[str]]:
    """Return highlights of the passages that are not marked yet."""
    made: list[Highlight] = []
    remarks: list[str] = []
    for one in passages:
        text, note = storable(one.text).strip(), storable(one.note).strip()
        quote = text[:QUOTE_LENGTH]
        if not quote or _plain(quote) in known:
            continue
        known.add(_plain(quote))
        if quote != text or len(note) > REMARK_LENGTH:
            remarks.append(CUT)
        made.append(
            Highlight(
                owner_id=save.owner_id,
                save_id=save.id,
                color=Color(one.color) if one.color in set(Color) else Color.YELLOW,
                quote=quote,
                prefix="",
                suffix="",
                note=clip(note, REMARK_LENGTH),
                created_at=min(one.at or now, now),
                is_detached=True,
            )
        )
    return made, remarks


def _place(session: Session, save: Save, highlights: Sequence[Highlight]) -> None:
    for one in highlights:
        place_everywhere(session, save, one)
        shown = session.get(HighlightPlace, (one.id, save.capture_id or 0))
        one.is_detached = shown is None or shown.start is None
    session.flush()


def _plain(quote: str) -> str:
    return " ".join(quote.split())
