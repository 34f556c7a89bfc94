"""Editors that keep an article as a tree of nodes: one reader for all, as their words are alike.

ProseMirror, TipTap, Lexical, Slate, Contentful, Portable Text, Sanity, hast, mdast, Storyblok.
"""

from __future__ import annotations

import re

from turbohtml import Element, Node, Text

from devket.capture.embedded.find import dig, text_at

_MOST_NODES = 60_000
_DEEPEST = 80
_LEVEL = re.compile(r"h(?:eading)?[-_ ]?([1-6])$", re.IGNORECASE)
_SIGNS = re.compile(r"[^a-z0-9]")
_TAGS = {
    "paragraph": "p", "p": "p", "text-block": "p", "normal": "p", "block": "p",
    "blockquote": "blockquote", "quote": "blockquote", "pullquote": "blockquote",
    "bulletlist": "ul", "unorderedlist": "ul", "bulletedlist": "ul", "ul": "ul",
    "orderedlist": "ol", "numberedlist": "ol", "ol": "ol",
    "listitem": "li", "li": "li", "checklistitem": "li", "taskitem": "li", "tasklist": "ul",
    "lic": "div", "listitemchild": "div", "listitemtext": "div",
    "table": "table", "tablerow": "tr", "tr": "tr", "tablecell": "td", "td": "td",
    "tableheader": "th", "tableheadercell": "th", "th": "th",
    "thead": "thead", "tbody": "tbody", "tablehead": "thead", "tablebody": "tbody",
    "strong": "strong", "emphasis": "em", "em": "em", "delete": "s", "b": "strong", "i": "em",
    "sup": "sup", "sub": "sub", "kbd": "kbd", "mark": "mark", "s": "s", "del": "s",
    "figure": "figure", "figcaption": "figcaption", "details": "details", "summary": "summary",
    "headingone": "h1", "headingtwo": "h2", "headingthree": "h3", "headingfour": "h4",
    "dl": "dl", "dt": "dt", "dd": "dd", "div": "div", "section": "section", "span": "span",
}  # fmt: skip
_BREAKS = frozenset({"hardbreak", "linebreak", "break", "br", "softbreak"})
_RULES = frozenset({"horizontalrule", "thematicbreak", "hr", "divider", "delimiter"})
_CODES = frozenset({"codeblock", "code", "pre", "codesnippet", "codesandbox", "codefile", "fence"})
_IMAGES = frozenset({"image", "img", "imageblock", "mediasingle", "media", "figureimage", "photo"})
_LINKS = frozenset({"link", "a", "hyperlink", "autolink", "entryhyperlink", "assethyperlink"})
_MARKS = {
    "bold": "strong", "strong": "strong", "italic": "em", "em": "em", "emphasis": "em",
    "code": "code", "inlinecode": "code", "strike": "s", "strikethrough": "s",
    "underline": "u", "subscript": "sub", "superscript": "sup", "highlight": "mark", "kbd": "kbd",
    "sub": "sub", "sup": "sup", "keyboard": "kbd",
}  # fmt: skip
_LEXICAL = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"))
_ADDRESSES = "attrs.href href url data.uri data.url fields.url properties.href attrs.url data.href"
_LANGUAGES = "attrs.language language lang attrs.params attrs.lang data.language syntax"
_SOURCES = (
    "attrs.src src url properties.src asset.url attrs.url file.url data.src image.url"
    " data.target.fields.file.url"
)
_INSIDE = ("content", "children", "nodes", "contents")
_KINDS = ("type", "_type", "nodeType", "tagName", "object", "component")


def document_of(value: object) -> Element | None:
    """Return the article of a tree of nodes, None when the value is no such tree."""
    nodes = _top(value)
    if not nodes or not _looks_like_nodes(nodes):
        return None
    root = Element("div")
    reader = _Reader()
    reader.fill(root, nodes, 0)
    return root


