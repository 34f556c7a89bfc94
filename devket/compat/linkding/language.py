"""linkding's search language: from the text of `q` to a tree. Pure.

Words and phrases are those of Devket's own search; tags and marks are linkding's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from devket.core.text import storable
from devket.search.language import LONGEST, Phrase, Word, units_of
from devket.search.language.analyser import bare_address, specials_of

DEEPEST, MOST = 20, 60  # groups within each other; words, tags and marks
_QUOTES = "\"'"
_OPERATORS = frozenset({"and", "or", "not"})
_WORD = re.compile(r"[^\s\"'()#!]+")
_MARKED = re.compile(r"[^\s\"'()!]*")  # a tag may hold another #, and ends where a mark begins
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tagged:
    """Carries the tag of this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Marked:
    """`!unread` or `!untagged`."""

    mark: str


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts hold; without any, everything does."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class But:
    """The part does not hold."""

    part: Node


Node: TypeAlias = Every | Either | But | Tagged | Marked | Word | Phrase


@dataclass(frozen=True, slots=True)
class _Piece:
    """A parenthesis, an operator, or a leaf that was read."""

    sign: str = ""
    leaf: Node | None = None


class _UnreadableError(Exception):
    """Not a query: a parenthesis or an operator stands alone, or there is too much of it."""


def read(text: str) -> Node | None:
    """Return what a query asks for; None for what cannot be read, which finds nothing."""
    if len(text) > LONGEST:
        return None
    try:
        reader = _Reader(tuple(_pieces(storable(text))))
        return reader.whole()
    except _UnreadableError:
        return None


def leaves(node: Node) -> Iterator[Tagged | Marked | Word | Phrase]:
    """Yield what a tree asks for, also what it asks not to be there."""
    match node:
        case Every(parts) | Either(parts):
            for part in parts:
                yield from leaves(part)
        case But(part):
            yield from leaves(part)
        case _:
            yield node


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in "()":
            yield _Piece(char)
            at += 1
        elif char in _QUOTES:
            said, at = _quoted(text, at)
            yield _Piece(leaf=_term(said, Phrase))
        elif char in "#!":
            found = _MARKED.match(text, at + 1)
            said = found[0] if found else ""
            at += 1 + len(said)
            yield _Piece(leaf=_special(char, said))
        else:
            found = _WORD.match(text, at)
            said = found[0] if found else char
            at += len(said)
            is_operator = said.lower() in _OPERATORS
            yield _Piece(said.lower()) if is_operator else _Piece(leaf=_term(said, Word))


def _quoted(text: str, at: int) -> tuple[str, int]:
    """Read a quotation; one that is never closed goes on to the end."""
    end = at + 1
    while end < len(text) and text[end] != text[at]:
        end += 2 if text[end] == "\\" else 1
    return _ESCAPED.sub(r"\1", text[at + 1 : end]), end + 1


def _special(sign: str, said: str) -> Node:
    if sign == "#":
        return Tagged(said) if said.strip("#") else Every()
    return Marked(said.lower()) if said.lower() in ("unread", "untagged") else Every()


def _term(said: str, kind: type[Word] | type[Phrase]) -> Node:
    """Return a word or phrase to be looked for; what holds nothing of the sort asks for nothing."""
    units = tuple(units_of(bare_address(said)))
    return kind(said, units, tuple(specials_of(said))) if units else Every()


class _Reader:
    """Goes once over the pieces: `not` binds most, then standing together, then `or`."""

    def __init__(self, pieces: tuple[_Piece, ...]) -> None:
        if sum(piece.leaf is not None for piece in pieces) > MOST:
            raise _UnreadableError
        self._pieces, self._at = pieces, 0

    def whole(self) -> Node:
        if not self._pieces:
            return Every()
        tree = self._either(0)
        if self._at < len(self._pieces):
            raise _UnreadableError
        return tree

    def _sign(self) -> str | None:
        """Return what sign comes next, empty for a leaf, None at the end."""
        return self._pieces[self._at].sign if self._at < len(self._pieces) else None

    def _either(self, depth: int) -> Node:
        found = [self._every(depth)]
        while self._sign() == "or":
            self._at += 1
            found.append(self._every(depth))
        return Either(tuple(found)) if len(found) > 1 else found[0]

    def _every(self, depth: int) -> Node:
        found = [self._one(depth)]
        while (sign := self._sign()) not in (None, "or", ")"):
            self._at += sign == "and"
            found.append(self._one(depth))
        return Every(tuple(found)) if len(found) > 1 else found[0]

    def _one(self, depth: int) -> Node:
        sign = self._sign()
        if sign is None or sign in ("and", "or", ")") or depth > DEEPEST:
            raise _UnreadableError
        piece = self._pieces[self._at]
        self._at += 1
        if sign == "not":
            return But(self._one(depth + 1))
        if sign == "(":
            inner = self._either(depth + 1)
            if self._sign() != ")":
                raise _UnreadableError
            self._at += 1
            return inner
        assert piece.leaf is not None, "what is no sign is a leaf"
        return piece.leaf
