"""Renaming a tag with all that stands below it, and merging what meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import ConflictError, InvalidError, NotFoundError
from devket.core.tags import is_below, tag_key, tag_name
from devket.library import queries
from devket.library.models import Save, SaveTag, Tag
from devket.library.queries import TagRow
from devket.library.services.changing import changed_beside
from devket.library.services.tagging.links import count_tag
from devket.library.services.tagging.making import drop_tags, lock_tags
from devket.library.services.tagging.undo import Undo, keep_undo

_BESIDE = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Plan:
    """What renaming a tag would do: each tag with its new name, and the tags that it would meet."""

    name: str
    moves: tuple[tuple[TagRow, str], ...]
    meets: dict[int, TagRow] = field(default_factory=dict)  # by the id of the tag that moves


@dataclass(frozen=True, slots=True)
class Moved:
    """The name it goes by now, how many tags moved and were merged, and the way back."""

    name: str
    moved: int
    merged: int
    undo_id: int


def plan_move(session: Session, owner_id: int, name: str, to: str) -> Plan:
    """Return what `move_tag` would do; changes nothing. Errors as there."""
    tags = queries.tags_from(session, owner_id, name)
    if not tags:
        raise NotFoundError
    new, old_key = tag_name(to), tag_key(name)
    if is_below(tag_key(new), old_key) and tag_key(new) != old_key:
        raise InvalidError("A tag cannot stand below itself.", field="to")
    depth = old_key.count("/") + 1
    moves = tuple((tag, tag_name("/".join([new, *tag.name.split("/")[depth:]]))) for tag in tags)
    own = {tag.id for tag in tags}
    there = queries.tags_at(session, owner_id, [tag_key(name) for _, name in moves])
    found = ((tag, there.get(tag_key(name))) for tag, name in moves)
    meets = {tag.id: other for tag, other in found if other is not None and other.id not in own}
    return Plan(new, moves, meets)


def move_tag(
    session: Session, *, owner_id: int, name: str, to: str, may_merge: bool = False, clock: Clock
) -> Moved:
    """Give a tag another name; what stands below it moves along.

    A tag that has the name already takes over its saves when `may_merge`, else `ConflictError`.
    `InvalidError` for what is no name, or leads below itself; `NotFoundError` when there is none.
    """
    lock_tags(session, owner_id)
    plan = plan_move(session, owner_id, name, to)
    if plan.meets and not may_merge:
        raise ConflictError("There is a tag of this name already.", field="to")
    lock_carriers(session, owner_id, [tag.id for tag, _ in plan.moves], clock)
    renamed, lost, gained = [], {}, {}
    # Parents first: a tag that moves up takes the place that its parent has left.
    for tag, new in plan.moves:
        other = plan.meets.get(tag.id)
        if other is None:
            values = {"name": new, "key": tag_key(new), "updated_at": clock()}
            session.execute(
                update(Tag).where(Tag.id == tag.id).values(**values), execution_options=_BESIDE
            )
            renamed.append((tag.id, tag_key(new), tag.name))
        else:
            lost[tag.name], gained[other.key] = _merge(session, owner_id, tag.id, other.id)
    undo = Undo(renamed=renamed, lost=lost, gained=gained)
    undo_id = keep_undo(session, owner_id, undo, clock)
    return Moved(plan.name, len(renamed), len(lost), undo_id)


def _merge(session: Session, owner_id: int, tag_id: int, into: int) -> tuple[list[int], list[int]]:
    """Move a tag's locked saves to another; return which carried it, and which are new there."""
    carried = list(session.scalars(select(SaveTag.save_id).where(SaveTag.tag_id == tag_id)))
    both = select(SaveTag.save_id).where(SaveTag.tag_id == into)
    new = select(SaveTag.save_id, literal(into), SaveTag.saved_at)
    new = new.where(SaveTag.tag_id == tag_id, SaveTag.save_id.not_in(both))
    ids = list(session.scalars(new.with_only_columns(SaveTag.save_id)))
    standing = select(func.count(Save.id)).join(SaveTag, SaveTag.save_id == Save.id)
    standing = standing.where(
        SaveTag.tag_id == tag_id, Save.deleted_at.is_(None), Save.id.not_in(both)
    )
    step = session.scalar(standing) or 0
    session.execute(insert(SaveTag).from_select(["save_id", "tag_id", "saved_at"], new))
    session.execute(delete(SaveTag).where(SaveTag.tag_id == tag_id), execution_options=_BESIDE)
    count_tag(session, into, step)
    drop_tags(session, owner_id, [tag_id])
    return carried, ids


def lock_carriers(session: Session, owner_id: int, tag_ids: Sequence[int], clock: Clock) -> None:
    """Lock the saves that carry these tags, so that none is deleted meanwhile, and touch them."""
    carrying = select(SaveTag.save_id).where(SaveTag.tag_id.in_(tag_ids))
    chosen = select(Save.id).where(Save.id.in_(carrying)).order_by(Save.id).with_for_update()
    ids = session.scalars(chosen).all()
    touched = update(Save).where(Save.id.in_(carrying)).values(updated_at=clock())
    session.execute(touched, execution_options=_BESIDE)
    changed_beside(session, owner_id, ids)
