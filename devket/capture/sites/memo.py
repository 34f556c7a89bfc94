"""The text of an Internet memo as elements: page breaks out, headings, paragraphs, drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from turbohtml import Element, Node, Text

from devket.capture.sites.build import code, link, made

_HEADING = re.compile(
    r"(?:(?P<number>\d{1,2}(?:\.\d{1,3}){0,6})\.?\s+|Appendix [A-Z]\b[.:]?\s*"
    r"|(?P<letter>[A-Z](?:\.\d{1,3}){1,5})\.?\s+)?[A-Z\"'(].{0,100}"
)
_PAGE_FOOT = re.compile(r".{0,120}\[Page \d{1,4}\]\s*")
_PAGE_HEAD = re.compile(r"(?:RFC \d{1,5}|Internet-Draft) {2,}.{1,80}\b(?:19|20)\d\d\s*")
_STARTS = ("abstract", "status of this memo", "status of this document", "introduction")
_ITEM = re.compile(r"(?:[o*+•-])\s+(?=\S)")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_DRAWN = re.compile(
    r"\+-|-\+|--+>|<-|::=|\|.*\||%x|\S {3,}\S|\S {2,}(?<![.:;?!)\"'] {2})\S|[{}\\]|\t|\w = "
)
_ENDS = (".", ":", ";", ",", "?", "!", ")", '"')
_MEMO = re.compile(r"\bRFC[ -]?(\d{1,5})\b")
_MOST_LINES = 60_000
_MOST_PAGES = 3_000


@dataclass(slots=True)
class _Block:
    """Lines without a blank one between them, and the number of blank lines before."""

    lines: list[str]
    blank: int


def whole(pages: list[str]) -> str:
    """Return the text of all pages as one: what every page says at its edges is left out."""
    parts: list[str] = []
    for page in pages:
        for sheet in page.split("\f")[:_MOST_PAGES]:
            body = _without_edges(sheet)
            if body.strip():
                parts.append(("\n" if parts and _goes_on(parts[-1], body) else "\n\n") + body)
    return "".join(parts[:_MOST_PAGES]).lstrip("\n")


def _without_edges(page: str) -> str:
    lines = page.splitlines()[:_MOST_LINES]
    while lines and (not lines[-1].strip() or _PAGE_FOOT.fullmatch(lines[-1])):
        lines.pop()
    start = 0
    while start < len(lines) and (not lines[start].strip() or _PAGE_HEAD.fullmatch(lines[start])):
        start += 1
    return "\n".join(line.rstrip() for line in lines[start:])


def _goes_on(before: str, body: str) -> bool:
    """Tell whether a paragraph was torn by the end of a page."""
    last, first = before.rpartition("\n")[2], body.partition("\n")[0]
    begins = first.strip()[:1]
    return (
        begins.islower() and last.strip()[-1:] not in _ENDS[:1] and _indent(last) <= _indent(first)
    )


def elements_of(text: str) -> list[Element]:
    """Return a memo as elements: headings by their numbers, prose as paragraphs, the rest drawn."""
    parts: list[Element] = []
    drawn: list[_Block] = []
    is_listing = False
    for block in _from_start(list(_blocks(text))):
        level = _level(block)
        if level:
            is_listing = block.lines[0].strip().lower() == "table of contents"
        if is_listing:
            continue
        if not level and not _is_prose(block):
            drawn.append(block)
            continue
        _close(drawn, parts)
        if level:
            parts.append(made(f"h{level}", " ".join(line.strip() for line in block.lines)))
        else:
            _add_prose(block, parts)
    _close(drawn, parts)
    return parts


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    blank = waiting = 0
    for line in text.splitlines()[:_MOST_LINES]:
        if line.strip():
            if not lines:
                blank, waiting = waiting, 0
            lines.append(line)
            continue
        if lines:
            yield _Block(lines, blank)
            lines = []
        waiting += 1
    if lines:
        yield _Block(lines, blank)


def _from_start(blocks: list[_Block]) -> list[_Block]:
    """Leave the head of the first page out: who, when and the title are told elsewhere."""
    for number, block in enumerate(blocks[:30]):
        words = block.lines[0].strip().lower().lstrip("0123456789. ")
        if words in _STARTS and _indent(block.lines[0]) <= 3:
            return blocks[number:]
    return blocks


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _level(block: _Block) -> int:
    """Return the level of a heading, 0 for any other block: a heading alone is not indented."""
    line = block.lines[0]
    if len(block.lines) > 2 or line.startswith(" ") or len(line) > 100:
        return 0
    match = _HEADING.fullmatch(line.strip())
    if match is None or line.rstrip().endswith((".", ";", ",")):
        return 0
    number = match["number"] or match["letter"] or ""
    return min(2 + number.count("."), 5)


def _is_prose(block: _Block) -> bool:
    lines = block.lines
    first, rest = lines[0].strip(), lines[1:]
    mark = _ITEM.match(first) or _NUMBERED.match(first)
    bare = first[mark.end() :] if mark else first
    indents = {_indent(line) for line in rest}
    if len(indents) > 1 or (rest and min(indents) < _indent(lines[0])) or _indent(lines[0]) > 12:
        return False
    if any(_DRAWN.search(line.strip()) for line in (bare, *rest)):
        return False
    if rest:
        return all(len(line) >= 45 for line in lines[:-1])
    words = bare.split()
    return bool(mark) or (bare.endswith(_ENDS) and len(words) > 2) or len(words) > 7


def _add_prose(block: _Block, parts: list[Element]) -> None:
    text = " ".join(line.strip() for line in block.lines)
    mark = _ITEM.match(text)
    if mark is None:
        parts.append(made("p", *_linked(text)))
        return
    if not parts or parts[-1].tag != "ul":
        parts.append(Element("ul"))
    parts[-1].append(made("li", *_linked(text[mark.end() :])))


def _linked(text: str) -> Iterator[Node]:
    at = 0
    for found in _MEMO.finditer(text):
        yield Text(text[at : found.start()])
        yield link(found[0], f"https://www.rfc-editor.org/rfc/rfc{int(found[1])}")
        at = found.end()
    yield Text(text[at:])


def _close(drawn: list[_Block], parts: list[Element]) -> None:
    """Write blocks that are no prose as one piece of text, as it was drawn."""
    lines: list[str] = []
    for block in drawn:
        lines += ["" for _ in range(block.blank if lines else 0)] + block.lines
    drawn.clear()
    if lines:
        parts.append(code("\n".join(lines)))