def _top(value: object) -> list[object]:
    """Return the blocks of a document: a list of them, or what its root node holds."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    if kind_of(value) in ("doc", "document", "root") or "object" in value:
        return _inside(value.get("document", value))
    return _inside(value.get("root")) or _inside(value.get("document"))


def _looks_like_nodes(nodes: list[object]) -> bool:
    """Tell nodes from any other list of objects: most have a kind we know and hold something."""
    known = 0
    for node in nodes[:40]:
        if not isinstance(node, dict):
            return False
        kind = kind_of(node)
        is_known = kind in _TAGS or kind in _CODES or kind in _IMAGES or "heading" in kind
        is_known = is_known or bool(_LEVEL.fullmatch(kind)) or kind in _RULES
        known += is_known and ("code" in node or bool(_inside(node)) or kind in _IMAGES | _RULES)
    return known * 2 >= len(nodes[:40])


def kind_of(node: object) -> str:
    """Return the kind of a node without its writer's signs: `code_block` is `codeblock`."""
    if not isinstance(node, dict):
        return ""
    for name in _KINDS:
        kind = node.get(name)
        if isinstance(kind, str) and kind not in ("element", "block", "inline"):
            return _SIGNS.sub("", kind.lower())
    for name in ("tagName", "type", "_type", "nodeType"):
        kind = node.get(name)
        if isinstance(kind, str) and kind in ("block", "element"):
            return "block"
    return ""


def _inside(node: object) -> list[object]:
    if isinstance(node, dict):
        for name in _INSIDE:
            held = node.get(name)
            if isinstance(held, list):
                return held
    return []


def text_of(node: object, depth: int = 0) -> str:
    """Return the plain text of a node, its lines and breaks as new lines."""
    if depth > _DEEPEST or not isinstance(node, dict):
        return ""
    for name in ("text", "value"):
        held = node.get(name)
        if isinstance(held, str):
            return held
    kind = kind_of(node)
    if kind in _BREAKS:
        return "\n"
    inner = _inside(node)
    is_lines = len(inner) > 1 and all(
        "line" in kind_of(child) and _inside(child) for child in inner
    )
    return ("\n" if is_lines else "").join(text_of(child, depth + 1) for child in inner)


class _Reader:
    """Reads nodes within one budget, so that no article costs without end."""

    def __init__(self) -> None:
        self.left = _MOST_NODES

    def fill(self, parent: Element, nodes: list[object], depth: int, links: object = None) -> None:
        """Write nodes into an element; Portable Text's list items are gathered into lists."""
        open_list: Element | None = None
        for node in nodes:
            self.left -= 1
            if self.left < 0 or depth > _DEEPEST or not isinstance(node, dict):
                continue
            written = self.node(node, depth, links)
            listed = text_at(node, "listItem")
            if listed and isinstance(written, Element):
                tag = "ol" if listed == "number" else "ul"
                if open_list is None or open_list.tag != tag:
                    open_list = Element(tag)
                    parent.append(open_list)
                open_list.append(_as_item(written))
                continue
            open_list = None
            if written is not None:
                parent.append(written)

    def node(self, node: dict[str, object], depth: int, links: object) -> Node | None:
        """Return what one node is in markup; a kind nobody knows gives what it holds."""
        kind = kind_of(node)
        if kind in _BREAKS:
            return Element("br")
        if kind in _RULES:
            return Element("hr")
        inner = _inside(node)
        if kind == "inlinecode" or (kind == "code" and depth and _is_inline_code(node)):
            return Element("code", None, [Text(text_of(node))])
        if kind in _CODES or _is_embedded_code(node):
            return _code(node)
        if (kind in _IMAGES or "asset" in kind) and not inner:
            return _image(node)
        if not inner and isinstance(node.get("text", node.get("value")), str):
            return _marked(text_of(node), node, links)
        element = Element(*_tag(node, kind))
        links = node.get("markDefs", links)
        self.fill(element, inner, depth + 1, links)
        return element


