"""Saves of a Devket zip: new ones as they were, and into those that are there what they lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.errors import InvalidError
from devket.core.tags import tag_key
from devket.db import insert_into
from devket.library.models import Save, SaveKey, SaveNote
from devket.library.queries import saves_by_keys
from devket.library.services.changing import brings_many, changed
from devket.library.services.counting import counted_together
from devket.library.services.tagging import lock_tags
from devket.library.services.tagging.links import add_links, touch_saves
from devket.library.services.tagging.making import make_tags
from devket.reading.models import Highlight, HighlightPlace, ReadingPosition
from devket.transfer.formats import Refused
from devket.transfer.models import Outcome
from devket.transfer.services.columns import OddValueError
from devket.transfer.services.restoring.ledger import Ledger
from devket.transfer.services.restoring.making import capture_of
from devket.transfer.services.restoring.merging import merge
from devket.transfer.services.restoring.reading import Mark, SaveLine, read_save
from devket.transfer.services.restoring.told import Came, Place, Result, odd


def bring_saves(session: Session, place: Place, rows: Sequence[Mapping[str, Any]]) -> list[Result]:
    """Bring some saves into an account; tell of each what became of it, in their order."""
    lines: dict[int, SaveLine] = {}
    results: dict[int, Result] = {}
    for number, row in enumerate(rows):
        try:
            lines[number] = read_save(row, place.files, place.clock())
        except (OddValueError, InvalidError):
            results[number] = odd(row)
    if lines:
        brings_many(session, place.owner_id)
        lock_tags(session, place.owner_id)  # before any row of a save, as whoever changes tags
        results |= _bring(session, place, lines)
    return [results[number] for number in range(len(rows))]


def _bring(session: Session, place: Place, lines: dict[int, SaveLine]) -> dict[int, Result]:
    """Make the saves that are new together, then merge the others one by one."""
    by_key = saves_by_keys(session, place.owner_id, [line.keys[0] for line in lines.values()])
    ledger = Ledger(session, by_key.values())
    new: dict[str, int] = {}
    for number, line in lines.items():
        if line.keys[0] not in by_key:  # the second of one page in one batch is merged
            new.setdefault(line.keys[0], number)
    made = _make(session, place, [lines[number] for number in new.values()])
    by_key |= dict(zip(new, made, strict=True))
    saves = {number: by_key[line.keys[0]] for number, line in lines.items()}
    outcomes = dict.fromkeys(new.values(), Outcome.NEW)
    for number, line in lines.items():
        if number not in outcomes:
            is_changed = merge(session, saves[number], line, clock=place.clock)
            outcomes[number] = Outcome.MERGED if is_changed else Outcome.UNCHANGED
    tagged = _tag(session, place, {saves[number].id: line.tags for number, line in lines.items()})
    if isinstance(tagged, Refused):
        return dict.fromkeys(lines, tagged)
    for number, save in saves.items():
        if save.id in tagged and outcomes[number] is Outcome.UNCHANGED:
            outcomes[number] = Outcome.MERGED
    before = ledger.before(saves.values())
    return {
        number: Came(outcomes[number], save.id, before.pop(save.id, None))
        for number, save in saves.items()  # of two lines of one page the first answers for both
    }


def _make(session: Session, place: Place, lines: Sequence[SaveLine]) -> list[Save]:
    if not lines:
        return []
    now = place.clock()
    saves = [
        Save(
            **line.values,
            owner_id=place.owner_id,
            highlight_count=len(line.marks),
            has_note=bool(line.note),
            capture_attempts=0,
            capture_due_at=now if line.values.get("state") is State.PENDING else None,
        )
        for line in lines
    ]
    with counted_together(session, saves):
        session.add_all(saves)
        session.flush()  # in their order, so that the ids stand in it, too
        _own(session, place.owner_id, saves, lines)
    for save, line in zip(saves, lines, strict=True):
        _furnish(session, save, line)
    session.flush()
    for save, line in zip(saves, lines, strict=True):
        _mark(session, save, line.marks)
    changed(session, *(save.id for save in saves))
    session.flush()
    return saves


def _own(session: Session, owner_id: int, saves: Sequence[Save], lines: Sequence[SaveLine]) -> None:
    """Let the saves be found by their addresses, those that others are not found by already."""
    rows = [
        {"owner_id": owner_id, "key": key, "save_id": save.id}
        for save, line in zip(saves, lines, strict=True)
        for key in line.keys
    ]
    first = {row["key"]: row for row in reversed(rows)}
    keys = insert_into(session, SaveKey).values(list(first.values())).on_conflict_do_nothing()
    session.execute(keys)


def _furnish(session: Session, save: Save, line: SaveLine) -> None:
    """Give a new save its note, the version that is shown, and where its reader stopped."""
    if line.note:
        session.add(SaveNote(save_id=save.id, text=line.note))
    if line.version is not None:
        capture = capture_of(line, save_id=save.id)
        session.add(capture)
        session.flush()
        save.capture_id = capture.id
    if line.position is not None:
        session.add(ReadingPosition(**line.position, save_id=save.id, capture_id=save.capture_id))


def _mark(session: Session, save: Save, marks: Sequence[Mark]) -> None:
    """Give a new save its highlights, at their places in its one version."""
    highlights = [
        Highlight(**mark.values, owner_id=save.owner_id, save_id=save.id) for mark in marks
    ]
    session.add_all(highlights)
    session.flush()
    if save.capture_id is None:
        return
    session.add_all(
        HighlightPlace(
            highlight_id=highlight.id, capture_id=save.capture_id, start=mark.start, end=mark.end
        )
        for highlight, mark in zip(highlights, marks, strict=True)
    )


def _tag(
    session: Session, place: Place, wanted: Mapping[int, Sequence[str]]
) -> frozenset[int] | Refused:
    """Put tags on saves and return which gained some; a refusal when there would be too many."""
    carriers: dict[str, list[int]] = {}
    for save_id, names in wanted.items():
        for name in names:
            carriers.setdefault(name, []).append(save_id)
    try:
        tags, _ = make_tags(session, place.owner_id, list(carriers))
    except InvalidError as error:
        return Refused(error.message, details=dict(error.details))
    by_key = {tag.key: tag.id for tag in tags}
    gained: set[int] = set()
    for name, save_ids in carriers.items():
        gained |= set(add_links(session, by_key[tag_key(name)], save_ids))
    if gained:
        touch_saves(session, place.owner_id, gained, place.clock)
    return frozenset(gained)
