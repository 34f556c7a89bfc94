"""One save, found by a person, by its address, or by what is owed for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload

from devket.capture.model import Reason, State
from devket.core.errors import NotFoundError
from devket.library.models import BulkAct, Capture, HostTurn, Owed, Save, SaveKey, SaveNote
from devket.library.policies import overseen, readable_by, restorable_by


class Unasked(NamedTuple):
    """A capture that is owed and nobody waits for."""

    save_id: int
    url: str
    owed: Owed


def save_of(session: Session, viewer_id: int | None, save_id: int) -> Save:
    """Return a save this person may see; `NotFoundError` for missing and foreign alike."""
    return _one(session, select(Save).where(Save.id == save_id, readable_by(viewer_id)))


def save_to_change(session: Session, viewer_id: int | None, save_id: int) -> Save:
    """Return the save, its row locked until the commit, so that kept counts cannot drift."""
    chosen = select(Save).where(Save.id == save_id, readable_by(viewer_id))
    return _one(session, chosen.with_for_update())


def save_to_restore(session: Session, viewer_id: int | None, save_id: int) -> Save:
    """Return a deleted save this person may take back, its row locked."""
    chosen = select(Save).where(Save.id == save_id, restorable_by(viewer_id))
    return _one(session, chosen.with_for_update())


def saves_to_change(session: Session, viewer_id: int, ids: Collection[int]) -> Sequence[Save]:
    """Return those of these saves that this person may change, their rows locked, all in one order.

    Two acts on many that lock in one order cannot wait for each other.
    """
    return _locked(session, select(Save).where(Save.id.in_(ids), readable_by(viewer_id)))


def saves_to_restore(session: Session, viewer_id: int, ids: Collection[int]) -> Sequence[Save]:
    """Return those of these deleted saves that this person may take back, as `saves_to_change`."""
    return _locked(session, select(Save).where(Save.id.in_(ids), restorable_by(viewer_id)))


def bulk_act_of(session: Session, owner_id: int, act_id: int) -> BulkAct | None:
    """Return an act on many that this person may take back, its row locked."""
    chosen = select(BulkAct).where(BulkAct.id == act_id, BulkAct.owner_id == owner_id)
    return session.scalars(chosen.with_for_update()).one_or_none()


def save_to_oversee(session: Session, save_id: int) -> Save:
    """Return anybody's save for an admin's act, its row locked."""
    return _one(session, select(Save).where(Save.id == save_id, overseen()).with_for_update())


def save_with_article(session: Session, viewer_id: int | None, save_id: int) -> Save:
    """Return a save with the capture that is shown and its text, in one query."""
    shown = joinedload(Save.capture).joinedload(Capture.article)
    return _one(
        session, select(Save).where(Save.id == save_id, readable_by(viewer_id)).options(shown)
    )


def note_of(session: Session, save: Save) -> str:
    """Return what a person wrote about the save, empty when that is nothing."""
    if not save.has_note:
        return ""
    return session.scalar(select(SaveNote.text).where(SaveNote.save_id == save.id)) or ""


def save_by_key(session: Session, owner_id: int, key: str) -> Save | None:
    """Return the save that owns this normalised address, deleted or not, its row locked."""
    chosen = select(Save).join(SaveKey, SaveKey.save_id == Save.id)
    chosen = chosen.where(SaveKey.owner_id == owner_id, SaveKey.key == key)
    return session.scalars(chosen.with_for_update(of=Save)).one_or_none()


def saves_by_keys(session: Session, owner_id: int, keys: Collection[str]) -> dict[str, Save]:
    """Return by their keys the saves that own these addresses, as `save_by_key` for many."""
    chosen = select(SaveKey.key, Save).join(Save, Save.id == SaveKey.save_id)
    chosen = chosen.where(SaveKey.owner_id == owner_id, SaveKey.key.in_(keys))
    found = session.execute(chosen.order_by(Save.id).with_for_update(of=Save))
    return dict(found.all())


def saves_standing_or_not(session: Session, owner_id: int, ids: Collection[int]) -> Sequence[Save]:
    """Return a person's saves with these ids, deleted or not, as `saves_to_change`."""
    return _locked(session, select(Save).where(Save.id.in_(ids), Save.owner_id == owner_id))


