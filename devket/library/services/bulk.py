"""One act on many saves, and taking it back: each save as it was, and only those it changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import N_, InvalidError, NotFoundError
from devket.library import queries
from devket.library.models import Act, BulkAct, Save
from devket.library.services.counting import counted_together

MOST = 500  # saves of one act
KEPT = timedelta(days=1)  # for so long an act can be taken back
_TOO_LATE = N_("This cannot be taken back any more: it was already, or too much time has passed.")


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the saves it was about, how many it changed, under which id to undo it."""

    saves: tuple[Save, ...]
    changed: int
    act_id: int | None


def act_on(
    session: Session, *, viewer_id: int, save_ids: Collection[int], act: Act, clock: Clock
) -> Done:
    """Do one thing with many saves; those that are not this person's are left out.

    `InvalidError` for none or too many, `NotFoundError` when none of them is there.
    """
    if not save_ids:
        raise InvalidError("No save is chosen. Tick some in the list, then press the button.")
    if len(save_ids) > MOST:
        raise InvalidError(
            N_("That is too many at once: choose at most %(most)s saves."), most=MOST
        )
    saves = queries.saves_to_change(session, viewer_id, save_ids)
    if not saves:
        raise NotFoundError("None of the saves you chose is there any more.")
    now = clock()
    slept = {save.id: save.snoozed_until for save in saves}
    with counted_together(session, saves):
        ids = [save.id for save in saves if _apply(act, save, now)]
    if not ids:
        return Done(tuple(saves), 0, None)
    changed = {str(save_id): _written(slept[save_id]) for save_id in ids}
    _forget_old(session, viewer_id, before=now - KEPT)
    kept = BulkAct(owner_id=viewer_id, act=act, changed=changed, made_at=now)
    session.add(kept)
    session.flush()
    return Done(tuple(saves), len(ids), kept.id)


def take_back(session: Session, *, viewer_id: int, act_id: int, clock: Clock) -> Done:
    """Make the saves of an act what they were before; those changed again since stay as they are.

    `NotFoundError` for an act that was taken back already, that is too old or somebody else's.
    """
    kept = queries.bulk_act_of(session, viewer_id, act_id) if 0 < act_id < 2**31 else None
    if kept is None or kept.made_at < clock() - KEPT:
        raise NotFoundError(_TOO_LATE)
    saves = _saves_of(session, kept)
    with counted_together(session, saves):
        back = sum(_revert(kept, save) for save in saves)
    session.delete(kept)
    session.flush()
    return Done(tuple(saves), back, None)


def _apply(act: Act, save: Save, now: datetime) -> bool:
    """Change one save; tell whether it was not so before."""
    match act:
        case Act.FAVORITE | Act.UNFAVORITE:
            was, save.is_favorite = save.is_favorite, act is Act.FAVORITE
            return was is not save.is_favorite
        case Act.ARCHIVE | Act.UNARCHIVE:
            to = act is Act.ARCHIVE
            if save.is_archived is to:
                return False
            save.is_archived, save.snoozed_until = to, None
        case Act.DELETE:
            save.deleted_at = now
    return True


def _saves_of(session: Session, kept: BulkAct) -> Sequence[Save]:
    ids = [int(save_id) for save_id in kept.changed]
    if kept.act is Act.DELETE:
        return queries.saves_to_restore(session, kept.owner_id, ids)
    return queries.saves_to_change(session, kept.owner_id, ids)


def _revert(kept: BulkAct, save: Save) -> bool:
    """Take one change back if it is still as the act left it; tell whether it was."""
    match kept.act:
        case Act.FAVORITE | Act.UNFAVORITE:
            to = kept.act is Act.FAVORITE
            if save.is_favorite is not to:
                return False
            save.is_favorite = not to
        case Act.ARCHIVE | Act.UNARCHIVE:
            to = kept.act is Act.ARCHIVE
            if save.is_archived is not to or save.snoozed_until is not None:
                return False
            save.is_archived = not to
            save.snoozed_until = _read(kept.changed[str(save.id)])
        case Act.DELETE:
            if save.deleted_at != kept.made_at:
                return False
            save.deleted_at = None
    return True


def _forget_old(session: Session, owner_id: int, *, before: datetime) -> None:
    """Delete what cannot be taken back any more, so that the table stays as small as a day."""
    old = delete(BulkAct).where(BulkAct.owner_id == owner_id, BulkAct.made_at < before)
    session.execute(old, execution_options={"synchronize_session": False})


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _read(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
