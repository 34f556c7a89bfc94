"""Putting tags on saves and taking them off, with counts that stay true."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import InvalidError, NotFoundError
from devket.core.tags import tag_key, tag_names
from devket.library import queries
from devket.library.models import Save, SaveTag, Tag
from devket.library.policies import readable_by
from devket.library.services.changing import changed_beside
from devket.library.services.tagging.making import lock_tags, make_tags
from devket.library.services.tagging.undo import Undo, keep_undo

MOST_A_SAVE = 50
_BESIDE = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Tagged:
    """What became of it: the saves that changed, and where it is taken back (None: nothing did)."""

    save_ids: tuple[int, ...]
    undo_id: int | None


def tag_saves(
    session: Session,
    *,
    owner_id: int,
    save_ids: Collection[int],
    names: Sequence[str],
    clock: Clock,
) -> Tagged:
    """Put tags on saves of a person, making those that are new.

    `InvalidError` past the bounds; `NotFoundError` when none of the saves is theirs.
    """
    names = _named(names)
    lock_tags(session, owner_id)
    saves = lock_saves(session, owner_id, save_ids)
    tags, made = make_tags(session, owner_id, names)
    gained = {tag.key: add_links(session, tag.id, saves) for tag in tags}
    _refuse_overloaded(session, saves)
    return _told(session, owner_id, Undo(gained=gained, made=made), clock)


def untag_saves(
    session: Session,
    *,
    owner_id: int,
    save_ids: Collection[int],
    names: Sequence[str],
    clock: Clock,
) -> Tagged:
    """Take tags off saves of a person; the tags themselves stay. `NotFoundError` as above."""
    names = _named(names)
    lock_tags(session, owner_id)
    saves = lock_saves(session, owner_id, save_ids)
    tags = queries.tags_at(session, owner_id, map(tag_key, names)).values()
    lost = {tag.name: remove_links(session, tag.id, saves) for tag in tags}
    return _told(session, owner_id, Undo(lost=lost), clock)


def set_tags(
    session: Session, *, owner_id: int, save_id: int, names: Sequence[str], clock: Clock
) -> Tagged:
    """Let a save carry these tags and no others. Errors as above."""
    names = tag_names(names)
    lock_tags(session, owner_id)
    saves = lock_saves(session, owner_id, [save_id])
    tags, made = make_tags(session, owner_id, names)
    wanted = {tag.id for tag in tags}
    carried = select(Tag.id, Tag.name).join(SaveTag, SaveTag.tag_id == Tag.id)
    carried = carried.where(SaveTag.save_id == save_id)
    gone = [row for row in session.execute(carried) if row.id not in wanted]
    lost = {row.name: remove_links(session, row.id, saves) for row in gone}
    gained = {tag.key: add_links(session, tag.id, saves) for tag in tags}
    _refuse_overloaded(session, saves)
    return _told(session, owner_id, Undo(gained=gained, lost=lost, made=made), clock)


def lock_saves(session: Session, owner_id: int, save_ids: Iterable[int]) -> list[int]:
    """Return those of the saves that are this person's, their rows locked in the order of ids.

    A save that is being deleted is counted out of its tags by whoever deletes it, not here.
    """
    chosen = select(Save.id).where(Save.id.in_(sorted(set(save_ids))), readable_by(owner_id))
    found = list(session.scalars(chosen.order_by(Save.id).with_for_update()))
    if not found:
        raise NotFoundError
    return found


def add_links(session: Session, tag_id: int, save_ids: Sequence[int]) -> list[int]:
    """Let locked saves carry a tag; return those that did not, and count the standing ones."""
    here = select(SaveTag.save_id).where(SaveTag.save_id == Save.id, SaveTag.tag_id == tag_id)
    lacking = select(Save.id, Save.deleted_at).where(Save.id.in_(save_ids), ~here.exists())
    missing = session.execute(lacking.order_by(Save.id)).all()
    ids = [row.id for row in missing]
    if ids:
        new = select(Save.id, literal(tag_id), Save.saved_at).where(Save.id.in_(ids))
        session.execute(insert(SaveTag).from_select(["save_id", "tag_id", "saved_at"], new))
        count_tag(session, tag_id, sum(1 for row in missing if row.deleted_at is None))
    return ids


def remove_links(session: Session, tag_id: int, save_ids: Sequence[int]) -> list[int]:
    """Take a tag off locked saves; return those that carried it."""
    gone = delete(SaveTag).where(SaveTag.tag_id == tag_id, SaveTag.save_id.in_(save_ids))
    ids = list(session.scalars(gone.returning(SaveTag.save_id), execution_options=_BESIDE))
    if ids:
        standing = select(func.count(Save.id)).where(Save.id.in_(ids), Save.deleted_at.is_(None))
        count_tag(session, tag_id, -(session.scalar(standing) or 0))
    return ids


def count_tag(session: Session, tag_id: int, step: int) -> None:
    """Add to the kept count of a tag."""
    counted = update(Tag).where(Tag.id == tag_id).values(save_count=Tag.save_count + step)
    session.execute(counted, execution_options=_BESIDE)


def touch_saves(session: Session, owner_id: int, save_ids: Collection[int], clock: Clock) -> None:
    """Let whoever syncs or is told see that these saves of a person changed."""
    touched = update(Save).where(Save.id.in_(save_ids)).values(updated_at=clock())
    session.execute(touched, execution_options=_BESIDE)
    changed_beside(session, owner_id, save_ids)


def _told(session: Session, owner_id: int, undo: Undo, clock: Clock) -> Tagged:
    ids = {
        save_id for links in (undo.gained, undo.lost) for ids in links.values() for save_id in ids
    }
    if not ids:
        return Tagged((), None)
    touch_saves(session, owner_id, ids, clock)
    return Tagged(tuple(sorted(ids)), keep_undo(session, owner_id, undo, clock))


def _named(names: Sequence[str]) -> Sequence[str]:
    found = tag_names(names)
    if not found:
        raise InvalidError("Name at least one tag.", field="tags")
    return found


def _refuse_overloaded(session: Session, save_ids: Sequence[int]) -> None:
    most = select(func.count()).where(SaveTag.save_id.in_(save_ids)).group_by(SaveTag.save_id)
    heaviest = session.scalar(most.order_by(func.count().desc()).limit(1)) or 0
    if heaviest > MOST_A_SAVE:
        raise InvalidError("A save carries at most %(max)s tags.", field="tags", max=MOST_A_SAVE)
