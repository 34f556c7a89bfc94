"""Keeping where somebody is in an article, on one device and the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.library.models import DONE
from devket.library.queries import save_to_change
from devket.library.services.counting import counted
from devket.reading import queries
from devket.reading.models import ReadingPosition


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a browser says one is. `age` is how long ago that was, so no clock but ours counts.

    `device` names the browser and, after a dot, the tab. `known` is the place that the tab knew of,
    as `ReadingPosition.mark`: one that came from elsewhere since then is not overwritten unseen.
    """

    block: int
    words: str
    progress: int
    version: int
    device: str
    known: str
    age: timedelta


def keep_place(
    session: Session, *, viewer_id: int, save_id: int, place: Place, clock: Clock
) -> ReadingPosition | None:
    """Keep a place, unless another is newer: then return that one, and change nothing.

    The end, once reached, stays reached until `set_progress` says otherwise.
    """
    save = save_to_change(session, viewer_id, save_id)
    kept = queries.position_of(session, viewer_id, save_id)
    capture_id = queries.capture_numbered(session, viewer_id, save_id, place.version)
    moved_at = clock() - place.age
    if kept is not None and _is_newer(kept, place, moved_at):
        return kept
    if kept is None:
        if not place.progress:
            return None  # it was opened, and nothing more
        kept = ReadingPosition(save_id=save_id)
        session.add(kept)  # the save's row is locked: no other tab makes one now
    kept.capture_id = capture_id
    kept.block, kept.words = place.block, place.words
    kept.device, kept.moved_at = place.device, moved_at
    with counted(session, save):
        save.progress = max(place.progress, DONE if save.progress == DONE else 0)
        save.read_at = moved_at if save.progress else None
    return None


def _is_newer(kept: ReadingPosition, place: Place, moved_at: datetime) -> bool:
    if kept.device == place.device:
        return kept.moved_at > moved_at
    return kept.moved_at > moved_at or kept.mark != place.known


def set_progress(session: Session, *, viewer_id: int, save_id: int, to: int, clock: Clock) -> int:
    """Say how far a save was read: 0 is unread, 100 read to its end; return how far it was before.

    Where one was stays known.
    """
    save = save_to_change(session, viewer_id, save_id)
    was = save.progress
    with counted(session, save):
        save.progress = to
        save.read_at = clock() if to else None
    return was
