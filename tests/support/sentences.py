"""Gathering what is to be translated: what is marked, and the sentences that errors carry.

Rooms that know no Flask raise errors whose English sentence is the key of its translation, so
there every string that reads as a sentence is one. Used by `make translations` and its law.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Collection, Iterator
from typing import IO, Any

from babel.messages.extract import extract_python

Found = tuple[int, str | None, Any, list[str]]
_SENTENCE = re.compile(r"[A-Z][^\n]* [^\n]*[.?!…]")


def extract(
    file: IO[bytes],
    keywords: Any,
    comment_tags: Collection[str],
    options: Any,
) -> Iterator[Found]:
    """Yield (line, function, messages, comments) as Babel's extraction methods do."""
    source = file.read()
    marked: list[Any] = list(extract_python(io.BytesIO(source), keywords, comment_tags, options))
    yield from marked
    known = {message for _, _, message, _ in marked if isinstance(message, str)}
    yield from ((line, None, text, []) for line, text in _sentences(source) if text not in known)


def _sentences(source: bytes) -> Iterator[tuple[int, str]]:
    tree = ast.parse(source)
    apart = set(_not_shown(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or node in apart:
            continue
        if isinstance(node.value, str) and _SENTENCE.fullmatch(node.value):
            yield node.lineno, node.value


def _not_shown(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the strings that no user sees: docstrings, log lines, parts of f-strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.JoinedStr) or _is_log(node):
            yield from ast.walk(node)


def _is_log(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log.")
