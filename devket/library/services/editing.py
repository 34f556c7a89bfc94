"""What a person knows better than the page: its title, who wrote it, when, in which language."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.text import clip, one_line
from devket.library import queries
from devket.library.models import TITLE_LENGTH, Capture, Owed, Save
from devket.library.services.changing import changed
from devket.library.services.shelving import owe_capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What somebody says of a page; what is None or empty stays as the page has it."""

    title: str | None = None
    byline: str | None = None
    lang: str | None = None
    published_at: datetime | None = None


_LENGTHS = {"title": TITLE_LENGTH, "byline": 255, "lang": 16}


def correct(session: Session, *, viewer_id: int, save_id: int, known: Known) -> Save:
    """Put this in the place of what the page says of itself, for as long as this version is shown.

    `NotFoundError` for missing and foreign alike.
    """
    save = queries.save_to_change(session, viewer_id, save_id)
    shown = session.get(Capture, save.capture_id) if save.capture_id is not None else None
    for field in fields(known):
        value = getattr(known, field.name)
        if isinstance(value, str):
            value = clip(one_line(value), _LENGTHS[field.name])
        if value:
            setattr(save, field.name, value)
            if shown is not None:  # else the next look at its versions would bring the old back
                setattr(shown, field.name, value)
    changed(session, save.id)
    session.flush()
    return save


def hand_page(
    session: Session, *, viewer_id: int, save_id: int, page_key: str, clock: Clock
) -> Save:
    """Have a page, which was stored as `page_key` before, read for a save that is there; flushes.

    The save stays where it is in all lists. `NotFoundError` as above.
    """
    save = queries.save_to_change(session, viewer_id, save_id)
    save.handed_key = page_key
    owe_capture(save, clock=clock, owed=Owed.PAGE)
    session.flush()
    return save
