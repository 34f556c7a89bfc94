"""What a person can have said of a save, apart from its row: to be merged and to be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.errors import N_
from devket.core.ids import content_key
from devket.core.tags import tag_key
from devket.core.text import clip
from devket.library.models import NOTE_LENGTH, Save, SaveNote, SaveTag, Tag
from devket.library.services.bringing.kept import Change, Kept
from devket.library.services.tagging import MOST_A_SAVE

TOO_MANY_TAGS = N_("Some tags were left out: a save carries 50 at most.")
_CHANGED = ("saved_at", "is_archived", "is_favorite", "snoozed_until", "title", "note")
NOTE_CUT = N_("The note was too long and was cut.")


@dataclass(slots=True)
class Facts:
    """What is said of one save. Tags by their keys."""

    saved_at: datetime
    is_archived: bool = False
    is_favorite: bool = False
    deleted_at: datetime | None = None
    snoozed_until: datetime | None = None
    title: str = ""
    note: str = ""
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """Tell these facts from others in a word; what its page says of itself left out."""
        told = (
            self.saved_at.isoformat(),
            self.is_archived,
            self.is_favorite,
            self.deleted_at is not None,
            self.snoozed_until is not None,
            self.note,
            sorted(self.tags),
        )
        return content_key(repr(told).encode("utf-8", "surrogatepass"))[:16]


def facts_of(session: Session, saves: Sequence[Save]) -> dict[int, Facts]:
    """Return by their ids what is said of saves; two queries."""
    ids = [save.id for save in saves]
    tags: dict[int, dict[str, str]] = defaultdict(dict)
    carried = select(SaveTag.save_id, Tag.key, Tag.name).join(Tag, Tag.id == SaveTag.tag_id)
    for save_id, key, name in session.execute(carried.where(SaveTag.save_id.in_(ids))):
        tags[save_id][key] = name
    noted = [save.id for save in saves if save.has_note]
    kept = select(SaveNote.save_id, SaveNote.text).where(SaveNote.save_id.in_(noted))
    notes = dict(session.execute(kept).all()) if noted else {}
    return {
        save.id: Facts(
            saved_at=save.saved_at,
            is_archived=save.is_archived,
            is_favorite=save.is_favorite,
            deleted_at=save.deleted_at,
            snoozed_until=save.snoozed_until,
            title=save.title,
            note=notes.get(save.id, ""),
            tags=tags[save.id],
        )
        for save in saves
    }


def change_between(was: Facts, now: Facts) -> Change:
    """Return what was changed of a save meanwhile; tags that it lost are not told."""
    change = Change()
    for name in _CHANGED:
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            change.was[name], change.now[name] = written(old), written(new)
    if added := [name for key, name in now.tags.items() if key not in was.tags]:
        change.now["tags"] = added
    return change


def fresh_facts(kept: Kept) -> Facts:
    """Return what is said of a page that nothing was said of before, but for tags and note."""
    return Facts(
        saved_at=kept.saved_at or kept.now,
        is_archived=kept.is_archived,
        is_favorite=kept.is_favorite,
        title=kept.title,
    )


def merge(facts: Facts, kept: Kept) -> tuple[Change, list[str]]:
    """Add what was said elsewhere; return what that changed, and what was odd.

    Archived and favourite if either is, the earlier date, all tags, one note after the other.
    """
    change, remarks = Change(), list[str]()
    if not kept.is_update:
        for name in ("is_archived", "is_favorite"):
            if getattr(kept, name):
                _set(facts, change, name, True)
        if facts.is_archived:
            _set(facts, change, "snoozed_until", None)
        if kept.saved_at is not None and kept.saved_at < facts.saved_at:
            _set(facts, change, "saved_at", kept.saved_at)
        if not facts.title:
            _set(facts, change, "title", kept.title)
    remarks += add_tags(facts, change, kept.tags)
    remarks += add_note(facts, change, kept.note)
    return change, remarks


def add_tags(facts: Facts, change: Change, names: Sequence[str]) -> list[str]:
    """Add tags, as many as a save carries."""
    fresh = {key: name for name in names if (key := tag_key(name)) not in facts.tags}
    room = max(0, MOST_A_SAVE - len(facts.tags))
    added = dict(list(fresh.items())[:room])
    if added:
        facts.tags.update(added)
        change.now["tags"] = [*change.now.get("tags", ()), *added.values()]
    return [TOO_MANY_TAGS] if len(fresh) > room else []


def add_note(facts: Facts, change: Change, note: str) -> list[str]:
    """Put a note after the one that is there, unless it is part of that already."""
    note = note.replace("\r\n", "\n").strip()
    if not note or note in facts.note:
        return []
    whole = f"{facts.note}\n\n{note}" if facts.note else note
    kept = clip(whole, NOTE_LENGTH)
    _set(facts, change, "note", kept)
    return [NOTE_CUT] if kept != whole else []


def written(value: Any) -> Any:
    """Return a fact in words of JSON."""
    return value.isoformat() if isinstance(value, datetime) else value


def _set(facts: Facts, change: Change, name: str, value: Any) -> None:
    old = getattr(facts, name)
    if old != value:
        setattr(facts, name, value)
        change.was.setdefault(name, written(old))
        change.now[name] = written(value)