def keys_with_text(session: Session, owner_id: int, keys: Collection[str]) -> frozenset[str]:
    """Return which of these normalised addresses a person keeps with their text."""
    has_text = Save.state.in_((State.FULL_TEXT, State.PARTIAL))
    return _keys_of(session, owner_id, keys, has_text)


def keys_kept(session: Session, owner_id: int, keys: Collection[str]) -> frozenset[str]:
    """Return which of these normalised addresses a person keeps, in two queries at most."""
    return _keys_of(session, owner_id, keys)


def _keys_of(
    session: Session, owner_id: int, keys: Collection[str], *which: ColumnElement[bool]
) -> frozenset[str]:
    # Not by a join: after an import, until PostgreSQL has counted the rows anew, it would walk over
    # all saves of the person for each key.
    found = select(SaveKey.key, SaveKey.save_id)
    found = found.where(SaveKey.owner_id == owner_id, SaveKey.key.in_(keys))
    at = dict(session.execute(found).all())
    if not at:
        return frozenset()
    chosen = select(Save.id).where(Save.id.in_(set(at.values())), readable_by(owner_id), *which)
    there = set(session.scalars(chosen))
    return frozenset(key for key, save_id in at.items() if save_id in there)


def failed_for(session: Session, reason: Reason, *, limit: int) -> Sequence[Save]:
    """Return the newest saves with this reason for which nothing is owed, their rows locked.

    Those that somebody else has locked are left out.
    """
    chosen = select(Save).where(Save.reason == reason, overseen(), Save.capture_due_at.is_(None))
    chosen = chosen.order_by(Save.id.desc()).limit(limit)
    return session.scalars(chosen.with_for_update(skip_locked=True)).all()


def overdue(session: Session, now: datetime, *, limit: int) -> list[int]:
    """Return ids of saves whose capture somebody asked for and is owed, longest first."""
    chosen = select(Save.id).where(Save.capture_due_at <= now, Save.asked_at.is_not(None))
    return list(session.scalars(chosen.order_by(Save.capture_due_at).limit(limit)))


def overdue_unasked(session: Session, now: datetime, *, limit: int) -> list[Unasked]:
    """Return saves whose capture is owed though nobody waits for it, longest first."""
    chosen = select(Save.id, Save.given_url, Save.owed).where(Save.capture_due_at <= now)
    chosen = chosen.where(Save.asked_at.is_(None), Save.deleted_at.is_(None))
    rows = session.execute(chosen.order_by(Save.capture_due_at).limit(limit))
    return [Unasked(*row) for row in rows]


def busy_hosts(session: Session, hosts: Collection[str], now: datetime) -> frozenset[str]:
    """Return those of these hosts that are not to be asked yet."""
    chosen = select(HostTurn.host).where(HostTurn.host.in_(hosts), HostTurn.next_at > now)
    return frozenset(session.scalars(chosen))


def expired_deletions(session: Session, before: datetime, *, limit: int) -> list[Save]:
    """Return saves deleted before that time, their rows locked, so that none is restored now.

    Those that somebody else has locked wait for the next time.
    """
    chosen = select(Save).where(Save.deleted_at < before).order_by(Save.deleted_at).limit(limit)
    return list(session.scalars(chosen.with_for_update(skip_locked=True)))


def to_reread(
    session: Session,
    *,
    engine_below: int,
    rule: str | None,
    owner_id: int | None,
    limit: int,
) -> list[int]:
    """Return ids of saves whose shown version has a kept page and was read so.

    By an engine older than `engine_below`; by this rule alone when one is named.
    """
    chosen = select(Save.id).join(Capture, Capture.id == Save.capture_id)
    chosen = chosen.where(Save.deleted_at.is_(None))
    chosen = chosen.where(Capture.source_key.is_not(None), Capture.engine < engine_below)
    if rule is not None:
        chosen = chosen.where(Capture.log["rule"].as_string() == rule)
    if owner_id is not None:
        chosen = chosen.where(Save.owner_id == owner_id)
    return list(session.scalars(chosen.order_by(Save.id).limit(limit)))


def _locked(session: Session, chosen: Select[Save]) -> Sequence[Save]:
    return session.scalars(chosen.order_by(Save.id).with_for_update()).all()


def _one(session: Session, chosen: Select[Save]) -> Save:
    found = session.scalars(chosen).one_or_none()
    if found is None:
        raise NotFoundError
    return found
