"""Highlights of one save: where they are in a version, how many each version has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.library.models import Capture, Save
from devket.reading.models import Highlight, HighlightPlace
from devket.reading.policies import owned_by, readable_by


class Placed(NamedTuple):
    """A highlight in a version: from `start` up to `end` of its text, None where it is not."""

    highlight: Highlight
    start: int | None
    end: int | None


class Marked(NamedTuple):
    """A highlight and the save whose text it marks."""

    highlight: Highlight
    save: Save


@dataclass(slots=True)
class Share:
    """How many highlights found their place in a version, and the quotes of those that did not."""

    found: int = 0
    lost: list[str] = field(default_factory=list)


def in_version(session: Session, save: Save, capture: Capture | None) -> list[Placed]:
    """Return the highlights of a save in the order of a version's text, lost ones at the end."""
    if capture is None or not save.highlight_count:
        return []
    here = and_(
        HighlightPlace.highlight_id == Highlight.id, HighlightPlace.capture_id == capture.id
    )
    chosen = select(Highlight, HighlightPlace.start, HighlightPlace.end)
    chosen = chosen.outerjoin(HighlightPlace, here).where(_stands(save))
    found = [Placed(*row) for row in session.execute(chosen)]
    return sorted(found, key=lambda one: (one.start is None, one.start or 0, one.highlight.id))


def placed_in_versions(session: Session, save: Save) -> dict[int, Share]:
    """Return by the ids of versions which highlights found their place there."""
    shares: dict[int, Share] = {}
    if not save.highlight_count:
        return shares
    chosen = select(HighlightPlace.capture_id, HighlightPlace.start, Highlight.quote)
    chosen = chosen.join(Highlight, Highlight.id == HighlightPlace.highlight_id)
    for capture_id, start, quote in session.execute(chosen.where(_stands(save))):
        share = shares.setdefault(capture_id, Share())
        if start is None:
            share.lost.append(quote)
        else:
            share.found += 1
    return shares


def of_save(session: Session, save: Save) -> Sequence[Highlight]:
    """Return the highlights of a save, oldest first."""
    return session.scalars(select(Highlight).where(_stands(save)).order_by(Highlight.id)).all()


def marked(session: Session, viewer_id: int | None, highlight_id: int) -> Marked:
    """Return a highlight this person may see; `NotFoundError` for missing and foreign alike."""
    chosen = select(Highlight, Save).join(Save, Save.id == Highlight.save_id)
    chosen = chosen.where(Highlight.id == highlight_id, readable_by(viewer_id))
    found = session.execute(chosen).one_or_none()
    if found is None:
        raise NotFoundError
    return Marked(*found)


def owned_to_change(session: Session, viewer_id: int | None, highlight_id: int) -> Marked:
    """Return a person's own highlight, deleted or not; its save's row is locked."""
    chosen = select(Highlight, Save).join(Save, Save.id == Highlight.save_id)
    chosen = chosen.where(Highlight.id == highlight_id, owned_by(viewer_id))
    found = session.execute(chosen.with_for_update(of=Save)).one_or_none()
    if found is None:
        raise NotFoundError
    # Another tab may have changed it while this one waited for the lock.
    session.refresh(found[0])
    return Marked(*found)


def _stands(save: Save) -> ColumnElement[bool]:
    return and_(Highlight.save_id == save.id, Highlight.deleted_at.is_(None))
