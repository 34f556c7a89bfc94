"""Elements built from what a page's data says: paragraphs, code, links, markup held in strings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from turbohtml import Document, Element, Node, Text, parse_fragment

from devket.capture.bounds import bound
from devket.capture.model import Limits
from devket.capture.sites.facts import has_prose

_LIMITS = Limits()
_MOST_PARAGRAPHS = 2_000
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]{1,2000}")
_MOMENT = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?!\d)")
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


def prose(text: str, at: Callable[[int], str] | None = None) -> list[Element]:
    """Return plain text as paragraphs: blank lines part them, addresses become links.

    `at` gives the address of a second of what the text is about: `1:23` before a line leads there.
    """
    paragraphs: list[Element] = []
    for part in _BLANK.split(text.strip(), maxsplit=_MOST_PARAGRAPHS):
        paragraph = Element("p")
        for number, line in enumerate(part.splitlines()):
            if number:
                paragraph.append(Element("br"))
            paragraph.extend(list(_line(line.strip(), at)))
        if paragraph.text.strip():
            paragraphs.append(paragraph)
    return paragraphs


def _line(line: str, at: Callable[[int], str] | None) -> Iterator[Node]:
    moment = _MOMENT.match(line) if at is not None else None
    if moment is not None and at is not None:
        hours, minutes, seconds = (int(part or 0) for part in moment.groups())
        yield link(moment[0], at(hours * 3600 + minutes * 60 + seconds))
        line = line[moment.end() :]
    yield from _linked(line)


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


def or_summary(document: Document, body: Element | None, summary: str) -> Element | None:
    """Return the body, or a summary as one; None when the page shows more than that somewhere."""
    if body is not None:
        return body
    return None if has_prose(document) else article_of(prose(summary))
