"""What a query means, as a tree of frozen parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


class Rank(StrEnum):
    """Orders of what was found."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Span:
    """Which characters of the query's text a part stands in."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """Something to be found in what is indexed: its units in their order (see `analyser`).

    `specials` are the code words among them that say more than their letters: `c++`, `__init__`.
    """

    text: str
    units: tuple[str, ...]
    specials: tuple[str, ...] = ()
    span: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Word(Term):
    """A word as it was typed; one of several units must stand as it is written: `np.array`."""


@dataclass(frozen=True, slots=True)
class Phrase(Term):
    """Words between quotation marks: found next to each other, in this order."""


@dataclass(frozen=True, slots=True)
class Filter:
    """An operator with its value, read and checked: `tag:python`, `time:<10`, `before:2024`.

    `value` is a word, a time, or for `time:` a pair of minutes, at least and at most. For
    `title:` and `author:` it is a term.
    """

    name: str
    value: str | datetime | tuple[int | None, int | None] | Term
    span: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """Every part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of the parts holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


Node: TypeAlias = And | Or | Not | Word | Phrase | Filter


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood. Without a tree it asks for nothing."""

    text: str
    tree: Node | None = None
    sort: Rank | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to look for."""
        return self.tree is None

    @property
    def words(self) -> tuple[Term, ...]:
        """Return the words and phrases that what is found may hold, for marking them."""
        return tuple(_positive(self.tree)) if self.tree else ()

    @property
    def filters(self) -> tuple[Filter, ...]:
        """Return the operators that are not under a negation, in their order."""
        return tuple(_filters(self.tree)) if self.tree else ()


def _positive(node: Node) -> Iterator[Term]:
    match node:
        case Word() | Phrase():
            yield node
        case Filter(value=Term() as term):
            yield term
        case And(parts) | Or(parts):
            for part in parts:
                yield from _positive(part)
        case _:
            return


def _filters(node: Node) -> Iterator[Filter]:
    match node:
        case Filter():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _filters(part)
        case _:
            return
