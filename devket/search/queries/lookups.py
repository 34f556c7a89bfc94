"""How each database is asked which saves hold a term: expressions of FTS5, or of `tsquery`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    Text,
    any_,
    bindparam,
    cast,
    func,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from devket.library.models import Save
from devket.search.language import Term
from devket.search.language.analyser import is_run, tokens_of
from devket.search.language.document import Mark, token
from devket.search.models import indexed_words, postgres_documents, sqlite_index

Said: TypeAlias = str | BindParameter[str]


class Lookup(Protocol):
    """Asks the index of one person. Expressions are strings that `ids` understands.

    So many hits are `few`: up to them it is cheaper to look each up than to walk the list. An index
    that `is_timed` knows when each was saved.
    """

    few: ClassVar[int]
    is_timed: ClassVar[bool]

    def term(self, term: Term, *, is_open: bool = False) -> str:
        """Return the expression of what holds the term; with `is_open` its last word goes on."""

    def one(self, said: str, mark: Mark) -> str:
        """Return the expression of what holds a token at such a place."""

    def all(self, parts: Sequence[str]) -> str:
        """Return the expression of what fits all of these."""

    def any(self, parts: Sequence[str]) -> str:
        """Return the expression of what fits one of these."""

    def but(self, some: str, other: str) -> str:
        """Return the expression of what fits the one and not the other."""

    @staticmethod
    def ids(said: Said) -> Select[Any]:
        """Return the ids of the saves that fit an expression."""

    def held(self, said: str) -> ColumnElement[bool]:
        """Return the condition of the saves that fit an expression, for a walk over many saves."""

    @staticmethod
    def gathered(ids: Select[Any]) -> Select[Any]:
        """Return the ids of a choice as one value for `unpacked`: cheaper than as rows."""

    @staticmethod
    def unpacked(value: Any) -> list[int]:
        """Return the ids that such a value holds."""

    @staticmethod
    def among(chosen: Select[Any]) -> Select[Any]:
        """Narrow a choice of saves to those whose ids are given as `among`, by `packed`."""

    @staticmethod
    def packed(ids: Sequence[int]) -> Any:
        """Return ids as one value for `among`."""

    def order_check(self, term: Term, *, is_open: bool = False) -> ColumnElement[bool] | None:
        """Return what must hold beside the expression of a term, None when that says all."""


def query_tokens(term: Term) -> tuple[list[str], bool]:
    """Return the tokens that stand next to each other where the term does.

    The second says whether the last is only how a token begins: of a run's last character nobody
    knows what follows it.
    """
    *before, last = term.units
    tokens = list(tokens_of(before))
    if not is_run(last):
        return [*tokens, last], False
    if len(last) == 1:
        return [*tokens, last], True
    return [*tokens, *list(tokens_of([last]))[:-1]], False


def is_told_by_specials(term: Term) -> bool:
    """Tell whether a single code word says all of the term: `c++`."""
    return len(term.specials) == 1 and len(term.units) == 1


def in_order(term: Term, *, is_open: bool = False) -> str:
    """Return what a text of spaced units holds where the term stands."""
    first, last = term.units[0], term.units[-1]
    opening = "" if is_run(first) else " "
    closing = "" if is_open or is_run(last) else " "
    return f"{opening}{' '.join(term.units)}{closing}"


@dataclass(frozen=True, slots=True)
class SqliteLookup:
    """FTS5: it knows the places of tokens itself."""

    few: ClassVar[int] = 4_000
    is_timed: ClassVar[bool] = False
    owner_id: int

    def term(self, term: Term, *, is_open: bool = False) -> str:
        """See `Lookup`."""
        specials = [self._token(special) for special in term.specials]
        if is_told_by_specials(term) and not is_open:
            return specials[0]
        tokens, is_cut = query_tokens(term)
        said = " ".join(token(self.owner_id, one) for one in tokens)
        phrase = f'"{said}"*' if is_cut or is_open else f'"{said}"'
        return self.all([phrase, *([] if is_open else specials)])

    def one(self, said: str, mark: Mark) -> str:
        """See `Lookup`."""
        return f'"{token(self.owner_id, said, mark)}"'

    def all(self, parts: Sequence[str]) -> str:
        """See `Lookup`."""
        return f"({' AND '.join(parts)})" if len(parts) > 1 else parts[0]

    def any(self, parts: Sequence[str]) -> str:
        """See `Lookup`."""
        return f"({' OR '.join(parts)})" if len(parts) > 1 else parts[0]

    def but(self, some: str, other: str) -> str:
        """See `Lookup`."""
        return f"({some} NOT {other})"

    @staticmethod
    def ids(said: Said) -> Select[Any]:
        """See `Lookup`."""
        # A column of the table's own name stands for all of it.
        fits = sqlite_index.c.search_index.op("MATCH")(said)
        return select(sqlite_index.c.rowid.label("save_id")).where(fits)

    def held(self, said: str) -> ColumnElement[bool]:
        """See `Lookup`."""
        return Save.id.in_(self.ids(said))

    @staticmethod
    def gathered(ids: Select[Any]) -> Select[Any]:
        """See `Lookup`."""
        return select(func.json_group_array(ids.subquery().c.save_id))

    @staticmethod
    def unpacked(value: Any) -> list[int]:
        """See `Lookup`."""
        return list(json.loads(value))

    @staticmethod
    def among(chosen: Select[Any]) -> Select[Any]:
        """See `Lookup`."""
        # Joined, they are looked up one by one; as a set, by way of an index of the owner's saves.
        each = func.json_each(bindparam("among", type_=Text)).table_valued("value")
        return chosen.join(each, each.c.value == Save.id)

    @staticmethod
    def packed(ids: Sequence[int]) -> Any:
        """See `Lookup`."""
        return json.dumps(ids)

    def order_check(self, term: Term, *, is_open: bool = False) -> ColumnElement[bool] | None:  # noqa: ARG002  # as `Lookup` has it
        """See `Lookup`."""
        return None

    def _token(self, said: str) -> str:
        return f'"{token(self.owner_id, said)}"'


@dataclass(frozen=True, slots=True)
class PostgresLookup:
    """A GIN index over `tsvector`: it knows which tokens, the text tells whether in their order."""

    few: ClassVar[int] = 1_500
    is_timed: ClassVar[bool] = True
    owner_id: int

    def term(self, term: Term, *, is_open: bool = False) -> str:
        """See `Lookup`."""
        specials = [self._token(special) for special in term.specials]
        if is_told_by_specials(term) and not is_open:
            return specials[0]
        tokens, is_cut = query_tokens(term)
        *sure, last = [self._token(one) for one in tokens]
        last = f"{last}:*" if is_cut or is_open else last
        return self.all([*dict.fromkeys(sure), last, *([] if is_open else specials)])

    def one(self, said: str, mark: Mark) -> str:
        """See `Lookup`."""
        return f"'{token(self.owner_id, said, mark)}'"

    def all(self, parts: Sequence[str]) -> str:
        """See `Lookup`."""
        return f"({' & '.join(parts)})" if len(parts) > 1 else parts[0]

    def any(self, parts: Sequence[str]) -> str:
        """See `Lookup`."""
        return f"({' | '.join(parts)})" if len(parts) > 1 else parts[0]

    def but(self, some: str, other: str) -> str:
        """See `Lookup`."""
        return f"({some} & !({other}))"

    @staticmethod
    def ids(said: Said) -> Select[Any]:
        """See `Lookup`."""
        kept = postgres_documents.c
        fits = indexed_words(kept.words, kept.mark).op("@@")(cast(said, TSQUERY))
        return select(kept.save_id).where(fits)

    def held(self, said: str) -> ColumnElement[bool]:
        """See `Lookup`."""
        # It takes any expression to fit few documents and would look up each hit, or even make the
        # words of one save after the other. Asked for its truth, it hashes them once for the walk.
        return Save.id.in_(self.ids(said)).is_(true())

    @staticmethod
    def gathered(ids: Select[Any]) -> Select[Any]:
        """See `Lookup`."""
        return select(func.array_agg(ids.subquery().c.save_id))

    @staticmethod
    def unpacked(value: Any) -> list[int]:
        """See `Lookup`."""
        return list(value or ())

    @staticmethod
    def among(chosen: Select[Any]) -> Select[Any]:
        """See `Lookup`."""
        return chosen.where(Save.id == any_(bindparam("among", type_=ARRAY(Integer))))

    @staticmethod
    def packed(ids: Sequence[int]) -> Any:
        """See `Lookup`."""
        return list(ids)

    def order_check(self, term: Term, *, is_open: bool = False) -> ColumnElement[bool] | None:
        """See `Lookup`."""
        tokens, _ = query_tokens(term)
        if len(tokens) == 1:
            return None
        kept = postgres_documents.alias()
        holds = kept.c.words.contains(in_order(term, is_open=is_open), autoescape=True)
        return select(holds).where(kept.c.save_id == Save.id).scalar_subquery().is_(true())

    def _token(self, said: str) -> str:
        return f"'{token(self.owner_id, said)}'"
