"""What belongs to entries: tags, annotations, addresses; for many of them in one query each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from devket.compat.wallabag.models import WallabagAnnotation, WallabagExtra
from devket.core.errors import NotFoundError
from devket.library.models import Save, SaveTag, Tag
from devket.library.queries import TagRow
from devket.reading.models import Highlight, HighlightPlace
from devket.reading.policies import readable_by

_TAG = (Tag.id, Tag.name, Tag.key, Tag.save_count)


class Noted(NamedTuple):
    """A highlight, where it is in the version that is shown, and how a client marked it."""

    highlight: Highlight
    start: int | None
    end: int | None
    quote: str | None
    ranges: list[Any] | None


class Details(NamedTuple):
    """What belongs to each of some saves, by their ids."""

    tags: Mapping[int, Sequence[TagRow]]
    notes: Mapping[int, Sequence[Noted]]
    extras: Mapping[int, WallabagExtra]


def details_of(session: Session, owner_id: int, saves: Collection[Save]) -> Details:
    """Return what belongs to these saves, which were read through their owner before."""
    ids = [save.id for save in saves]
    tags: dict[int, list[TagRow]] = {}
    carried = select(SaveTag.save_id, *_TAG).join(Tag, Tag.id == SaveTag.tag_id)
    carried = carried.where(SaveTag.save_id.in_(ids), Tag.owner_id == owner_id)
    for save_id, number, name, key, count in session.execute(carried.order_by(Tag.key)):
        tags.setdefault(save_id, []).append(TagRow(number, name, key, count))
    notes: dict[int, list[Noted]] = {}
    # Asked even where none is marked: what one page costs, every page costs.
    for noted in _noted(session, owner_id, ids):
        notes.setdefault(noted.highlight.save_id, []).append(noted)
    extras = session.scalars(select(WallabagExtra).where(WallabagExtra.save_id.in_(ids)))
    return Details(tags, notes, {extra.save_id: extra for extra in extras})


def noted(session: Session, owner_id: int, highlight_id: int) -> Noted:
    """Return one annotation of a person; `NotFoundError` for missing and foreign alike."""
    found = session.execute(_chosen(owner_id).where(Highlight.id == highlight_id)).one_or_none()
    if found is None:
        raise NotFoundError
    return Noted(*found)


def tags_in_use(session: Session, owner_id: int) -> Sequence[TagRow]:
    """Return the tags that saves of a person carry, by name; there are 5,000 at most."""
    chosen = select(*_TAG).where(Tag.owner_id == owner_id, Tag.save_count > 0)
    return [TagRow(*row) for row in session.execute(chosen.order_by(Tag.key))]


def tag_of(session: Session, owner_id: int, tag_id: int) -> TagRow:
    """Return a tag of a person; `NotFoundError` for missing and foreign alike."""
    chosen = select(*_TAG).where(Tag.owner_id == owner_id, Tag.id == tag_id)
    found = session.execute(chosen).one_or_none()
    if found is None:
        raise NotFoundError
    return TagRow(*found)


def _noted(session: Session, owner_id: int, save_ids: Collection[int]) -> Sequence[Noted]:
    chosen = _chosen(owner_id).where(Highlight.save_id.in_(save_ids)).order_by(Highlight.id)
    return [Noted(*row) for row in session.execute(chosen)]


def _chosen(owner_id: int) -> Any:
    here = and_(
        HighlightPlace.highlight_id == Highlight.id, HighlightPlace.capture_id == Save.capture_id
    )
    said = WallabagAnnotation.highlight_id == Highlight.id
    chosen = select(
        Highlight,
        HighlightPlace.start,
        HighlightPlace.end,
        WallabagAnnotation.quote,
        WallabagAnnotation.ranges,
    )
    chosen = chosen.join(Save, Save.id == Highlight.save_id).outerjoin(HighlightPlace, here)
    return chosen.outerjoin(WallabagAnnotation, said).where(readable_by(owner_id))
