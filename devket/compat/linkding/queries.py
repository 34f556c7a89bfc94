"""All reads of the dialect: bookmarks by offset, tags, and versions as assets, one person's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, select, true
from sqlalchemy.orm import Session

from devket.compat.linkding.language import But, Either, Every, Marked, Node, Tagged, leaves
from devket.core.errors import NotFoundError
from devket.core.tags import tag_key
from devket.library.models import DONE, Capture, Save, SaveKey, SaveNote, SaveTag, Tag
from devket.library.policies import readable_by
from devket.search.language import And, Phrase, Word
from devket.search.queries.conditions import Reading
from devket.search.queries.filters import carries
from devket.search.queries.finding import lookup_of
from devket.search.queries.tags import Tags, tags_for

USUAL = 100  # rows of a list, when nobody says how many
_UNREAD = Save.progress < DONE
_TAGGED = exists(select(SaveTag.tag_id).where(SaveTag.save_id == Save.id))
_SHARED = exists(
    select(SaveTag.tag_id)
    .join(Tag, Tag.id == SaveTag.tag_id)
    .where(SaveTag.save_id == Save.id, Tag.is_public)
)
_ORDERS: dict[str, tuple[Any, ...]] = {
    "added_desc": (Save.saved_at.desc(), Save.id.desc()),
    "added_asc": (Save.saved_at.asc(), Save.id.asc()),
    "modified_desc": (Save.updated_at.desc(), Save.id.desc()),
    "modified_asc": (Save.updated_at.asc(), Save.id.asc()),
    "title_desc": (Save.title_key.desc(), Save.id.desc()),
    "title_asc": (Save.title_key.asc(), Save.id.asc()),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A save with what stands beside it."""

    save: Save
    note: str
    tags: tuple[str, ...]
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is wanted."""

    limit: int = USUAL
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A list as it was asked for; what is None does not narrow it. `query` None finds nothing."""

    query: Node | None
    sort: str = "added_desc"
    is_archived: bool | None = None
    is_unread: bool | None = None
    is_shared: bool | None = None
    added_since: datetime | None = None
    modified_since: datetime | None = None


def found(
    session: Session, owner_id: int, wanted: Wanted, part: Slice
) -> tuple[int, Sequence[int]]:
    """Return how many saves a list has, and the ids of one part of it."""
    if wanted.query is None:
        return 0, ()
    held = [readable_by(owner_id), *_narrowed(wanted)]
    if wanted.query != Every():
        held.append(_Query.of(session, owner_id, wanted.query).condition(wanted.query))
    count = session.scalar(select(func.count(Save.id)).where(*held)) or 0
    order = _ORDERS.get(wanted.sort, _ORDERS["added_desc"])
    ids = select(Save.id).where(*held).order_by(*order).limit(part.limit).offset(part.offset)
    return count, session.scalars(ids).all() if part.offset < count else ()


def load(session: Session, owner_id: int, ids: Sequence[int]) -> list[Kept]:
    """Return these saves in this order, whole; those that are gone are left out. 2 queries."""
    rows = session.execute(
        select(Save, SaveNote.text)
        .outerjoin(SaveNote, SaveNote.save_id == Save.id)
        .where(Save.id.in_(ids), readable_by(owner_id))
        .execution_options(populate_existing=True)  # links of tags are changed beside the session
    )
    by_id = {save.id: (save, note or "") for save, note in rows}
    carried: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    links = select(SaveTag.save_id, Tag.name, Tag.is_public).join(Tag, Tag.id == SaveTag.tag_id)
    links = links.where(SaveTag.save_id.in_(list(by_id))).order_by(SaveTag.save_id, Tag.key)
    for save_id, name, is_public in session.execute(links):
        carried[save_id].append((name, is_public))
    return [
        Kept(
            *by_id[id_],
            tags=tuple(name for name, _ in carried[id_]),
            is_shared=any(is_public for _, is_public in carried[id_]),
        )
        for id_ in ids
        if id_ in by_id
    ]


def one(session: Session, owner_id: int, save_id: int) -> Kept:
    """Return one save; `NotFoundError` for missing and foreign alike."""
    whole = load(session, owner_id, [save_id])
    if not whole:
        raise NotFoundError
    return whole[0]


def at_key(session: Session, owner_id: int, key: str) -> int | None:
    """Return the id of the save that owns this normalised address and is not deleted."""
    chosen = select(Save.id).join(SaveKey, SaveKey.save_id == Save.id)
    return session.scalar(
        chosen.where(SaveKey.owner_id == owner_id, SaveKey.key == key, readable_by(owner_id))
    )


