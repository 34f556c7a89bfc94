"""Editors that keep an article as a list of texts with marks by their offsets.

Draft.js, Medium's paragraphs, Editor.js (whose texts are markup themselves) and Notion's blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from turbohtml import Element, Node, Text, parse_fragment

from devket.capture.embedded.find import dig, list_at, text_at
from devket.capture.shells.blocks.nodes import code_block, kind_of

_MOST_MARKS = 200
_DRAFT = {
    "headerone": "h1", "headertwo": "h2", "headerthree": "h3", "headerfour": "h4",
    "headerfive": "h5", "headersix": "h6", "unstyled": "p", "paragraph": "p",
    "blockquote": "blockquote", "unorderedlistitem": "ul", "orderedlistitem": "ol",
    "p": "p", "h2": "h2", "h3": "h3", "h4": "h4", "bq": "blockquote", "pq": "blockquote",
    "uli": "ul", "oli": "ol",
}  # fmt: skip
_STYLES = {"bold": "strong", "italic": "em", "code": "code", "strong": "strong", "em": "em",
           "strikethrough": "s", "underline": "u"}  # fmt: skip
_NOTION = {
    "text": "p", "header": "h1", "sub_header": "h2", "sub_sub_header": "h3", "quote": "blockquote",
    "bulleted_list": "ul", "numbered_list": "ol", "to_do": "ul", "callout": "blockquote",
    "toggle": "p",
}  # fmt: skip
_NOTION_MARKS = {"b": "strong", "i": "em", "c": "code", "s": "s", "_": "u"}


@dataclass(frozen=True, slots=True)
class Span:
    """A mark over part of a text, by its first and last character."""

    start: int
    end: int
    tag: str
    href: str = ""


def ranged_article(value: object) -> Element | None:
    """Return the article of a list of texts with marks, None when the value is none."""
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("entityMap"), dict | list) and list_at(value, "blocks"):
        return _joined(_draft(block, value) for block in list_at(value, "blocks"))
    if list_at(value, "blocks") and isinstance(dig(value, "blocks", 0, "data"), dict):
        return _joined(_editor(block) for block in list_at(value, "blocks"))
    if list_at(value, "paragraphs") and kind_of(dig(value, "paragraphs", 0)):
        return _joined(_medium(one) for one in list_at(value, "paragraphs"))
    blocks = dig(value, "recordMap", "block") or value.get("block")
    return _notion(blocks) if isinstance(blocks, dict) else None


def _joined(parts: Iterable[Element | None]) -> Element | None:
    """Put the parts into one article: items that follow each other become one list, code one."""
    root = Element("div")
    last: Element | None = None
    for part in parts:
        if part is None:
            continue
        if last is not None and part.tag == last.tag and part.tag in ("ul", "ol"):
            last.extend(list(part.children))
            continue
        if last is not None and _is_bare_code(part) and _is_bare_code(last):
            _go_on(last, part)
            continue
        root.append(part)
        last = part
    return root if last is not None else None


def _is_bare_code(part: Element) -> bool:
    return part.tag == "pre" and part.attr("data-line") is not None


def _go_on(block: Element, line: Element) -> None:
    code = block.find("code")
    if code is not None:
        code.set_text(f"{code.text}\n{line.text}")


def _draft(block: object, whole: object) -> Element | None:
    text, kind = _text(block), kind_of(block)
    if kind in ("codeblock", "code"):
        pre = code_block(
            text, text_at(block, "data", "language") or text_at(block, "data", "syntax")
        )
        pre.attrs["data-line"] = ""
        return pre
    if kind == "atomic":
        entity = _entity(whole, text_at(block, "entityRanges", 0, "key"))
        return _picture(text_at(entity, "data", "src") or text_at(entity, "data", "url"), "")
    spans = [
        Span(*_reach(one), tag)
        for one in list_at(block, "inlineStyleRanges", most=_MOST_MARKS)
        if (tag := _STYLES.get(text_at(one, "style").lower()))
    ]
    for one in list_at(block, "entityRanges", most=_MOST_MARKS):
        entity = _entity(whole, text_at(one, "key"))
        address = text_at(entity, "data", "url") or text_at(entity, "data", "href")
        if address:
            spans.append(Span(*_reach(one), "a", address))
    return _block(_DRAFT.get(kind, "p"), marked(text, spans))


def _reach(one: object) -> tuple[int, int]:
    start = dig(one, "offset", default=0)
    length = dig(one, "length", default=0)
    if not isinstance(start, int) or not isinstance(length, int):
        return 0, 0
    return start, start + length


def _entity(whole: object, key: str) -> object:
    entities = dig(whole, "entityMap")
    if isinstance(entities, dict):
        return entities.get(key)
    return dig(entities, int(key)) if key.isdigit() and len(key) < 6 else None


def _medium(paragraph: object) -> Element | None:
    text, kind = _text(paragraph), kind_of(paragraph)
    if kind == "pre":
        language = text_at(paragraph, "codeBlockMetadata", "lang")
        return code_block(text, language)
    if kind == "img":
        name = text_at(paragraph, "metadata", "id")
        address = f"https://miro.medium.com/v2/{name}" if name else ""
        return _picture(address, text_at(paragraph, "metadata", "alt") or text)
    spans = []
    for one in list_at(paragraph, "markups", most=_MOST_MARKS):
        start, end = dig(one, "start"), dig(one, "end")
        tag = text_at(one, "type").lower()
        if isinstance(start, int) and isinstance(end, int) and tag in (*_STYLES, "a"):
            spans.append(Span(start, end, _STYLES.get(tag, "a"), text_at(one, "href")))
    return _block(_DRAFT.get(kind, "p"), marked(text, spans))


def _editor(block: object) -> Element | None:
    """Editor.js: each block has a kind, and its texts are markup."""
    kind, data = kind_of(block), dig(block, "data")
    if kind in ("header", "paragraph", "quote"):
        level = text_at(data, "level") or "2"
        tags = {"header": f"h{level}" if level in "123456" else "h2", "quote": "blockquote"}
        return _block(tags.get(kind, "p"), parsed(text_at(data, "text")))
    if kind == "code":
        return code_block(
            text_at(data, "code"), text_at(data, "language") or text_at(data, "languageCode")
        )
    if kind in ("list", "checklist", "nestedlist"):
        outer = Element("ol" if text_at(data, "style") == "ordered" else "ul")
        for item in list_at(data, "items"):
            words = item if isinstance(item, str) else text_at(item, "content") or _text(item)
            outer.append(Element("li", None, parsed(words)))
        return outer
    if kind == "table":
        rows = [
            Element(
                "tr",
                None,
                [Element("td", None, parsed(cell)) for cell in row[:50] if isinstance(cell, str)],
            )
            for row in list_at(data, "content", most=500)
            if isinstance(row, list)
        ]
        return Element("table", None, rows)
    if kind in ("image", "simpleimage"):
        return _picture(
            text_at(data, "file", "url") or text_at(data, "url"), text_at(data, "caption")
        )
    return parsed_block(text_at(data, "html")) if kind == "raw" else None


def parsed(markup: str) -> list[Node]:
    """Return the nodes of a piece of markup, each free to be put elsewhere."""
    root = parse_fragment(markup, positions=False)
    nodes = list(root.children)
    for node in nodes:
        node.extract()
    return nodes


def parsed_block(markup: str) -> Element | None:
    """Return markup as one block, None when there is none."""
    return Element("div", None, parsed(markup)) if markup.strip() else None


def _notion(blocks: dict[str, object]) -> Element | None:
    """Notion keeps blocks by their id; the page names its own in order."""
    pages = [held for one in list(blocks.values())[:5000] if kind_of(held := _held(one)) == "page"]
    if not pages:
        return None
    page = max(pages, key=lambda one: len(list_at(one, "content")))
    return _joined(
        _notion_block(_held(blocks.get(key)))
        for key in list_at(page, "content")
        if isinstance(key, str)
    )


def _held(one: object) -> object:
    value = dig(one, "value")
    return dig(value, "value", default=value)


def _notion_block(block: object) -> Element | None:
    kind = text_at(block, "type")
    runs = list_at(block, "properties", "title")
    if kind == "code":
        text = "".join(text_at(run, 0) for run in runs)
        return code_block(text, text_at(block, "properties", "language", 0, 0).lower())
    if kind == "image":
        return _picture(text_at(block, "properties", "source", 0, 0), "")
    return _block(_NOTION.get(kind, "p"), [_run(run) for run in runs]) if runs else None


def _run(run: object) -> Node:
    written: Node = Text(text_at(run, 0))
    for mark in list_at(run, 1, most=8):
        name = text_at(mark, 0)
        if name == "a" and text_at(mark, 1):
            written = Element("a", {"href": text_at(mark, 1)}, [written])
        elif name in _NOTION_MARKS:
            written = Element(_NOTION_MARKS[name], None, [written])
    return written


def marked(text: str, spans: list[Span]) -> list[Node]:
    """Return a text cut at the ends of its marks, each piece in the marks over it.

    Offsets are those of JavaScript: a sign beyond the basic plane counts twice.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    size = len(units) // 2
    cuts = sorted({0, size, *(min(max(0, at), size) for s in spans for at in (s.start, s.end))})
    pieces: list[Node] = []
    for start, end in pairwise(cuts):
        node: Node = Text(units[start * 2 : end * 2].decode("utf-16-le", "replace"))
        for span in spans:
            if span.start <= start and end <= span.end:
                node = Element(span.tag, {"href": span.href} if span.href else None, [node])
        pieces.append(node)
    return pieces


def _block(tag: str, nodes: list[Node]) -> Element | None:
    if not nodes:
        return None
    if tag in ("ul", "ol"):
        return Element(tag, None, [Element("li", None, nodes)])
    return Element(tag, None, nodes)


def _picture(address: str, words: str) -> Element | None:
    return Element("img", {"src": address, "alt": words}) if address else None


def _text(block: object) -> str:
    return text_at(block, "text")
