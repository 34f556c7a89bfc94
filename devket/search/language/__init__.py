"""The query language and the analyser behind it: text in, trees and tokens out. Pure."""

from devket.search.language.analyser import Analysed, analyse, analysed, units_of
from devket.search.language.errors import QueryError
from devket.search.language.operators import OPERATORS, Operator
from devket.search.language.parsing import LONGEST, parse
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
    Term,
    Word,
)

__all__ = [
    "LONGEST",
    "OPERATORS",
    "Analysed",
    "And",
    "Filter",
    "Node",
    "Not",
    "Operator",
    "Or",
    "Phrase",
    "Query",
    "QueryError",
    "Rank",
    "Span",
    "Term",
    "Word",
    "analyse",
    "analysed",
    "parse",
    "units_of",
]
