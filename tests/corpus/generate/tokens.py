"""Source text to coloured tokens and lines, by Pygments; the markup around them is not here."""

from __future__ import annotations

from html import escape

from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Token, _TokenType
from pygments.util import ClassNotFound

type_of = Token
Piece = tuple[_TokenType, str]

_KINDS = (
    (Token.Comment, "comment"),
    (Token.Keyword, "keyword"),
    (Token.Name.Builtin, "builtin"),
    (Token.Name.Function, "function"),
    (Token.Name.Class, "class"),
    (Token.Name.Decorator, "decorator"),
    (Token.Literal.String, "string"),
    (Token.Literal.Number, "number"),
    (Token.Name.Tag, "keyword"),
    (Token.Name.Attribute, "function"),
    (Token.Operator, "operator"),
    (Token.Punctuation, "punctuation"),
    (Token.Generic.Deleted, "deleted"),
    (Token.Generic.Inserted, "inserted"),
)


def tokenise(code: str, language: str) -> list[Piece]:
    """Return pieces whose texts joined are exactly `code`; one piece for unknown languages."""
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return [(Token.Text, code)]
    pieces = list(lexer.get_tokens(code))
    return pieces if "".join(text for _, text in pieces) == code else [(Token.Text, code)]


def lines(code: str, language: str) -> list[list[Piece]]:
    """Return the pieces line by line, without the newlines."""
    rows: list[list[Piece]] = [[]]
    for kind, text in tokenise(code, language):
        for number, part in enumerate(text.split("\n")):
            if number:
                rows.append([])
            if part:
                rows[-1].append((kind, part))
    return rows


def kind_of(token: _TokenType) -> str:
    """Return one of a dozen colour names, or an empty text for plain ones."""
    return next((name for family, name in _KINDS if family in token.split()), "")


def short_name(token: _TokenType) -> str:
    """Return the class name that Pygments, Rouge and Chroma share for `token`."""
    while token not in STANDARD_TYPES and token.parent is not None:
        token = token.parent
    return STANDARD_TYPES.get(token, "")


def text_of(raw: str) -> str:
    """Return `raw` fit for element content, as highlighters write it."""
    return escape(raw, quote=False)
