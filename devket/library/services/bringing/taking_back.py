"""Taking back what was brought: new saves go, merged ones become what they were.

What a person has changed since stays, and is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.tags import tag_key
from devket.library import queries
from devket.library.models import Save
from devket.library.services.bringing.facts import Facts, facts_of, written
from devket.library.services.bringing.writing import write_facts
from devket.library.services.changing import brings_many, changed
from devket.library.services.tagging import lock_tags
from devket.library.services.tagging.links import remove_links

_TIMES = frozenset({"saved_at", "snoozed_until"})


@dataclass(frozen=True, slots=True)
class Act:
    """What was done to one save: `mark` is that of a new one, `was` and `now` of a `Change`."""

    save_id: int
    was: Mapping[str, Any]
    now: Mapping[str, Any]
    mark: str = ""


def take_back(session: Session, *, owner_id: int, acts: Sequence[Act], clock: Clock) -> list[bool]:
    """Take acts back in the order given, the last one first; flushes.

    Tell of each whether nothing of it is left: a new save that was changed since, or that carries
    highlights, stays; of a merged one each fact that was changed since does.
    """
    brings_many(session, owner_id)
    lock_tags(session, owner_id)
    saves = {
        save.id: save
        for save in queries.saves_standing_or_not(session, owner_id, [a.save_id for a in acts])
    }
    facts = facts_of(session, list(saves.values()))
    before = {save_id: dict(one.tags) for save_id, one in facts.items()}
    now = clock()
    done = [_undo(act, saves.get(act.save_id), facts.get(act.save_id), now) for act in acts]
    _take_tags_off(session, owner_id, before, facts)
    write_facts(session, [(save, facts[save_id]) for save_id, save in saves.items()], at=now)
    changed(session, *(act.save_id for act in acts if {"note", "title"} & act.was.keys()))
    return done


def _undo(act: Act, save: Save | None, facts: Facts | None, now: datetime) -> bool:
    if save is None or facts is None:
        return True  # it is gone already
    if act.mark:
        if facts.deleted_at is not None:
            return True
        if facts.mark != act.mark or save.highlight_count:
            return False
        facts.deleted_at = now
        return True
    return _undo_merge(act, facts)


def _undo_merge(act: Act, facts: Facts) -> bool:
    is_whole = True
    for name, value in act.was.items():
        if written(getattr(facts, name)) == act.now[name]:
            is_time = name in _TIMES and value is not None
            setattr(facts, name, datetime.fromisoformat(value) if is_time else value)
        elif name != "title":  # its page has a title of its own by now
            is_whole = False
    for name in act.now.get("tags", ()):
        is_whole &= facts.tags.pop(tag_key(name), None) is not None
    return is_whole


def _take_tags_off(
    session: Session,
    owner_id: int,
    before: Mapping[int, Mapping[str, str]],
    facts: Mapping[int, Facts],
) -> None:
    gone: dict[str, list[int]] = defaultdict(list)
    for save_id, tags in before.items():
        for key in tags.keys() - facts[save_id].tags.keys():
            gone[key].append(save_id)
    for key, tag in queries.tags_at(session, owner_id, gone).items() if gone else ():
        remove_links(session, tag.id, gone[key])
