"""Taking a change of tags back, as far as what happened since leaves room for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.tags import tag_key
from devket.library import queries
from devket.library.models import Save, SaveTag, Tag
from devket.library.services.tagging.links import add_links, remove_links, touch_saves
from devket.library.services.tagging.making import drop_tags, lock_tags, make_tags
from devket.library.services.tagging.renaming import lock_carriers
from devket.library.services.tagging.undo import Undo, take_undo

_AT_ONCE = 500  # rows of one statement


def take_back(session: Session, *, owner_id: int, undo_id: int, clock: Clock) -> None:
    """Bring tags and what carried them back to where they were before a change.

    Saves and tags that went since stay away; a name that was given anew keeps its new tag.
    `NotFoundError` for a second time, after a day, and for a stranger.
    """
    lock_tags(session, owner_id)
    undo = take_undo(session, owner_id, undo_id)
    known = queries.tags_at(session, owner_id, undo.gained)
    for key, ids in undo.gained.items():
        for saves in _locked(session, owner_id, ids if key in known else ()):
            remove_links(session, known[key].id, saves)
            touch_saves(session, owner_id, saves, clock)
    for tag_id, key, name in reversed(undo.renamed):
        lock_carriers(session, owner_id, [tag_id], clock)
        _rename_back(session, owner_id, tag_id, key, name)
    _bring_back(session, owner_id, undo, clock)
    if undo.made:
        carried = select(SaveTag.tag_id).where(SaveTag.tag_id.in_(undo.made))
        unused = select(Tag.id).where(Tag.id.in_(undo.made), Tag.id.not_in(carried))
        drop_tags(session, owner_id, session.scalars(unused).all())


def _bring_back(session: Session, owner_id: int, undo: Undo, clock: Clock) -> None:
    names = list(undo.lost)
    tags = make_tags(session, owner_id, names)[0] if names else []
    by_key = {tag.key: tag for tag in tags}
    for name, ids in undo.lost.items():
        for saves in _locked(session, owner_id, ids):
            add_links(session, by_key[tag_key(name)].id, saves)
            touch_saves(session, owner_id, saves, clock)


def _rename_back(session: Session, owner_id: int, tag_id: int, key: str, name: str) -> None:
    old = tag_key(name)
    meets = queries.tags_at(session, owner_id, [old]).get(old)
    if meets is not None and meets.id != tag_id:
        return
    named = update(Tag).where(Tag.id == tag_id, Tag.owner_id == owner_id, Tag.key == key)
    session.execute(
        named.values(name=name, key=old), execution_options={"synchronize_session": False}
    )


def _locked(session: Session, owner_id: int, save_ids: Sequence[int]) -> Iterator[list[int]]:
    """Yield those saves that are still there, deleted or not, locked, some at a time."""
    ids = sorted(save_ids)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        chosen = select(Save.id).where(Save.id.in_(some), Save.owner_id == owner_id)
        found = list(session.scalars(chosen.order_by(Save.id).with_for_update()))
        if found:
            yield found
