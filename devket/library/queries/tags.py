"""Tags of one person, and which saves carry them; read as rows, so that nothing read goes stale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from devket.core.paging import Cursor, Page
from devket.core.tags import tag_key
from devket.library.models import Save, SaveTag, Tag
from devket.library.policies import readable_by

TOP, ANSWERS, TAGS_A_PAGE = 12, 8, 200
FAMILIAR = 300  # of a person's tags, the most used, are looked for in a page
COUNTED_TO = 1000


class TagRow(NamedTuple):
    """One tag: its name as it is shown, its key, how many saves carry it."""

    id: int
    name: str
    key: str
    save_count: int


class TagView(StrEnum):
    """Which tags the page of all tags shows."""

    ALL = "all"
    UNUSED = "unused"
    ONCE = "once"


class TagSort(StrEnum):
    """In which order."""

    NAME = "name"
    COUNT = "count"


_ROW = (Tag.id, Tag.name, Tag.key, Tag.save_count)
# A tag stands before what is below it, and that before all others: `a`, `a/b`, `a-b`.
_TREE = func.replace(Tag.key, "/", "\x01")


def tags_of(session: Session, save_ids: Iterable[int]) -> Mapping[int, Sequence[str]]:
    """Return the names of the tags that these saves carry, in one query, sorted.

    The saves were read through their owner before.
    """
    found: dict[int, list[str]] = {}
    chosen = select(SaveTag.save_id, Tag.name).join(Tag, Tag.id == SaveTag.tag_id)
    chosen = chosen.where(SaveTag.save_id.in_(list(save_ids))).order_by(SaveTag.save_id, Tag.key)
    for save_id, name in session.execute(chosen):
        found.setdefault(save_id, []).append(name)
    return found


def tag_at(session: Session, owner_id: int, name: str) -> TagRow | None:
    """Return the tag of that name, however it is written."""
    chosen = select(*_ROW).where(Tag.owner_id == owner_id, Tag.key == tag_key(name))
    found = session.execute(chosen).one_or_none()
    return TagRow(*found) if found else None


def tags_from(session: Session, owner_id: int, name: str) -> tuple[TagRow, ...]:
    """Return the tag of that name and all that stand below it, parents first."""
    key = tag_key(name)
    chosen = select(*_ROW).where(Tag.owner_id == owner_id, or_(Tag.key == key, _below(key)))
    return tuple(TagRow(*row) for row in session.execute(chosen.order_by(_TREE)))


def tags_at(session: Session, owner_id: int, keys: Iterable[str]) -> dict[str, TagRow]:
    """Return the tags with these keys, by key."""
    chosen = select(*_ROW).where(Tag.owner_id == owner_id, Tag.key.in_(list(keys)))
    return {row.key: TagRow(*row) for row in session.execute(chosen)}


def top_tags(session: Session, owner_id: int, *, limit: int = TOP) -> tuple[TagRow, ...]:
    """Return the most used tags, those first that most saves carry."""
    chosen = select(*_ROW).where(Tag.owner_id == owner_id, Tag.save_count > 0)
    chosen = chosen.order_by(Tag.save_count.desc(), Tag.id.desc()).limit(limit)
    return tuple(TagRow(*row) for row in session.execute(chosen))


def completions(session: Session, owner_id: int, typed: str) -> tuple[TagRow, ...]:
    """Return tags of which the name, or any part of the path, begins so; most used first."""
    start = tag_key(typed) + ("/" if typed.rstrip().endswith("/") else "")
    chosen = select(*_ROW).where(Tag.owner_id == owner_id, _begins(start))
    chosen = chosen.order_by(Tag.save_count.desc(), Tag.key).limit(ANSWERS)
    return tuple(TagRow(*row) for row in session.execute(chosen))


def _begins(start: str) -> ColumnElement[bool]:
    return or_(
        Tag.key.startswith(start, autoescape=True), Tag.key.contains(f"/{start}", autoescape=True)
    )


def _below(key: str) -> ColumnElement[bool]:
    """Return the condition of keys below one: a range, which the unique index serves."""
    return (Tag.key > key + "/") & (Tag.key < key + "0")  # "0" is the sign after "/"


def all_tags(
    session: Session,
    owner_id: int,
    *,
    view: TagView = TagView.ALL,
    sort: TagSort = TagSort.NAME,
    holding: str = "",
    after: str | None = None,
) -> Page[TagRow]:
    """Return a page of a person's tags, which are 5,000 at most; `holding` is a part of names."""
    chosen = select(*_ROW).where(Tag.owner_id == owner_id)
    if view is not TagView.ALL:
        chosen = chosen.where(Tag.save_count == (0 if view is TagView.UNUSED else 1))
    if part := tag_key(holding):
        chosen = chosen.where(Tag.key.contains(part, autoescape=True))
    rows = session.execute(_sorted(chosen, sort, after).limit(TAGS_A_PAGE + 1)).all()
    kept = tuple(TagRow(*row) for row in rows)[:TAGS_A_PAGE]
    if len(rows) <= TAGS_A_PAGE:
        return Page(kept, None)
    last = kept[-1]
    at = last.key if sort is TagSort.NAME else last.save_count
    return Page(kept, Cursor(at, last.id).encode())


def _sorted(
    chosen: Select[int, str, str, int], sort: TagSort, after: str | None
) -> Select[int, str, str, int]:
    last = Cursor.decode(after) if after else None
    if sort is TagSort.COUNT:
        if last is not None and isinstance(last.at, int):
            beyond = tuple_(Tag.save_count, Tag.id) < tuple_(literal(last.at), literal(last.id))
            chosen = chosen.where(beyond)
        return chosen.order_by(Tag.save_count.desc(), Tag.id.desc())
    if last is not None and isinstance(last.at, str):
        chosen = chosen.where(last.at.replace("/", "\x01") < _TREE)
    return chosen.order_by(_TREE)


def saves_carrying(
    session: Session, owner_id: int, tag_ids: Sequence[int], *, at_most: int = COUNTED_TO
) -> int:
    """Return how many saves carry any of these tags, counted to `at_most` + 1."""
    carried = select(SaveTag.save_id).where(SaveTag.tag_id.in_(tag_ids))
    some = select(Save.id).where(readable_by(owner_id), Save.id.in_(carried)).limit(at_most + 1)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0


def saves_carrying_both(session: Session, owner_id: int, first: int, second: int) -> int:
    """Return how many saves carry both tags, counted to 1,001."""
    carried = select(SaveTag.save_id).where(SaveTag.tag_id == first)
    also = select(SaveTag.save_id).where(SaveTag.tag_id == second)
    some = select(Save.id).where(readable_by(owner_id), Save.id.in_(carried), Save.id.in_(also))
    some = some.limit(COUNTED_TO + 1)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0
