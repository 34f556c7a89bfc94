"""Which hits come first: the same on both databases, from whole numbers and times alone.

All words in the title count most, then one in a note, a highlight or a tag, then one in the title,
then a text that is about one of them. Among equals the newest comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Integer, Select, Text, bindparam, func, select
from sqlalchemy.orm import Session

from devket.library.models import Save, SaveTag
from devket.library.policies import readable_by
from devket.search.language import Rank, Term
from devket.search.language.document import Mark
from devket.search.models import postgres_documents
from devket.search.queries.conditions import Reading
from devket.search.queries.filters import carries
from devket.search.queries.lookups import Lookup, query_tokens
from devket.search.queries.narrowing import Narrowing

Keys: TypeAlias = tuple[ColumnElement[datetime], ColumnElement[int]]  # when it was saved, its id

MOST = 1_000  # hits that are counted and ranked
NOTED = 4
_MINE = select(Save.id.label("save_id")).where(readable_by(bindparam("owner_id", type_=Integer)))
_NEWEST: Keys = (Save.saved_at.expression, Save.id.expression)


@dataclass(frozen=True, slots=True)
class Newest:
    """What a query finds of one person, newest first (or oldest, for that order), up to `MOST`.

    `few` are ids among which all hits are, when these are few; all of them are where there is no
    condition. `tag_id` is a tag that all carry. `said` is an expression that says all.
    """

    session: Session
    owner_id: int
    condition: ColumnElement[bool] | None
    lookup: Lookup
    rank: Rank
    few: Set[int] | None = None
    tag_id: int | None = None
    said: str | None = None

    def ids(self) -> list[int]:
        """Return the ids of the first hits, one more than `MOST` when there are more."""
        if self.few is not None:
            return self.among(self.few)
        if self.said is not None and self.lookup.is_timed:
            return self._run(_at_once(type(self.lookup), self.rank), said=self.said)
        return self._run(_first(self.lookup, self._chosen(), self._keys(), self.rank))

    def among(self, ids: Set[int]) -> list[int]:
        """Return the first hits among some saves, looked up one by one."""
        if not ids:
            return []
        look = self.lookup
        if self.condition is None and self.tag_id is None:
            query = _looked_up(type(look), self.rank)
        else:
            query = _first(look, look.among(self._chosen()), _one_by_one(self._keys()), self.rank)
        return self._run(query, among=look.packed(sorted(ids)))

    def further(self, said: ColumnElement[bool]) -> Newest:
        """Return the same, narrowed by one more condition."""
        both = said if self.condition is None else self.condition & said
        return replace(self, condition=both, said=None)

    def _keys(self) -> Keys:
        if self.tag_id is not None:
            return SaveTag.saved_at.expression, SaveTag.save_id.expression
        return _NEWEST

    def _chosen(self) -> Select[Any]:
        chosen = _MINE if self.condition is None else _MINE.where(self.condition)
        if self.tag_id is None:
            return chosen
        return chosen.join(SaveTag, SaveTag.save_id == Save.id).where(SaveTag.tag_id == self.tag_id)

    def _run(self, query: Select[Any], **given: Any) -> list[int]:
        found = self.session.scalar(query, {"owner_id": self.owner_id, **given})
        return self.lookup.unpacked(found)


@lru_cache(maxsize=8)  # made anew each time it would take as long as many saves
def _looked_up(look: type[Lookup], rank: Rank) -> Select[Any]:
    """Return the query for the first of some saves, when nothing more is asked of them."""
    return _first(look, look.among(_MINE), _one_by_one(_NEWEST), rank)


@lru_cache(maxsize=8)
def _at_once(look: type[Lookup], rank: Rank) -> Select[Any]:
    """Return the query for the first that fit an expression, of an index that knows their order."""
    kept = postgres_documents.c
    there = look.ids(bindparam("said", type_=Text)).where(kept.saved_at.is_not(None))
    return _first(look, there, (kept.saved_at, kept.save_id), rank)


def _first(look: Lookup | type[Lookup], chosen: Select[Any], keys: Keys, rank: Rank) -> Select[Any]:
    turned = keys if rank is Rank.OLDEST else tuple(key.desc() for key in keys)
    return look.gathered(chosen.order_by(*turned).limit(MOST + 1))


def _one_by_one(keys: Keys) -> Keys:
    # As a column the time would make SQLite walk the whole list for the sake of its order.
    at, id_ = keys
    return func.coalesce(at, at), id_


def best_first(
    newest: Newest, narrowing: Narrowing, terms: Sequence[Term], first: Sequence[int]
) -> list[int]:
    """Return the ids of the best hits, at most `MOST`, among the newest and those by title."""
    places = {id_: place for place, id_ in enumerate(first[:MOST])}
    is_whole = len(first) <= MOST
    scores: Counter[int] = Counter()
    classes = list(_classes(narrowing.reading, terms)) if places else []
    held = narrowing.holding_each([one.said for one in classes]) if classes else []
    for (worth, said, brings), ids in zip(classes, held, strict=True):
        if ids is None:
            found = newest.further(narrowing.reading.held(said)).ids()
        elif brings and not is_whole:
            found = newest.among(ids)
        else:
            found = [id_ for id_ in ids if id_ in places]
        for id_ in found:
            if brings:  # what was not among the newest is older than all of them
                places.setdefault(id_, len(places))
            scores[id_] += worth
    for id_ in _tagged(newest, narrowing.reading, terms):
        scores[id_] += NOTED
    # Most are worth nothing more and stand in their order already: these need no sorting.
    raised = [id_ for id_ in scores if id_ in places]
    raised.sort(key=lambda id_: (-scores[id_], places[id_]))
    return [*raised, *(id_ for id_ in places if id_ not in scores)][:MOST]


class _Class(NamedTuple):
    """What a class of hits is worth, its expression, and whether it brings in older hits."""

    worth: int
    said: str
    brings: bool


def _classes(reading: Reading, terms: Sequence[Term]) -> Iterator[_Class]:
    look = reading.lookup

    def said(mark: Mark) -> list[str]:
        found = [[look.one(one, mark) for one in query_tokens(term)[0]] for term in terms]
        return [look.all(list(dict.fromkeys(one))) for one in found]

    if not terms:
        return
    yield _Class(8, look.all(said(Mark.TITLE)), True)
    yield _Class(NOTED, look.any(said(Mark.NOTED)), False)
    if len(terms) > 1:
        yield _Class(2, look.any(said(Mark.TITLE)), False)
    yield _Class(1, look.any(said(Mark.ABOUT)), False)


def _tagged(newest: Newest, reading: Reading, terms: Sequence[Term]) -> list[int]:
    """Return the newest hits that carry a tag which holds one of the terms."""
    tags = {one.id for term in terms for one in reading.tags.holding(term)}
    if not tags:
        return []
    return newest.further(carries(sorted(tags))).ids()
