"""Tags of a batch: those there is room for, put on their saves in a statement for each count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from devket.core.errors import N_
from devket.core.tags import tag_key
from devket.library import queries
from devket.library.models import Save, SaveTag, Tag
from devket.library.services.bringing.kept import Brought, Kept
from devket.library.services.tagging.making import MOST_TAGS, make_tags

NO_ROOM = N_("Some tags were left out: there is no room for more than 5,000.")
_BESIDE = {"synchronize_session": False}


def allowed_tags(
    session: Session, owner_id: int, pages: Sequence[Kept]
) -> tuple[list[Kept], list[tuple[str, ...]]]:
    """Return the pages without tags that would be too many for a person, and a remark for each."""
    keys = dict.fromkeys(tag_key(name) for one in pages for name in one.tags)
    known = queries.tags_at(session, owner_id, keys) if keys else {}
    fresh = [key for key in keys if key not in known]
    room = MOST_TAGS - queries.counts_of(session, owner_id).tags if fresh else 0
    barred = frozenset(fresh[max(0, room) :])
    if not barred:
        return list(pages), [()] * len(pages)
    kept = [
        replace(one, tags=tuple(name for name in one.tags if tag_key(name) not in barred))
        for one in pages
    ]
    pairs = zip(kept, pages, strict=True)
    return kept, [(NO_ROOM,) if len(one.tags) < len(was.tags) else () for one, was in pairs]


def put_tags(session: Session, owner_id: int, brought: Sequence[Brought]) -> None:
    """Let saves carry the tags that were added to them, all of them standing; count them."""
    names: dict[str, str] = {}
    wanted: dict[tuple[int, str], None] = {}
    for one in brought:
        for name in one.change.now.get("tags", ()):
            assert one.save_id is not None, "only a save gains tags"
            names.setdefault(tag_key(name), name)
            wanted[one.save_id, tag_key(name)] = None
    if not wanted:
        return
    tags, _ = make_tags(session, owner_id, list(names.values()))
    by_key = {tag.key: tag.id for tag in tags}
    ids = {save_id for save_id, _ in wanted}
    at = dict(session.execute(select(Save.id, Save.saved_at).where(Save.id.in_(ids))).all())
    session.execute(
        insert(SaveTag),
        [
            {"save_id": save_id, "tag_id": by_key[key], "saved_at": at[save_id]}
            for save_id, key in wanted
        ],
    )
    count_links(session, [by_key[key] for _, key in wanted])


def count_links(session: Session, tag_ids: Sequence[int]) -> None:
    """Count new links in their tags, each as often as it is named."""
    steps: dict[int, int] = defaultdict(int)
    for tag_id in tag_ids:
        steps[tag_id] += 1
    alike: dict[int, list[int]] = defaultdict(list)
    for tag_id, step in steps.items():
        alike[step].append(tag_id)
    for step, ids in alike.items():
        more = update(Tag).where(Tag.id.in_(ids)).values(save_count=Tag.save_count + step)
        session.execute(more, execution_options=_BESIDE)
