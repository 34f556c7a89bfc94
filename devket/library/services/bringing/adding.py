"""Writing a batch of brought pages: new saves by one insert, merged ones beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from devket.capture.model import Kind, State
from devket.core.clock import Clock
from devket.core.errors import N_
from devket.core.urls import display_host
from devket.library import queries
from devket.library.models import Owed, Save, SaveKey, title_key
from devket.library.services.bringing.facts import Facts, facts_of, fresh_facts, merge
from devket.library.services.bringing.kept import Brought, Kept, Result
from devket.library.services.bringing.tags import allowed_tags, put_tags
from devket.library.services.bringing.writing import write_facts, write_notes
from devket.library.services.changing import brings_many, changed
from devket.library.services.counting import add_to_counts, shares_of
from devket.library.services.hashing import know_all
from devket.library.services.tagging import lock_tags

ALONE = N_("This page stood in the file only among highlights or lists.")
_COUNTED = ("is_archived", "is_favorite", "kind", "progress")
_READABLE = frozenset({State.FULL_TEXT, State.PARTIAL})


@dataclass(slots=True)
class _Draft:
    """A save on its way: there already, or still to be inserted."""

    facts: Facts
    first: Kept | None = None
    save: Save | None = None
    page_key: str | None = None
    is_changed: bool = False


def bring(session: Session, *, owner_id: int, pages: Sequence[Kept], clock: Clock) -> list[Brought]:
    """Keep pages for a person, in their order; flushes. Return what became of each.

    Some hundreds at a time: all of them are in memory. `IntegrityError` when somebody saves one
    of them at this very moment: the batch is then to be brought again.
    """
    brings_many(session, owner_id)
    lock_tags(session, owner_id)
    found = queries.saves_by_keys(session, owner_id, [one.key for one in pages])
    saves = {save.id: save for save in found.values()}
    facts = facts_of(session, list(saves.values()))
    there = {save_id: _Draft(facts[save_id], save=save) for save_id, save in saves.items()}
    drafts = {key: there[save.id] for key, save in found.items()}
    allowed, remarks = allowed_tags(session, owner_id, pages)
    told = [_plan(drafts, one) for one in allowed]
    for one, more in zip(told, remarks, strict=True):
        one[0].remarks += more
    new = {key: draft for key, draft in drafts.items() if draft.save is None}
    new_ids = _insert(session, owner_id, new)
    ids = {id(new[key]): save_id for key, save_id in new_ids.items()}
    ids |= {id(draft): save_id for save_id, draft in there.items()}
    old = [(draft.save, draft.facts) for draft in there.values() if draft.save and draft.is_changed]
    write_facts(session, old, at=clock())
    _hand_pages(there, clock)
    for brought, draft in told:
        brought.save_id = ids[id(draft)]
    put_tags(session, owner_id, [one for one, _ in told])
    changed(session, *new_ids.values(), *(save.id for save, _ in old))
    return [one for one, _ in told]


def _plan(drafts: dict[str, _Draft], kept: Kept) -> tuple[Brought, _Draft]:
    """Say what becomes of one page, after those before it."""
    draft = drafts.get(kept.key)
    is_here = draft is not None and draft.facts.deleted_at is None
    if draft is None:
        draft = drafts[kept.key] = _Draft(fresh_facts(kept), kept, page_key=kept.page_key)
        return _new(draft, kept), draft
    if not is_here:  # it was deleted lately: it is back as if it were new
        draft.facts.deleted_at, draft.is_changed = None, True
        return _new(draft, kept), draft
    change, remarks = merge(draft.facts, kept)
    if kept.page_key and draft.page_key is None and _lacks_text(draft):
        draft.page_key, change.now["page"] = kept.page_key, True
    draft.is_changed |= bool(change)
    result = Result.MERGED if change else Result.UNCHANGED
    return Brought(result, change=change, remarks=tuple(remarks)), draft


def _new(draft: _Draft, kept: Kept) -> Brought:
    change, remarks = merge(draft.facts, kept)
    if kept.is_update:
        remarks.append(ALONE)
    return Brought(Result.NEW, change=change, mark=draft.facts.mark, remarks=tuple(remarks))


def _lacks_text(draft: _Draft) -> bool:
    save = draft.save
    return save is None or (save.state not in _READABLE and save.handed_key is None)


def _insert(session: Session, owner_id: int, new: dict[str, _Draft]) -> dict[str, int]:
    if not new:
        return {}
    rows = [_row(owner_id, draft) for draft in new.values()]
    made = insert(Save).returning(Save.id, sort_by_parameter_order=True)
    ids = dict(zip(new, session.scalars(made, rows), strict=True))
    session.execute(
        insert(SaveKey),
        [{"owner_id": owner_id, "key": key, "save_id": save_id} for key, save_id in ids.items()],
    )
    know_all(
        session,
        owner_id,
        {ids[key]: str(one["given_url"]) for key, one in zip(new, rows, strict=True)},
    )
    write_notes(session, {ids[key]: draft.facts.note for key, draft in new.items()})
    _count(session, owner_id, rows)
    return ids


def _count(session: Session, owner_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add new saves to the kept counts: what one adds, times how many are alike."""
    alike = Counter(tuple(row[name] for name in _COUNTED) for row in rows)
    more: Counter[str] = Counter()
    for told, many in alike.items():
        one = Save(**dict(zip(_COUNTED, told, strict=True)), highlight_count=0)
        more.update({name: step * many for name, step in shares_of(one).items()})
    add_to_counts(session, owner_id, {name: step for name, step in more.items() if step})


def _row(owner_id: int, draft: _Draft) -> dict[str, object]:
    kept, facts = draft.first, draft.facts
    assert kept is not None, "a new one begins with what was brought"
    return {
        "owner_id": owner_id,
        "given_url": kept.url,
        "title": facts.title,
        "title_key": title_key(facts.title),
        "site": display_host(kept.url)[:255],
        "byline": kept.byline,
        "lang": kept.lang,
        "kind": Kind.ARTICLE,  # until its page tells
        "saved_at": facts.saved_at,
        "is_favorite": facts.is_favorite,
        "is_archived": facts.is_archived,
        "has_note": bool(facts.note),
        "progress": kept.progress,
        "read_at": facts.saved_at if kept.progress else None,
        "capture_due_at": kept.due_at,
        "owed": Owed.PAGE if draft.page_key else Owed.FETCH,
        "handed_key": draft.page_key,
    }


def _hand_pages(there: dict[int, _Draft], clock: Clock) -> None:
    """Let the worker read the texts that came for saves that have none yet."""
    for draft in there.values():
        save = draft.save
        if save is not None and draft.page_key is not None:
            save.handed_key, save.owed = draft.page_key, Owed.PAGE
            save.state, save.reason = State.PENDING, None
            save.capture_attempts, save.has_turn = 0, False
            save.capture_due_at = clock()
