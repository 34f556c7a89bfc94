"""Mail kept in a `<pre>` is prose: make paragraphs, quotes and indented code of its lines."""

from __future__ import annotations

import re
from itertools import groupby

from turbohtml import Element, Node, Text

_QUOTED = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_INDENTED = re.compile(r"(?: {4}|\t)")
_MOST_LINES = 20_000
_Line = list[Node]


def settle_prose(pre: Element) -> None:
    """Put what a preformatted text says in its place as paragraphs; links in it stay links."""
    parts: list[Element] = []
    for kind, group in groupby(_lines(pre), key=_kind):
        lines = list(group)
        if kind == "code":
            parts.append(_block("pre", lines))
        elif kind == "quote":
            for line in lines:
                _unquote(line)
            parts.append(Element("blockquote", None, [_block("p", lines)]))
        elif kind == "prose":
            parts.append(_block("p", lines))
    pre.replace_with(Element("div", None, parts))


def _lines(pre: Element) -> list[_Line]:
    """Return the lines with the elements in them, which may hold no line break themselves."""
    lines: list[_Line] = [[]]
    for node in list(pre.children):
        if not isinstance(node, Text):
            lines[-1].append(node)
            continue
        first, *more = node.data.split("\n")
        lines[-1].append(Text(first))
        lines.extend([Text(text)] for text in more[:_MOST_LINES])
        if more[_MOST_LINES:]:
            lines.append([Text("\n".join(more[_MOST_LINES:]))])
    return lines


def _kind(line: _Line) -> str:
    text = "".join(node.text if isinstance(node, Element) else _data(node) for node in line)
    if not text.strip() or text.strip() == ">":
        return ""
    if _QUOTED.match(text):
        return "quote"
    return "code" if _INDENTED.match(text) else "prose"


def _unquote(line: _Line) -> None:
    first = line[0]
    if isinstance(first, Text):
        line[0] = Text(_QUOTED.sub("", first.data, count=1))


def _block(tag: str, lines: list[_Line]) -> Element:
    block = Element(tag)
    for number, line in enumerate(lines):
        if number:
            block.append(Text("\n"))
        block.extend(line)
    return block


def _data(node: Node) -> str:
    return node.data if isinstance(node, Text) else ""
