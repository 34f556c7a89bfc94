"""Blocks that stand twice: plugins leave the source they drew from beside what they drew."""

from __future__ import annotations

from itertools import pairwise

from turbohtml import Document, Element, Text

from devket.capture.code.block import CodeStore

_LEAST = 20  # characters; shorter lines may well be said twice in a row
_MOST_BETWEEN = 400  # nodes looked at from one block to the next


def drop_twins(root: Document | Element, store: CodeStore) -> None:
    """Keep one of two equal blocks with no words between them, the one that names its language."""
    for first, second in pairwise(list(root.iter_elements("pre"))):
        one, other = store.block_of(first), store.block_of(second)
        if one is None or other is None or len(one.text) < _LEAST:
            continue
        if one.text.strip("\n") == other.text.strip("\n") and _are_neighbours(first, second):
            (second if one.language or not other.language else first).extract()


def _are_neighbours(first: Element, second: Element) -> bool:
    for number, node in enumerate(first.following):
        if node == second:
            return True
        if number > _MOST_BETWEEN or (isinstance(node, Text) and node.data.strip()):
            return False
    return False
