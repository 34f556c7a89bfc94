"""Which tags of a person a query speaks of: by `tag:`, or by a word that a tag's name holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from devket.library.models import Tag
from devket.search.language import And, Filter, Node, Not, Or, Phrase, Term, Word, units_of
from devket.search.language.document import spaced
from devket.search.queries.lookups import in_order


@dataclass(frozen=True, slots=True)
class Known:
    """One tag, as far as a search needs it."""

    id: int
    key: str
    units: str
    save_count: int


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a person that a query may speak of."""

    known: tuple[Known, ...] = ()

    def named(self, value: str, *, is_open: bool = False) -> tuple[Known, ...]:
        """Return the tag of that name and those below it; with `is_open` its name may go on."""
        key = _key(value)
        begins = key if is_open else f"{key}/"
        return tuple(one for one in self.known if one.key == key or one.key.startswith(begins))

    def along(self, tree: Node, opened: Node | None) -> tuple[Filter, Known] | None:
        """Return the operator that asks for a single tag of all hits, with its tag, if one does."""
        for part in tree.parts if isinstance(tree, And) else (tree,):
            if isinstance(part, Filter) and part.name == "tag":
                found = self.named(str(part.value), is_open=part is opened)
                if len(found) == 1:
                    return part, found[0]
        return None

    def holding(self, term: Term, *, is_open: bool = False) -> tuple[Known, ...]:
        """Return the tags whose name holds the term."""
        wanted = in_order(term, is_open=is_open)
        return tuple(one for one in self.known if wanted in one.units)


def tags_for(session: Session, owner_id: int, tree: Node, opened: Node | None) -> Tags:
    """Return the tags of a person that a query may speak of: one query, none without a word.

    `opened` is the word or operator of the tree that may go on.
    """
    said = [_asked(node, is_open=node is opened) for node in leaves(tree)]
    asked = [condition for condition in said if condition is not None]
    if not asked:
        return Tags()
    columns = (Tag.id, Tag.key, Tag.name, Tag.save_count)
    rows = session.execute(select(*columns).where(Tag.owner_id == owner_id, or_(*asked)))
    return Tags(
        tuple(Known(id_, key, spaced(units_of(name)), count) for id_, key, name, count in rows)
    )


def leaves(node: Node) -> Iterator[Word | Phrase | Filter]:
    """Yield the words and operators of a tree, also those under a negation."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Word() | Phrase() | Filter():
            yield node


def _asked(node: Word | Phrase | Filter, *, is_open: bool) -> ColumnElement[bool] | None:
    if isinstance(node, Filter):
        if node.name != "tag":
            return None
        key = _key(str(node.value))
        begins = key if is_open else f"{key}/"
        return or_(Tag.key == key, Tag.key.startswith(begins, autoescape=True))
    # A tag's key is folded less than a unit is: the longest plain part of the word is enough here.
    parts = sorted(_plain_parts(node.units), key=len)
    return Tag.key.contains(parts[-1], autoescape=True) if parts else None


def _plain_parts(units: Iterable[str]) -> list[str]:
    return [unit for unit in units if unit]


def _key(value: str) -> str:
    return unicodedata.normalize("NFKC", value.removeprefix("#")).casefold().strip("/ ")
