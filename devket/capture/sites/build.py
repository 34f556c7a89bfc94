"""Elements built from what a page's data says: paragraphs, code, links, markup held in strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from turbohtml import Element, Node, Text, parse_fragment

from devket.capture.bounds import bound
from devket.capture.model import Limits

_LIMITS = Limits()
_MOST_PARAGRAPHS = 2_000
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]{1,2000}")
_NOT_LAST = ".,;:!?)]}'\"”’»。，、"


def made(tag: str, *children: Node | str, **attributes: str) -> Element:
    """Return an element with children; strings become text, `class_` is the class."""
    attrs = {name.rstrip("_"): value for name, value in attributes.items() if value}
    nodes = [Text(child) if isinstance(child, str) else child for child in children]
    return Element(tag, attrs, nodes)


def markup(html: str) -> Element:
    """Return markup that a page holds as a string as one bounded element, not safe yet."""
    root = parse_fragment(html, positions=False)
    bound(root, _LIMITS)
    house = Element("div")
    house.extend(list(root.children))
    return house


def link(label: str, address: str) -> Element:
    """Return a link; whether its address is one is judged where all links are."""
    return Element("a", {"href": address}, [Text(label)])


def prose(text: str) -> list[Element]:
    """Return plain text as paragraphs: blank lines part them, addresses become links."""
    paragraphs: list[Element] = []
    for part in _BLANK.split(text.strip(), maxsplit=_MOST_PARAGRAPHS):
        paragraph = Element("p")
        for number, line in enumerate(part.splitlines()):
            if number:
                paragraph.append(Element("br"))
            paragraph.extend(list(_linked(line.strip())))
        if paragraph.text.strip():
            paragraphs.append(paragraph)
    return paragraphs


def _linked(line: str) -> Iterator[Node]:
    at = 0
    for found in _ADDRESS.finditer(line):
        address = found[0].rstrip(_NOT_LAST)
        if found.start() > at:
            yield Text(line[at : found.start()])
        yield link(address, address)
        at = found.start() + len(address)
    if at < len(line):
        yield Text(line[at:])


def code(text: str, *, file: str = "", language: str = "") -> Element:
    """Return a code block with all its characters, under its file's name when it has one."""
    words = {"class": f"language-{language}"} if language else None
    block = Element("pre", None, [Element("code", words, [Text(text)])])
    if not file:
        return block
    return made("div", made("div", file, class_="code-title"), block)


def article_of(*parts: Element | Iterable[Element] | None) -> Element:
    """Return one element with all parts in order; what is None or empty is left out."""
    root = Element("div")
    for part in parts:
        if isinstance(part, Element):
            root.append(part)
        elif part is not None:
            root.extend(list(part))
    return root
