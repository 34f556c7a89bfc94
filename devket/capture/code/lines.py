"""Read the text out of a code element as a browser shows it, without what the page hung on.

Lines may end in newlines, in `<br>`, or only in the style sheet; gutters and buttons are no code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from turbohtml import Element, Node, Text

from devket.capture.code.rows import drop_written_numbers, rows_of
from devket.capture.highlight import Link

_BLOCKS_WORDS = (
    "div p pre li ol ul dl dt dd tr table tbody thead section article figure blockquote h1 h2 h3 h4"
)
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_LINE = re.compile(
    r"(?:^|\s)(?:line|code-?line|token-line|cm-line|CodeMirror-line|view-line|hljs-ln-line|ec-line"
    r"|(?:highlight|hl|diff|source|src)-line|react-file-line|react-code-line-contents|crayon-line|code-block-line|CodeLine|cl)(?:\s|$)"
)
# Never plain "number": highlighters call the numbers *in* code so.
_GUTTER = re.compile(
    r"(?:^|[\s_-])(?:linenos?|linenumbers?|line[-_]?num(?:ber)?s?|gutter|lnt|ln|lno|blob-num|lineNo|line-?nr"
    r"|select-none|user-select-none|no-?select|unselectable|pre-numbering"
    r"|hljs-ln-n(?:umbers)?|react-line-numbers?|CodeMirror-gutters?|cm-gutters?|line-numbers-(?:rows|wrapper))"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_EXTRA = re.compile(
    r"(?:^|[\s_-])(?:copy|copybtn|copied|clipboard|zeroclipboard|toolbar|toolbox|tooltip|popup|popover"
    r"|sr-only|btn"
    r"|visually-hidden|screen-reader-text|code-header|twoslash-popup-container|twoslash-hover-info"
    r"|anchorjs)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_POPUP = re.compile(r"popup|popover|tooltip|hover-info", re.IGNORECASE)
_UNSELECTABLE = re.compile(r"user-select\s*:\s*none", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table-row)", re.IGNORECASE)
_DIGITS = re.compile(r"[\d\s.:|…+-]*")
_NEVER_WORDS = "button script style template noscript svg input select textarea label iframe object"
_NEVER = frozenset(_NEVER_WORDS.split())
_MOST_MOVED = 200
# Gatsby's marked line is a block that has swallowed the newline behind it.
_WHOLE_LINE = "gatsby-highlight-code-line"
_MARKS = frozenset({"", "#", "¶", "§"})
_HELD_OPEN = re.compile("^\xa0$", re.MULTILINE)  # an empty line that had to have some height
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]|(?<=[\x00-\x7f])[\u200c\u200d]|^[\u200c\u200d]")


@dataclass(slots=True)
class _Reader:
    """Gathers text; knows whether the line before was closed by an element without a newline."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    wraps: bool = False
    is_closed: bool = False
    is_block_closed: bool = False
    last: str = ""
    ends_in_break: bool = False
    links: list[Link] = field(default_factory=list)

    def add(self, text: str) -> None:
        if not text:
            return
        self.parts.append(text)
        self.length += len(text)
        self.last = text[-1]
        self.ends_in_break = False

    def open_line(self, *, is_block: bool) -> None:
        if self.is_closed or (is_block and self.last not in ("", "\n")):
            self.add("\n")
        self.is_closed = self.is_block_closed = False

    def close_line(self, start: int, *, is_block: bool) -> None:
        ended = self.length > start and self.last == "\n"
        self.is_closed = not ended
        self.is_block_closed = self.is_closed and is_block

    def text_node(self, text: str) -> None:
        if self.wraps and self.ends_in_break:
            text = text.removeprefix("\n")
        if self.is_closed and "\n" in text:
            self.is_closed = self.is_block_closed = False
        elif self.is_block_closed and text:
            self.add("\n")
            self.is_closed = self.is_block_closed = False
        self.add(text)


def read_code(element: Element, *, wraps: bool = False) -> tuple[str, tuple[Link, ...]]:
    """Return the code in an element with its links; the text is what a reader would copy.

    Non-breaking spaces become spaces and zero-width marks go: typesetting put them there. Where
    text `wraps`, no `<pre>` keeps the newlines of the source: one after a `<br>` is none.
    """
    drop_written_numbers(element)
    rows = rows_of(element)
    if rows:
        return "\n".join(_read(row, wraps=wraps)[0] for row in rows), ()
    return _read(element, wraps=wraps)


def _read(element: Element, *, wraps: bool) -> tuple[str, tuple[Link, ...]]:
    reader = _Reader(wraps=wraps)
    _walk(element, reader)
    text = "".join(reader.parts)
    if reader.ends_in_break:
        text = text[:-1]  # it closes the last line, there is no empty line after it
    cleaned = clean_code(text)
    if len(cleaned) == len(text):
        return cleaned, tuple(reader.links)
    return cleaned, tuple(_moved(link, text) for link in reader.links[:_MOST_MOVED])


def _moved(link: Link, text: str) -> Link:
    """Return a link where its words stand once the marks before it are gone."""
    start = len(clean_code(text[: link.start]))
    return Link(start, start + len(clean_code(text[link.start : link.end])), link.href)


def clean_code(text: str) -> str:
    """Return code without the marks that typesetting adds."""
    if "\xa0" in text:
        text = _HELD_OPEN.sub("", text).replace("\xa0", " ")
    return _INVISIBLE.sub("", text)


