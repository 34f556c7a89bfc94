"""Versions of a page: which is shown, by Devket's choice or a person's, and how many are kept."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.clock import Clock
from devket.core.errors import NotFoundError
from devket.library import queries
from devket.library.models import Capture, Owed, Save
from devket.library.services.describing import show
from devket.library.services.scoring import Scored, best_of
from devket.library.services.shelving import owe_capture

KEPT = 10  # newest versions of a save; the one that is shown stays beyond them


def show_version(
    session: Session, *, viewer_id: int, save_id: int, version: int, keep: bool = True
) -> Save:
    """Show a version from now on; with `keep` none that comes later takes its place.

    `NotFoundError` when there is no such version, or no text in it.
    """
    save = queries.save_to_change(session, viewer_id, save_id)
    capture = queries.version_with_text(session, viewer_id, save_id, version)
    if capture.article is None:
        raise NotFoundError
    show(session, save, capture)
    save.chosen_by_reader = keep
    session.flush()
    return save


def choose_again(session: Session, *, viewer_id: int, save_id: int) -> Save:
    """Leave it to the scores again which version is shown."""
    save = queries.save_to_change(session, viewer_id, save_id)
    save.chosen_by_reader = False
    show_best(session, save)
    return save


def show_best(session: Session, save: Save) -> None:
    """Show the best version, unless a person has chosen one; flushes."""
    if save.chosen_by_reader and save.capture_id is not None:
        return
    rows = session.execute(select(Capture.version, Capture.score).where(Capture.save_id == save.id))
    best = best_of(Scored(version, score) for version, score in rows)
    if best is not None:
        chosen = (Capture.save_id == save.id, Capture.version == best.version)
        show(session, save, session.scalars(select(Capture).where(*chosen)).one())
    session.flush()


def ask_for_more(session: Session, *, viewer_id: int, save_id: int, clock: Clock) -> Save:
    """Owe another part of the page, as what is kept is not all of it.

    Without a kept page it is fetched again, which may be all that was needed.
    """
    save = queries.save_to_change(session, viewer_id, save_id)
    source = select(Capture.source_key).where(Capture.id == save.capture_id)
    has_page = save.capture_id is not None and session.scalar(source) is not None
    has_text = save.state in (State.FULL_TEXT, State.PARTIAL, State.NOT_AN_ARTICLE)
    owed = Owed.NEXT_PART if has_page and has_text else Owed.FETCH
    owe_capture(save, clock=clock, owed=owed)
    session.flush()
    return save


def prune(session: Session, save: Save, *, newest: int) -> None:
    """Drop the versions, with their text, that are older than the newest and not shown."""
    old = (Capture.save_id == save.id, Capture.version <= newest - KEPT)
    session.execute(delete(Capture).where(*old, Capture.id != (save.capture_id or 0)))
