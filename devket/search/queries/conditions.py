"""From the tree of a query to a condition over saves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true

from devket.library.models import Save
from devket.search.language import And, Filter, Node, Not, Or, Phrase, Term, Word
from devket.search.language.document import Mark
from devket.search.models import sqlite_documents
from devket.search.queries.filters import carries, condition_of
from devket.search.queries.lookups import Lookup, in_order, query_tokens
from devket.search.queries.tags import Tags


@dataclass(frozen=True, slots=True)
class Reading:
    """A tree read for one person on one database.

    `opened` is a word or a tag that is being typed. `along` asks for the one tag by whose list the
    hits are walked, so that no condition has to say so.
    """

    lookup: Lookup
    tags: Tags
    opened: Node | None = None
    along: Filter | None = None

    def condition(self, node: Node) -> ColumnElement[bool]:
        """Return the condition of the saves that a tree asks for."""
        said = self.text_of(node)
        if said is not None:
            return self.held(said)
        match node:
            case And(parts):
                return self._joined(parts, self.lookup.all, and_)
            case Or(parts):
                return self._joined(parts, self.lookup.any, or_)
            case Not(part):
                return not_(self.condition(part))
            case Filter():
                return self._filter(node)
            case Word() | Phrase():
                return self._term(node)

    def held(self, said: str) -> ColumnElement[bool]:
        """Return the condition of the saves whose text fits an expression."""
        return self.lookup.held(said)

    def text_of(self, node: Node) -> str | None:
        """Return the expression that says all of a tree, None when it takes more than the index."""
        match node:
            case Word() | Phrase():
                is_open = node is self.opened
                if self.tags.holding(node, is_open=is_open):
                    return None
                if self.lookup.order_check(node, is_open=is_open) is not None:
                    return None
                return self.lookup.term(node, is_open=is_open)
            case Or(parts):
                said = [self.text_of(part) for part in parts]
                return self.lookup.any([one for one in said if one]) if all(said) else None
            case And(parts):
                return self._all_text(parts)
            case _:
                return None

    def _all_text(self, parts: Sequence[Node]) -> str | None:
        wanted = [self.text_of(part) for part in parts if not isinstance(part, Not)]
        barred = [self.text_of(part.part) for part in parts if isinstance(part, Not)]
        if not wanted or not all(wanted) or not all(barred):
            return None
        said = self.lookup.all([one for one in wanted if one])
        other = [one for one in barred if one]
        return self.lookup.but(said, self.lookup.any(other)) if other else said

    def _joined(
        self,
        parts: Sequence[Node],
        join: Callable[[Sequence[str]], str],
        combine: Callable[..., ColumnElement[bool]],
    ) -> ColumnElement[bool]:
        told = [(part, self.text_of(part)) for part in parts]
        said = [one for _, one in told if one is not None]
        rest = [self.condition(part) for part, one in told if one is None]
        return combine(*([self.held(join(said))] if said else []), *rest)

    def _term(self, node: Word | Phrase) -> ColumnElement[bool]:
        is_open = node is self.opened
        held = self.held(self.lookup.term(node, is_open=is_open))
        check = self.lookup.order_check(node, is_open=is_open)
        if check is not None:
            held = and_(held, check)
        tags = self.tags.holding(node, is_open=is_open)
        return or_(held, carries([one.id for one in tags])) if tags else held

    def _filter(self, node: Filter) -> ColumnElement[bool]:
        if node is self.along:
            return true()
        match node.name, node.value:
            case "tag", value:
                tags = self.tags.named(str(value), is_open=node is self.opened)
                return carries([one.id for one in tags]) if tags else false()
            case name, Term() as term:
                return self._placed(name, term)
        return condition_of(node)

    def placed(self, name: str, term: Term) -> str | None:
        """Return the expression of what may hold a term in its title, or its author."""
        # How a single character goes on only the kept field tells.
        sure = [one for one in query_tokens(term)[0] if len(one) > 1 or one.isascii()]
        mark = Mark.TITLE if name == "title" else Mark.AUTHOR
        return self.lookup.all([self.lookup.one(one, mark) for one in sure]) if sure else None

    def _placed(self, name: str, term: Term) -> ColumnElement[bool]:
        said, (tokens, is_cut) = self.placed(name, term), query_tokens(term)
        held = [self.held(said)] if said is not None else []
        if held and len(tokens) == 1 and not is_cut:
            return held[0]
        kept = sqlite_documents.alias()  # these columns are the same on both databases
        field = kept.c.title if name == "title" else kept.c.author
        holds = select(field.contains(in_order(term), autoescape=True))
        return and_(*held, holds.where(kept.c.save_id == Save.id).scalar_subquery().is_(true()))
