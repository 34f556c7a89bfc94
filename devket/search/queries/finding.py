"""Finding saves: what fits a query, in an order, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, select, text
from sqlalchemy.orm import Session

from devket.core.paging import Cursor
from devket.library.models import Save
from devket.library.policies import readable_by
from devket.search.language import Filter, Node, Query, Rank
from devket.search.queries.conditions import Reading
from devket.search.queries.lookups import Lookup, PostgresLookup, SqliteLookup
from devket.search.queries.narrowing import Narrowing
from devket.search.queries.ranking import MOST, Newest, best_first
from devket.search.queries.tags import leaves, tags_for

PAGE_SIZE = 24
_BY_INDEX = text("SET LOCAL enable_seqscan = off")
# Made once: that takes longer than the database does.
_SHOWN = select(Save).where(
    readable_by(bindparam("owner_id", type_=Integer)),
    Save.id.in_(bindparam("ids", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found. `count` stops at `MOST`; `is_more` says that it did.

    `is_tagged` says that there are tags whose names may hold one of the words.
    """

    items: tuple[Save, ...]
    next_cursor: str | None
    count: int
    is_more: bool
    is_tagged: bool = False


def find(
    session: Session,
    owner_id: int,
    query: Query,
    *,
    order: Rank = Rank.BEST,
    after: str | None = None,
    size: int = PAGE_SIZE,
    prefix_last: bool = False,
) -> Found:
    """Return one page of the saves that a person's query finds; nothing for an empty query.

    `sort:` in the query goes before `order`. With `prefix_last` its last word or tag may go on.
    `InvalidError` for a strange cursor.
    """
    if query.tree is None:
        return Found((), None, 0, False)
    opened = _opened(query) if prefix_last else None
    tags = tags_for(session, owner_id, query.tree, opened)
    asked, tag = tags.along(query.tree, opened) or (None, None)
    reading = Reading(lookup_of(session, owner_id), tags, opened, asked)
    rank = query.sort or order
    narrowing = Narrowing(session, reading)
    said = reading.text_of(query.tree)
    few = None if said is not None and reading.lookup.is_timed else narrowing.of(query.tree)
    is_all = few is not None and said is not None  # the index has said it
    condition = None if is_all else reading.condition(query.tree)
    tag_id = tag.id if tag else None
    newest = Newest(session, owner_id, condition, reading.lookup, rank, few, tag_id, said)
    hits = newest.ids()
    ids = hits[:MOST]
    if rank is Rank.BEST:
        ids = best_first(newest, narrowing, query.words, hits)
    start = _start(ids, after)
    shown = ids[start : start + size]
    cursor = Cursor(0, shown[-1]).encode() if start + size < len(ids) else None
    count = min(len(hits), MOST)
    is_more, items = len(hits) > MOST, _loaded(session, owner_id, shown)
    return Found(items, cursor, count, is_more, is_tagged=bool(tags.known))


def _start(ids: list[int], after: str | None) -> int:
    """Return where a page begins: after the save it names, or where that stood is the end."""
    if not after:
        return 0
    last = Cursor.decode(after).id
    return ids.index(last) + 1 if last in ids else len(ids)


def lookup_of(session: Session, owner_id: int) -> Lookup:
    """Return what asks the index of this database."""
    if session.get_bind().dialect.name == "sqlite":
        return SqliteLookup(owner_id)
    # It takes the words of a save to be made for nothing, and made those of all in a small library.
    session.execute(_BY_INDEX)
    return PostgresLookup(owner_id)


def _opened(query: Query) -> Node | None:
    """Return the word at the very end of the query, or the tag, if it ends with one."""
    assert query.tree is not None
    *_, last = leaves(query.tree)
    if isinstance(last, Filter):
        return last if last.name == "tag" and last.span.end == len(query.text) else None
    return last if query.text.endswith(last.text) else None


def _loaded(session: Session, owner_id: int, ids: list[int]) -> tuple[Save, ...]:
    if not ids:
        return ()
    rows = session.scalars(_SHOWN, {"owner_id": owner_id, "ids": ids})
    by_id = {save.id: save for save in rows}
    return tuple(by_id[id_] for id_ in ids if id_ in by_id)
