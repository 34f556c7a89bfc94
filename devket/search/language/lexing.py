"""From the text of a query to its pieces: words, phrases, operators, parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from devket.core.errors import N_
from devket.search.language.errors import QueryError
from devket.search.language.operators import OPERATORS

_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "＂": "＂"}
_NAME = re.compile(r"([A-Za-z]{2,8}):")


class Sort(Enum):
    """What a piece is."""

    OPEN = auto()
    CLOSE = auto()
    NOT = auto()
    OR = auto()
    WORD = auto()
    PHRASE = auto()
    OPERATOR = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query: what it is, what it says, and where it stands."""

    sort: Sort
    text: str
    start: int
    end: int
    name: str = ""  # of an operator


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield the pieces of a query; `QueryError` for a quotation that does not end."""
    at, depth = 0, 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        piece = _piece(text, at, depth)
        depth += {Sort.OPEN: 1, Sort.CLOSE: -1}.get(piece.sort, 0)
        yield piece
        at = piece.end


def _piece(text: str, at: int, depth: int) -> Piece:
    char = text[at]
    if char in "()":
        return Piece(Sort.OPEN if char == "(" else Sort.CLOSE, char, at, at + 1)
    if char == "-" and at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] != "-":
        return Piece(Sort.NOT, char, at, at + 1)
    if char in _QUOTES:
        said, end = _quoted(text, at)
        return Piece(Sort.PHRASE, said, at, end)
    named = _NAME.match(text, at)
    # `site://` and `time::Duration` are no operators.
    is_operator = named is not None and named[1].lower() in OPERATORS
    if named and is_operator and not text.startswith((":", "//"), named.end()):
        return _operator(text, at, named.end(), depth)
    return _word(text, at, depth)


def _operator(text: str, start: int, at: int, depth: int) -> Piece:
    name = text[start : at - 1].lower()
    if at < len(text) and text[at] in _QUOTES:
        said, end = _quoted(text, at)
    else:
        said, end = _bare(text, at, depth)
    if not said.strip():
        message = N_("Something has to stand after %(name)s:, as in %(example)s.")
        example = OPERATORS[name].examples[0]
        raise QueryError(message, start=start, end=end, name=name, example=example)
    return Piece(Sort.OPERATOR, said.strip(), start, end, name)


def _word(text: str, at: int, depth: int) -> Piece:
    said, end = _bare(text, at, depth)
    is_or = said in ("or", "OR")
    return Piece(Sort.OR if is_or else Sort.WORD, said, at, end)


def _bare(text: str, at: int, depth: int) -> tuple[str, int]:
    """Read to the next space or quotation, or to the parenthesis that ends the group around it."""
    end, inner = at, 0
    while end < len(text) and not text[end].isspace() and text[end] not in _QUOTES:
        if text[end] == "(":
            inner += 1
        elif text[end] == ")":
            if inner == 0 and depth > 0:
                break
            inner = max(0, inner - 1)
        end += 1
    return text[at:end], end


def _quoted(text: str, at: int) -> tuple[str, int]:
    closing = _QUOTES[text[at]]
    end = next((n for n in range(at + 1, len(text)) if text[n] in closing), -1)
    if end < 0:
        message = N_("A quotation mark is open: close it, or take it away.")
        raise QueryError(message, start=at, end=len(text))
    return text[at + 1 : end], end + 1
