"""linkding's search language: what is read, and what cannot be."""

from __future__ import annotations

import pytest

from devket.compat.linkding.language import (
    MOST,
    But,
    Either,
    Every,
    Marked,
    Node,
    Tagged,
    leaves,
    read,
)
from devket.search.language import Phrase, Word


def told(node: Node | None) -> object:
    """Return a tree in a form that is quickly written."""
    match node:
        case Every(parts):
            return ("and", *map(told, parts))
        case Either(parts):
            return ("or", *map(told, parts))
        case But(part):
            return ("not", told(part))
        case Tagged(name):
            return f"#{name}"
        case Marked(mark):
            return f"!{mark}"
        case Phrase(text):
            return f'"{text}"'
        case Word(text):
            return text
    return None


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", ("and",)),
        ("  ", ("and",)),
        ("rust", "rust"),
        ("rust async", ("and", "rust", "async")),
        ("rust and async", ("and", "rust", "async")),
        ("rust AND async OR go", ("or", ("and", "rust", "async"), "go")),
        ("not rust go", ("and", ("not", "rust"), "go")),
        ("not not rust", ("not", ("not", "rust"))),
        ("(a or b) c", ("and", ("or", "a", "b"), "c")),
        ("#python", "#python"),
        ("#a #b-c", ("and", "#a", "#b-c")),
        ("!unread", "!unread"),
        ("!UNTAGGED", "!untagged"),
        ("text #tag1 #tag2!unread ", ("and", "text", "#tag1", "#tag2", "!unread")),
        ("!nonsense", ("and",)),
        ("a ! #", ("and", "a", ("and",), ("and",))),
        ('"two words"', '"two words"'),
        ("'two words'", '"two words"'),
        (r'"say \"hi\" now"', '"say "hi" now"'),
        ('"never closed', '"never closed"'),
        ('"and"', '"and"'),
        ("https://a.example/x-y?q=1", "https://a.example/x-y?q=1"),
        ("#c#", "#c#"),
        ("a#b", ("and", "a", "#b")),
        ("파이썬 not #책", ("and", "파이썬", ("not", "#책"))),
        ("???", ("and",)),
    ],
)
def test_what_is_read(text: str, tree: object) -> None:
    assert told(read(text)) == tree


@pytest.mark.parametrize(
    "text",
    [
        "(a", "a)", "()", ")", "(", "and", "or", "not", "a and", "or a", "a or or b", "(not) a",
        "a and and b", "(" * 40 + "a" + ")" * 40, "not " * 400 + "a", "a " * (MOST + 1), "x" * 2001,
    ],
)  # fmt: skip
def test_what_cannot_be_read_finds_nothing(text: str) -> None:
    assert read(text) is None


def test_leaves_are_found_below_everything() -> None:
    tree = read("a (b or not #c) !unread")
    assert tree is not None
    assert [told(leaf) for leaf in leaves(tree)] == ["a", "b", "#c", "!unread"]