def tags(
    session: Session, owner_id: int, part: Slice, *, holding: str
) -> tuple[int, Sequence[Tag]]:
    """Return how many tags a person has, and one part of them, as they were made."""
    held = [Tag.owner_id == owner_id]
    if holding:
        held.append(Tag.key.contains(tag_key(holding), autoescape=True))
    count = session.scalar(select(func.count(Tag.id)).where(*held)) or 0
    chosen = select(Tag).where(*held).order_by(Tag.id).limit(part.limit).offset(part.offset)
    return count, session.scalars(chosen).all()


def tag(session: Session, owner_id: int, tag_id: int) -> Tag:
    """Return a tag; `NotFoundError` for missing and foreign alike."""
    chosen = select(Tag).where(Tag.id == tag_id, Tag.owner_id == owner_id)
    row = session.scalars(chosen).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def tags_alike(session: Session, owner_id: int, keys: Collection[str]) -> Sequence[Tag]:
    """Return the tags with these keys, and those that have blanks where these have hyphens."""
    chosen = select(Tag).where(Tag.owner_id == owner_id, _alike(keys)).order_by(Tag.id)
    return session.scalars(chosen).all()


def assets(session: Session, owner_id: int, save_id: int) -> Sequence[Capture]:
    """Return the versions of a save of which the page is kept, newest first."""
    return session.scalars(
        select(Capture)
        .join(Save, Save.id == Capture.save_id)
        .where(Capture.save_id == save_id, readable_by(owner_id))
        .where(Capture.source_key.is_not(None), Capture.finished_at.is_not(None))
        .order_by(Capture.version.desc())
    ).all()


def asset(session: Session, owner_id: int, save_id: int, asset_id: int) -> Capture:
    """Return one of them; `NotFoundError` for missing and foreign alike."""
    held = (row for row in assets(session, owner_id, save_id) if row.id == asset_id)
    row = next(held, None)
    if row is None:
        raise NotFoundError
    return row


def _alike(keys: Collection[str]) -> ColumnElement[bool]:
    return or_(Tag.key.in_(keys), func.replace(Tag.key, " ", "-").in_(keys))


def _narrowed(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.is_archived is not None:
        yield Save.is_archived.is_(wanted.is_archived)
    for condition, holds in ((_UNREAD, wanted.is_unread), (_SHARED, wanted.is_shared)):
        if holds is not None:
            yield condition if holds else not_(condition)
    if wanted.added_since is not None:
        yield Save.saved_at > wanted.added_since
    if wanted.modified_since is not None:
        yield Save.updated_at > wanted.modified_since


@dataclass(frozen=True, slots=True)
class _Query:
    """A query of linkding read for one person: their tags, and Devket's search for its words."""

    reading: Reading | None
    tag_ids: dict[str, list[int]]

    @classmethod
    def of(cls, session: Session, owner_id: int, tree: Node) -> _Query:
        asked = list(leaves(tree))
        words = tuple(leaf for leaf in asked if isinstance(leaf, Word | Phrase))
        keys = {tag_key(leaf.name) for leaf in asked if isinstance(leaf, Tagged)}
        reading = None
        if words:
            known: Tags = tags_for(session, owner_id, And(words), None)
            reading = Reading(lookup_of(session, owner_id), known)
        ids: dict[str, list[int]] = defaultdict(list)
        if keys:
            chosen = select(Tag.id, Tag.key).where(Tag.owner_id == owner_id, _alike(keys))
            for id_, key in session.execute(chosen):
                for form in {key, key.replace(" ", "-")}:
                    ids[form].append(id_)
        return cls(reading, ids)

    def condition(self, node: Node) -> ColumnElement[bool]:
        """Return the condition of the saves that a tree asks for."""
        match node:
            case Every(parts):
                return and_(true(), *map(self.condition, parts))
            case Either(parts):
                return or_(false(), *map(self.condition, parts))
            case But(part):
                return not_(self.condition(part))
            case Tagged(name):
                ids = self.tag_ids.get(tag_key(name))
                return carries(ids) if ids else false()
            case Marked(mark):
                return _UNREAD if mark == "unread" else not_(_TAGGED)
            case Word() | Phrase():
                assert self.reading is not None, "there are words, so they were prepared for"
                # linkding finds parts of words: their beginnings are what an index of words knows.
                opened = None if node.specials else node
                return replace(self.reading, opened=opened).condition(node)
