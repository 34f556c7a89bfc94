"""Keeping an address: a new save, or the one that is there already moved to the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.clock import Clock
from devket.core.ids import content_key
from devket.core.tags import tag_names
from devket.core.text import clip, one_line
from devket.core.urls import display_host, duplicate_key, parse_address
from devket.library import queries
from devket.library.models import TITLE_LENGTH, Owed, Save, SaveKey
from devket.library.services.changing import changed
from devket.library.services.counting import counted
from devket.library.services.hashing import know_by
from devket.library.services.shelving import move_to_top, owe_capture
from devket.library.services.tagging import lock_tags, tag_saves

_NOT_KEPT_WHOLE = frozenset({State.UNREACHABLE, State.BLOCKED})


@dataclass(frozen=True, slots=True)
class Added:
    """The save, and whether it is new to this person's library."""

    save: Save
    is_new: bool


def add_save(
    session: Session,
    *,
    owner_id: int,
    url: str,
    clock: Clock,
    title: str = "",
    tags: Sequence[str] = (),
    owed: bool = True,
) -> Added:
    """Keep an address for a person and owe its capture; flushes.

    An address whose page is kept already moves to the top of My List instead, also from the
    archive and from among the deleted, and `tags` are added to those it carries. `owed` is false
    when the caller sees to its text.
    Raises `InvalidError` with a sentence for the form.
    """
    names = tag_names(tags)
    if names:  # before any row of the save, as whoever changes tags takes it
        lock_tags(session, owner_id)
    added = _keep(session, owner_id, url, title=title, clock=clock, owed=owed)
    if names:
        ids = [added.save.id]
        tag_saves(session, owner_id=owner_id, save_ids=ids, names=names, clock=clock)
    return added


def _keep(
    session: Session, owner_id: int, url: str, *, title: str, clock: Clock, owed: bool
) -> Added:
    address = parse_address(url)
    key = key_of(address)
    save = queries.save_by_key(session, owner_id, key)
    if save is None:
        save = _insert(session, owner_id, address, key, title=title, clock=clock, owed=owed)
        if save is not None:
            know_by(session, save, address, url.strip())
            return Added(save, is_new=True)
        # Somebody saved the same page between the look and the insert.
        save = queries.save_by_key(session, owner_id, key)
        assert save is not None, "the unique key was violated, so its row is there"
    know_by(session, save, address, url.strip())
    return Added(_move_to_top(session, save, clock=clock, owed=owed), is_new=False)


def add_page(
    session: Session,
    *,
    owner_id: int,
    url: str,
    page_key: str,
    clock: Clock,
    title: str = "",
    tags: Sequence[str] = (),
) -> Added:
    """Keep an address with the page itself, which was stored as `page_key` before; flushes.

    The page is read by the worker, in the place of one it would fetch. `InvalidError` as above.
    """
    added = add_save(
        session, owner_id=owner_id, url=url, title=title, tags=tags, clock=clock, owed=False
    )
    added.save.handed_key = page_key
    owe_capture(added.save, clock=clock, owed=Owed.PAGE)
    session.flush()
    return added


def key_of(address: str) -> str:
    """Return the hash under which duplicates of this address meet."""
    return content_key(duplicate_key(address).encode())


def _insert(
    session: Session, owner_id: int, address: str, key: str, *, title: str, clock: Clock, owed: bool
) -> Save | None:
    now = clock()
    save = Save(
        owner_id=owner_id,
        given_url=address,
        title=clip(one_line(title), TITLE_LENGTH),
        site=display_host(address)[:255],
        saved_at=now,
        is_favorite=False,
        is_archived=False,
        capture_attempts=0,
        capture_due_at=now if owed else None,
        asked_at=now if owed else None,
    )
    try:
        with session.begin_nested(), counted(session, save):
            session.add(save)
            session.flush()
            session.add(SaveKey(owner_id=owner_id, key=key, save_id=save.id))
            changed(session, save.id)
    except IntegrityError:
        return None
    return save


def _move_to_top(session: Session, save: Save, *, clock: Clock, owed: bool) -> Save:
    with counted(session, save):
        move_to_top(session, save, at=clock())
        save.is_archived = False
        save.deleted_at = save.snoozed_until = None
    if owed and save.state in _NOT_KEPT_WHOLE:
        owe_capture(save, clock=clock)
        session.flush()
    return save
