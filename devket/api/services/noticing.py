"""What a transaction changes of saves and highlights: seen at each flush, taken at its end.

Whoever changes an object of the session needs to know nothing of this. What statements change
beside the objects, and what is not to be told one by one, is noted by the library (`changing`).
Why so: docs/adr/0044-webhooks.md.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from devket.api.models import Event
from devket.library.models import DONE, Save
from devket.library.services.changing import Beside, take_beside
from devket.reading.models import Highlight

_NAME = "happened"
# What of a row is told to programs and is news. Left out: how far it was read, but for its two
# ends (it moves while one scrolls); what a capture owes; counts, whose own events are told.
_NEWS: dict[type[Any], Set[str]] = {
    Save: frozenset(
        {"given_url", "final_url", "title", "site", "byline", "excerpt", "lang", "dir", "kind"}
        | {"is_archived", "is_favorite", "snoozed_until", "saved_at", "published_at"}
        | {"link_gone_at", "capture_id"}
    ),
    Highlight: frozenset({"color", "note", "is_detached"}),
}
_WORDS = {
    Save: (Event.SAVE_CREATED, Event.SAVE_UPDATED, Event.SAVE_DELETED),
    Highlight: (Event.HIGHLIGHT_CREATED, Event.HIGHLIGHT_UPDATED, Event.HIGHLIGHT_DELETED),
}


class Told(NamedTuple):
    """One thing that happened to a save or a highlight of a person."""

    owner_id: int
    event: Event
    object_id: int


@dataclass(frozen=True, slots=True)
class Happened:
    """All that happened in a transaction; `of_many` are people whose saves changed by hundreds."""

    told: tuple[Told, ...]
    of_many: Set[int]

    @property
    def owners(self) -> Set[int]:
        """Return whose it is."""
        return {one.owner_id for one in self.told} | self.of_many


_Noted = dict[tuple[type[Any], int], Told]


def take(session: Session) -> Happened:
    """Return what has happened since the last call, each thing once, and forget it."""
    noted: _Noted = session.info.pop(_NAME, {})
    beside = take_beside(session)
    for owner_id, save_ids in beside.saves.items():
        for save_id in save_ids:
            noted.setdefault((Save, save_id), Told(owner_id, Event.SAVE_UPDATED, save_id))
    return Happened((*_without_captures(noted, beside), *_ended(beside)), frozenset(beside.of_many))


def _without_captures(noted: _Noted, beside: Beside) -> list[Told]:
    return [
        one
        for (_, row_id), one in noted.items()
        if not (one.event is Event.SAVE_UPDATED and row_id in beside.captured)
    ]


def _ended(beside: Beside) -> list[Told]:
    return [
        Told(owner_id, Event.SAVE_CAPTURED, save_id)
        for save_id, (owner_id, is_over) in beside.captured.items()
        if is_over
    ]


@event.listens_for(Session, "after_flush")
def _notice(session: Session, _context: Any) -> None:
    for one in session.new:
        if type(one) in _NEWS and one.deleted_at is None:
            _note(session, one, _WORDS[type(one)][0])
    for one in session.dirty:
        if type(one) in _NEWS:
            seen = _seen(one)
            if seen is not None:
                _note(session, one, seen)


def _seen(row: Any) -> Event | None:
    """Return what a flush did to a row; None when it is told as before."""
    before = inspect(row).committed_state
    created, updated, deleted = _WORDS[type(row)]
    if "deleted_at" in before and (before["deleted_at"] is None) is not (row.deleted_at is None):
        return deleted if row.deleted_at is not None else created
    if row.deleted_at is not None:
        return None
    if any(before[name] != getattr(row, name) for name in before.keys() & _NEWS[type(row)]):
        return updated
    is_turned = "progress" in before and _is_turned(before["progress"], row.progress)
    return updated if is_turned else None


def _is_turned(before: int, now: int) -> bool:
    """Tell whether reading was begun, ended, or begun anew."""
    return (before == 0, before == DONE) != (now == 0, now == DONE)


def _note(session: Session, row: Any, seen: Event) -> None:
    noted: _Noted = session.info.setdefault(_NAME, {})
    at = (type(row), row.id)
    known = noted.get(at)
    created, updated, _ = _WORDS[type(row)]
    if known is None or not (seen is updated and known.event is created):
        noted[at] = Told(row.owner_id, seen, row.id)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_NAME, None)
        take_beside(session)
