"""Which hits come first: the same on both databases, from whole numbers and times alone.

All words in the title count most, then one in a note, a highlight or a tag, then one in the title,
then a text that is about one of them. Among equals the newest comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from devket.library.models import Save
from devket.library.policies import readable_by
from devket.search.language import Rank, Term
from devket.search.language.document import Mark
from devket.search.queries.conditions import Reading
from devket.search.queries.filters import carries
from devket.search.queries.lookups import query_tokens

MOST = 1_000  # hits that are counted and ranked
_FEW = 200
Row = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class Newest:
    """What a query finds of one person, newest first (or oldest, for that order), up to `MOST`."""

    session: Session
    owner_id: int
    condition: ColumnElement[bool]
    rank: Rank

    def rows(self, *further: ColumnElement[bool]) -> list[Row]:
        """Return ids and times of the first hits, one more than `MOST` when there are more."""
        chosen = select(Save.id, Save.saved_at).where(readable_by(self.owner_id), self.condition)
        keys = (Save.saved_at, Save.id)
        turned = keys if self.rank is Rank.OLDEST else tuple(key.desc() for key in keys)
        ordered = chosen.where(*further).order_by(*turned).limit(MOST + 1)
        return [(id_, at) for id_, at in self.session.execute(ordered)]


def best_first(
    newest: Newest, reading: Reading, terms: Sequence[Term], rows: Sequence[Row]
) -> list[int]:
    """Return the ids of the best hits, at most `MOST`, among the newest and those by title."""
    pool = dict(rows[:MOST])
    scores: Counter[int] = Counter()
    few = Save.id.in_(list(pool)) if len(rows) <= _FEW else None
    for worth, condition, brings in _classes(reading, terms):
        narrowed = (condition,) if few is None else (condition, few)
        for id_, at in newest.rows(*narrowed):
            if brings or id_ in pool:
                pool[id_] = at
                scores[id_] += worth
    ranked = sorted(pool.items(), key=lambda row: (scores[row[0]], row[1], row[0]), reverse=True)
    return [id_ for id_, _ in ranked[:MOST]]


def _classes(
    reading: Reading, terms: Sequence[Term]
) -> Iterator[tuple[int, ColumnElement[bool], bool]]:
    """Yield what a class of hits is worth, its condition, and whether it brings in older hits."""
    look = reading.lookup

    def said(mark: Mark) -> list[str]:
        found = [[look.one(one, mark) for one in query_tokens(term)[0]] for term in terms]
        return [look.all(list(dict.fromkeys(one))) for one in found]

    if not terms:
        return
    yield 8, reading.held(look.all(said(Mark.TITLE))), True
    yield 4, reading.held(look.any(said(Mark.NOTED))), False
    tags = {one.id for term in terms for one in reading.tags.holding(term)}
    if tags:
        yield 4, carries(sorted(tags)), False
    if len(terms) > 1:
        yield 2, reading.held(look.any(said(Mark.TITLE))), False
    yield 1, reading.held(look.any(said(Mark.ABOUT))), False