def _is_inline_code(node: dict[str, object]) -> bool:
    return "lang" not in node and "language" not in node and "\n" not in text_of(node)


def _is_embedded_code(node: dict[str, object]) -> bool:
    fields = dig(node, "data", "target", "fields", default=node)
    return isinstance(dig(fields, "code"), str)


def _tag(node: dict[str, object], kind: str) -> tuple[str, dict[str, str]]:
    style = text_at(node, "style")
    tag = text_at(node, "tag") if re.fullmatch(r"h[1-6]|ul|ol", text_at(node, "tag")) else ""
    level = _LEVEL.fullmatch(style) or _LEVEL.fullmatch(kind)
    if level or kind in ("heading", "header", "title"):
        depth = level[1] if level else ""
        depth = depth or tag[1:] or text_at(node, "attrs", "level") or text_at(node, "depth")
        depth = depth or text_at(node, "level") or "2"
        return (f"h{depth}" if depth in "123456" and len(depth) == 1 else "h2"), {}
    if style == "blockquote":
        return "blockquote", {}
    if kind == "list":
        ordered = node.get("ordered") is True or "number" in text_at(node, "listType")
        return tag or ("ol" if ordered else "ul"), {}
    if kind in _LINKS:
        address = _address(node)
        return ("a", {"href": address}) if address else ("span", {})
    return _TAGS.get(kind, "div" if kind not in ("inline", "") else "span"), {}


def _as_item(block: Element) -> Element:
    item = Element("li")
    item.extend(list(block.children))
    return item


def _address(node: object) -> str:
    return first_text(node, _ADDRESSES)


def first_text(node: object, paths: str) -> str:
    """Return the first text at some dotted paths, given as words; empty when there is none."""
    found = (text_at(node, *path.split(".")) for path in paths.split())
    return next((text for text in found if text), "")


def _code(node: dict[str, object]) -> Element:
    source = dig(node, "data", "target", "fields", default=node)
    held = first_text(source, "code value text source")
    language = first_text(source, _LANGUAGES)
    words = dig(_inside(node), 0, "properties", "className", 0)  # hast: `pre > code.language-x`
    if not language and isinstance(words, str):
        language = words.removeprefix("language-")
    return code_block(held or text_of(node), language)


def code_block(text: str, language: str) -> Element:
    """Return a block of code as the engine lifts it, its text untouched."""
    word = language.strip().split(" ")[0][:40]
    attributes = {"class": f"language-{word}"} if word else {}
    return Element("pre", None, [Element("code", attributes, [Text(text)])])


def _image(node: dict[str, object]) -> Element | None:
    address = first_text(node, _SOURCES)
    words = first_text(node, "attrs.alt alt properties.alt caption")
    return Element("img", {"src": address, "alt": words}) if address else None


def _marked(text: str, node: dict[str, object], links: object) -> Node:
    """Return text in its marks: objects, words, bits or plain yes and no, as editors have them."""
    written: Node = Text(text)
    marks = node.get("marks")
    names = [key for key in _MARKS if node.get(key) is True]
    for mark in marks[:12] if isinstance(marks, list) else ():
        name = mark if isinstance(mark, str) else text_at(mark, "type")
        address = _address(mark) or _address(_defined(links, name))
        if address:
            written = Element("a", {"href": address}, [written])
        names.append(_SIGNS.sub("", name.lower()))
    bits = node.get("format")
    tags = [tag for bit, tag in _LEXICAL if isinstance(bits, int) and bits & bit]
    for tag in dict.fromkeys([*tags, *(_MARKS[name] for name in names if name in _MARKS)]):
        written = Element(tag, None, [written])
    return written


def _defined(links: object, key: str) -> object:
    found = [one for one in links if dig(one, "_key") == key] if isinstance(links, list) else []
    return found[0] if found else None
