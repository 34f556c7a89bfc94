"""Whether a query has few hits at most, and which: then they are looked up and sorted.

Where there are many, the list is walked from its newest save until enough of them are found. No
database chooses well between these two: neither knows how common a word is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Text, bindparam, select
from sqlalchemy.orm import Session

from devket.library.models import SaveTag
from devket.search.language import And, Filter, Node, Or, Phrase, Term, Word
from devket.search.queries.conditions import Reading
from devket.search.queries.lookups import Lookup
from devket.search.queries.tags import Known

FEW_TAGGED = 1_500  # tags are no dearer to walk with than to look up


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Asks what the hits of a tree are among, as far as the indexes tell at once."""

    session: Session
    reading: Reading

    def of(self, node: Node) -> set[int] | None:
        """Return ids among which all hits are, None when there may be more than a few."""
        said = self.reading.text_of(node)
        if said is not None:
            return self.holding(said)
        match node:
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return self._any(parts)
            case Word() | Phrase():
                return self._term(node)
            case Filter() if node is self.reading.along:
                return None
            case Filter(name="tag", value=value):
                return self._carrying(
                    self.reading.tags.named(str(value), is_open=node is self.reading.opened)
                )
            case Filter(value=Term() as term):
                return self.holding(self.reading.placed(node.name, term))
            case _:
                return None

    def holding(self, said: str | None) -> set[int] | None:
        """Return the ids of the saves whose text fits an expression, None when they are many."""
        return None if said is None else self.holding_each([said])[0]

    def holding_each(self, said: Sequence[str]) -> list[set[int] | None]:
        """Return the same for each of some expressions, in one query."""
        look = self.reading.lookup
        told = {f"said_{n}": one for n, one in enumerate(said)}
        values = self.session.execute(_asking(type(look), len(said)), told).one()
        found = [look.unpacked(value) for value in values]
        return [set(ids) if len(ids) <= look.few else None for ids in found]

    def _term(self, node: Word | Phrase) -> set[int] | None:
        is_open = node is self.reading.opened
        held = self.holding(self.reading.lookup.term(node, is_open=is_open))
        tags = self.reading.tags.holding(node, is_open=is_open)
        if held is None or not tags:
            return held
        carrying = self._carrying(tags)
        return None if carrying is None else held | carrying

    def _all(self, parts: Sequence[Node]) -> set[int] | None:
        told = [said for part in parts if (said := self.reading.text_of(part)) is not None]
        found = [self.holding(self.reading.lookup.all(told))] if told else []
        rest = [part for part in parts if self.reading.text_of(part) is None]
        known = [one for one in (*found, *map(self.of, rest)) if one is not None]
        return set.intersection(*known) if known else None

    def _any(self, parts: Sequence[Node]) -> set[int] | None:
        found: set[int] = set()
        for part in parts:
            some = self.of(part)
            if some is None:
                return None
            found |= some
        return found

    def _carrying(self, tags: Sequence[Known]) -> set[int] | None:
        if sum(tag.save_count for tag in tags) > FEW_TAGGED:
            return None
        if not tags:
            return set()
        carried = SaveTag.tag_id.in_([tag.id for tag in tags])
        look = self.reading.lookup
        ids = look.gathered(select(SaveTag.save_id).where(carried))
        return set(look.unpacked(self.session.scalar(ids)))


@lru_cache(maxsize=32)  # made anew each time it would take longer than the index
def _asking(look: type[Lookup], number: int) -> Select[Any]:
    """Return the query for the first ids that fit each of so many expressions: one row."""
    said = [bindparam(f"said_{n}", type_=Text) for n in range(number)]
    found = [look.gathered(look.ids(one).limit(look.few + 1)) for one in said]
    return select(*(one.scalar_subquery() for one in found))
