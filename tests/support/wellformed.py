"""Is markup written as the browser will read it: every tag closed, nothing moved or implied?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from turbohtml import Document, Element, Token, TokenType, tokenize

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)


class _Written:
    """The elements as they are written: depth and tag, and end tags that end nothing."""

    def __init__(self, html: str) -> None:
        self.elements: list[tuple[int, str]] = []
        self.faults: list[str] = []
        self.open: list[str] = []
        for token in tokenize(html, capture_attributes=False):
            if token.type is TokenType.START_TAG:
                self._begin(str(token.tag), is_closed=token.self_closing)
            elif token.type is TokenType.END_TAG:
                self._end(str(token.tag), token)

    @property
    def depth(self) -> int:
        """How deep the next element stands; a template holds a fragment, which begins anew."""
        inside = self.open[::-1]
        return inside.index("template") if "template" in inside else len(inside)

    def _begin(self, tag: str, *, is_closed: bool) -> None:
        self.elements.append((self.depth, tag))
        if tag not in VOID and not is_closed:
            self.open.append(tag)

    def _end(self, tag: str, token: Token) -> None:
        if not self.open or self.open[-1] != tag:
            inside = self.open[-1] if self.open else "nothing"
            self.faults.append(f"not well-formed: </{tag}> inside {inside} (line {token.line})")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def ill_formed(html: str, page: Document) -> Iterator[str]:
    """Yield what the parser that made `page` of `html` had to mend."""
    written = _Written(html)
    yield from written.faults
    yield from (f"not well-formed: {tag} is never closed" for tag in written.open)
    if not written.faults and not written.open:
        yield from _difference(written.elements, list(_read(page)))


def _difference(written: list[tuple[int, str]], read: list[tuple[int, str]]) -> Iterator[str]:
    for one, other in zip_longest(written, read):
        if one is None or other is None or (one[0], one[1]) != (other[0], other[1].lower()):
            yield f"not well-formed: {one} is written where the browser reads {other}"
            return


def _read(page: Document) -> Iterator[tuple[int, str]]:
    depths: dict[int, int] = {}
    for element in page.select("*"):
        parent = element.parent
        depth = depths.get(id(parent), -1) + 1 if isinstance(parent, Element) else 0
        depths[id(element)] = depth
        yield depth, element.tag
