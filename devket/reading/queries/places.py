"""Where somebody stopped in a save."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.library.models import Capture, Save
from devket.library.policies import readable_by
from devket.reading.models import ReadingPosition


def position_of(session: Session, viewer_id: int | None, save_id: int) -> ReadingPosition | None:
    """Return where this person stopped; None when it was never begun, or is not theirs to see."""
    chosen = select(ReadingPosition).join(Save, Save.id == ReadingPosition.save_id)
    return session.scalar(chosen.where(Save.id == save_id, readable_by(viewer_id)))


def capture_numbered(
    session: Session, viewer_id: int | None, save_id: int, version: int
) -> int | None:
    """Return the id of a version by its number, None when it is no more."""
    chosen = select(Capture.id).join(Save, Save.id == Capture.save_id)
    chosen = chosen.where(Save.id == save_id, Capture.version == version, readable_by(viewer_id))
    return session.scalar(chosen)