def _walk(root: Element, reader: _Reader) -> None:
    """Read all nodes in order on a stack of our own: pages nest deeper than Python calls may."""
    stack: list[Node | tuple[Element, int, str]] = list(reversed(root.children))
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            _leave(node, reader)
        elif isinstance(node, Text):
            if not _is_layout(node):
                reader.text_node(node.data)
        elif isinstance(node, Element) and not is_dropped(node):
            if node.tag == "br":
                reader.ends_in_break = False
                reader.text_node("\n")
                reader.ends_in_break = True
                continue
            kind = _kind(node)
            if kind in ("block", "line"):
                reader.open_line(is_block=kind == "block")
            if kind:
                stack.append((node, reader.length, kind))
            if not _is_held_open(node):
                stack.extend(reversed(node.children))


def _kind(element: Element) -> str:
    if element.tag in _BLOCKS:
        return "block" if element.text or element.find("br") or _has_twin(element) else ""
    if element.tag == "a":
        return "link"
    if element.has_class(_WHOLE_LINE):
        return "whole"
    if "data-line" in element.attrs or "line" in _word_kinds(element.attr("class") or "", ""):
        return "line"
    return "block" if _BLOCK_STYLE.search(element.attr("style") or "") else ""


def _is_held_open(element: Element) -> bool:
    """Tell whether the one space of a line is there only to give an empty line some height."""
    is_line = "data-line" in element.attrs or element.has_class("line") or _is_bare_line(element)
    # A line that is one space in its source has that space in a token of its own.
    return is_line and element.text == " " and element.find(True) is None


def _is_bare_line(element: Element) -> bool:
    """rehype-pretty-code's lines are bare spans of a `<code>` that names its language."""
    if len(element.attrs) or element.tag != "span" or not isinstance(element.parent, Element):
        return False
    return "data-language" in element.parent.attrs and element.parent.tag == "code"


def _has_twin(element: Element) -> bool:
    """An empty block is an empty line when lines like it stand beside it; else it is nothing."""
    for beside in (element.previous_sibling, element.next_sibling):
        if isinstance(beside, Element) and beside.tag == element.tag:
            return beside.attr("class") == element.attr("class")
    return False


def _leave(entry: tuple[Element, int, str], reader: _Reader) -> None:
    element, start, kind = entry
    if kind == "whole":
        if reader.last != "\n":
            reader.add("\n")
            reader.ends_in_break = True
        return
    if kind != "link":
        reader.close_line(start, is_block=kind == "block")
        return
    href = element.attr("href") or ""
    # A place in the page is named in full: what it leads to may stand in another block.
    if len(href) > 1 and reader.length > start and element.text.strip() not in _MARKS:
        reader.links.append(Link(start, reader.length, href))


def _is_layout(text: Text) -> bool:
    """Tell whether white space only indents the page's source between two block lines."""
    if text.data.strip() or not text.data:
        return False
    around = [node for node in (text.previous_sibling, text.next_sibling) if node is not None]
    if not around or not all(isinstance(n, Element) and n.tag in _BLOCKS for n in around):
        return False
    # Blocks of several lines are parts of the code: what stands between them are empty lines.
    return text.data.count("\n") < 2 or not any("\n" in node.text.strip() for node in around)


def is_dropped(element: Element) -> bool:
    """Tell whether an element inside code is furniture: gutter, button, label, hidden copy."""
    if element.tag in _NEVER:
        return True
    attrs = element.attrs
    if len(attrs) == 0:
        return False
    kinds = _word_kinds(element.attr("class") or "", element.attr("id") or "")
    if "gutter" in kinds and is_numbers(element):
        # A line may say that it has a number: an empty one has no digits, and stays.
        return "line" not in kinds or bool(element.text.strip())
    if "extra" in kinds and element.tag not in ("code", "pre") and _is_aside(element, kinds):
        return True
    if len(attrs) == ("class" in attrs):
        return False
    style = element.attr("style") or ""
    if _HIDDEN_STYLE.search(style) or element.attr("role") in ("tooltip", "toolbar", "button"):
        return True
    return "line" not in kinds and _is_marked_number(element, style) and is_numbers(element)


@lru_cache(maxsize=2048)
def _word_kinds(classes: str, name: str) -> frozenset[str]:
    words = f"{classes} {name}"
    kinds = {"gutter": _GUTTER, "extra": _EXTRA, "line": _LINE, "popup": _POPUP}
    return frozenset(kind for kind, pattern in kinds.items() if pattern.search(words))


def _is_aside(element: Element, kinds: frozenset[str]) -> bool:
    text = element.text
    if "popup" in kinds:
        return True
    parent = element.parent
    return len(text.split()) <= 5 and not (
        parent is not None and parent.text.strip() == text.strip() != ""
    )


def _is_marked_number(element: Element, style: str) -> bool:
    is_aside = element.attr("aria-hidden") == "true" or element.attr("unselectable") == "on"
    if is_aside or _UNSELECTABLE.search(style):
        return True
    number = element.attr("data-line-number")
    return number is not None and element.text.strip() in ("", number)


def is_gutter(words: str) -> bool:
    """Tell whether class words name a line-number gutter."""
    return "gutter" in _word_kinds(words, "")


def is_numbers(element: Element) -> bool:
    """Tell whether an element says nothing but line numbers (or nothing at all)."""
    return bool(_DIGITS.fullmatch(element.text))
