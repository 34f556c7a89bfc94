"""From the text of a query to its tree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from devket.core.errors import N_
from devket.core.text import storable
from devket.search.language import values
from devket.search.language.analyser import bare_address, specials_of, units_of
from devket.search.language.errors import QueryError
from devket.search.language.lexing import Piece, Sort, pieces_of
from devket.search.language.tree import (
    And,
    Filter,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Rank,
    Span,
    Word,
)

LONGEST = 2_000  # characters of a query
DEEPEST, MOST = 20, 60  # groups within each other; words and operators


def parse(text: str, *, now: datetime, tz: tzinfo = UTC) -> Query:
    """Return what a query means; days are those of `tz`.

    Words all have to be found; `or` between them binds less than their standing together.
    `QueryError`, with a sentence and a place, for what cannot be understood.
    """
    text = storable(text)
    if len(text) > LONGEST:
        message = N_("A search can have %(most)s characters, and this one has %(count)s.")
        raise QueryError(message, start=LONGEST, end=len(text), most=LONGEST, count=len(text))
    reader = _Reader(tuple(pieces_of(text)), now=now, tz=tz)
    tree = reader.whole()
    return Query(text=text.strip(), tree=tree, sort=reader.sort)


class _Reader:
    """Goes once over the pieces. What holds nothing to look for is left out."""

    def __init__(self, pieces: Sequence[Piece], *, now: datetime, tz: tzinfo) -> None:
        self.sort: Rank | None = None
        self._pieces, self._at, self._count = pieces, 0, 0
        self._now, self._tz = now, tz

    def whole(self) -> Node | None:
        tree = self._any(0)
        piece = self._next()
        if piece is not None:  # only a parenthesis can be left
            message = N_("A parenthesis is closed that was not opened.")
            raise QueryError(message, start=piece.start, end=piece.end)
        return tree

    def _next(self) -> Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _any(self, depth: int) -> Node | None:
        found = [self._all(depth)]
        while (piece := self._next()) is not None and piece.sort is Sort.OR:
            self._at += 1
            found.append(self._all(depth))
        kept = tuple(node for node in found if node is not None)
        return _joined(Or, kept)

    def _all(self, depth: int) -> Node | None:
        found: list[Node] = []
        while (piece := self._next()) is not None and piece.sort not in (Sort.OR, Sort.CLOSE):
            self._at += 1
            node = self._one(piece, depth)
            if node is not None:
                found.append(node)
        return _joined(And, tuple(found))

    def _one(self, piece: Piece, depth: int) -> Node | None:
        match piece.sort:
            case Sort.NOT:
                return self._negated(depth)
            case Sort.OPEN:
                return self._group(piece, depth)
            case _:
                return self._leaf(piece)

    def _negated(self, depth: int) -> Node | None:
        piece = self._next()
        if piece is None or piece.sort in (Sort.OR, Sort.CLOSE, Sort.NOT):
            return None
        self._at += 1
        node = self._one(piece, depth)
        return Not(node) if node is not None else None

    def _group(self, opened: Piece, depth: int) -> Node | None:
        if depth >= DEEPEST:
            message = N_("There are more than %(most)s parentheses within each other.")
            raise QueryError(message, start=opened.start, end=opened.end, most=DEEPEST)
        node = self._any(depth + 1)
        if self._next() is None:
            message = N_("A parenthesis is open: close it, or take it away.")
            raise QueryError(message, start=opened.start, end=opened.end)
        self._at += 1
        return node

    def _leaf(self, piece: Piece) -> Node | None:
        self._count += 1
        if self._count > MOST:
            message = N_("A search can have %(most)s words and operators.")
            raise QueryError(message, start=piece.start, end=piece.end, most=MOST)
        span = Span(piece.start, piece.end)
        if piece.sort is Sort.OPERATOR:
            return self._filter(piece, span)
        units = tuple(units_of(bare_address(piece.text)))
        if not units:
            return None
        kind = Phrase if piece.sort is Sort.PHRASE else Word
        return kind(piece.text, units, tuple(specials_of(piece.text)), span)

    def _filter(self, piece: Piece, span: Span) -> Filter | None:
        read = values.read(piece.name, piece.text, span, now=self._now, tz=self._tz)
        if read.name != "sort":
            return read
        self.sort = Rank(str(read.value))
        return None


def _joined(kind: type[And] | type[Or], parts: tuple[Node, ...]) -> Node | None:
    if len(parts) > 1:
        return kind(parts)
    return parts[0] if parts else None
