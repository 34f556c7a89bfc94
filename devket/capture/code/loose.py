"""Code blocks that no `<pre>` holds: `<code>` shown as a block, boxes and cells called code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Document, Element, Text

_CODE_HOUSE = re.compile(
    r"highlight|hljs|codeblock|code-block|language-|shiki|chroma|prism|sourceCode", re.IGNORECASE
)
_MAY_HOLD_WORDS = "body div figure section article td li p blockquote"
_MAY_HOLD = frozenset(_MAY_HOLD_WORDS.split())
_BOXES = (
    "div.code, p.code, blockquote.code, div.codeblock, div.code-block, div.codebox,"
    ' div.source-code, td.code, [style*="white-space"], tt, p > span[style*="font-family"]'
)
_LISTS = "ol.code, ol.code-list, ol.linenums"
_INNER_WORDS = "a b br code em font i ins del mark s small span strong sub sup tt u var wbr"
_INNER = frozenset(_INNER_WORDS.split())
_MONOSPACE = re.compile(r"consolas|courier|monospace|menlo|monaco|mono\b", re.IGNORECASE)
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)


def loose_code(root: Document | Element) -> Iterator[Element]:
    """Yield the elements that are blocks of code without a `<pre>`, as long as they stand there."""
    for code in root.select("code, samp, listing, xmp, plaintext"):
        if code.tag in ("listing", "xmp", "plaintext") or _is_block(code):
            yield code
    yield from _houses(root)
    for box in root.select(_BOXES):
        if box.find("pre") is None and _is_box(box):
            yield box
    for lines in root.select(_LISTS):
        if lines.find("pre") is None and _is_list_of_lines(lines):
            yield lines
    for area in root.select("textarea[readonly]"):
        parent = area.parent
        is_twin = isinstance(parent, Element) and parent.find("pre") is not None
        if not is_twin and area.closest("pre, form") is None and "\n" in area.text.strip():
            yield area


def free_scripts(root: Document | Element) -> None:
    """Write code that a page hands to its highlighter in a script as a `<pre>`."""
    for script in root.select('script[type="syntaxhighlighter"]'):
        text = script.text.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip("\r\n")
        script.replace_with(Element("pre", {"class": script.attr("class") or ""}, [Text(text)]))


def is_preformatted(element: Element) -> bool:
    """Tell whether newlines in an element's source are shown, as far as its own style says."""
    return bool(_PRE.search(element.attr("style") or ""))


def _is_block(code: Element) -> bool:
    style = (code.attr("style") or "").replace(" ", "")
    if "display:block" in style or "white-space:pre" in style:
        return True
    text = code.text
    parent = code.parent
    has_lines = "\n" in text.strip() or code.find(["br", "div"]) is not None
    if not has_lines or not isinstance(parent, Element) or parent.tag not in _MAY_HOLD:
        return False
    alone = len(text.strip()) >= len(parent.text.strip())
    house = f"{parent.attr('class') or ''} {code.attr('class') or ''}"
    return alone and (
        code.find("br") is not None or bool(_CODE_HOUSE.search(house)) or _is_indented(text)
    )


def _is_indented(text: str) -> bool:
    lines = text.strip("\n").splitlines()
    return len(lines) > 2 and any(line.startswith(("  ", "\t")) for line in lines[1:])


def _is_box(box: Element) -> bool:
    """Tell whether a box holds nothing but running text in several lines."""
    style = box.attr("style") or ""
    is_styled = "style" in box.attrs
    if is_styled and not (_MONOSPACE.search(style) and (_PRE.search(style) or box.tag == "span")):
        return False
    if box.closest("pre, code") is not None:
        return False
    breaks = len(list(box.iter_elements("br")))
    if not (breaks or (is_preformatted(box) and "\n" in box.text.strip())):
        return False
    if box.tag in ("span", "tt") and not _is_alone(box):
        return False
    return all(inner.tag in _INNER for inner in box.iter_elements())


def _is_alone(element: Element) -> bool:
    """Tell whether no running text stands before or after an element."""
    for beside in (element.previous_siblings, element.next_siblings):
        node = next((n for n in beside if isinstance(n, Element) or n.text.strip()), None)
        if node is not None and (not isinstance(node, Element) or node.tag in _INNER):
            return False
    return True


def _houses(root: Document | Element) -> Iterator[Element]:
    """Yield the boxes of highlighters that hold one `<code>` a line."""
    for first in root.select("div > code:first-child + code"):
        house = first.parent
        if isinstance(house, Element) and _CODE_HOUSE.search(house.attr("class") or ""):
            inner = [n for n in house.children if isinstance(n, Element) or n.text.strip()]
            if all(isinstance(n, Element) and n.tag in ("code", "br") for n in inner):
                yield house


def _is_list_of_lines(lines: Element) -> bool:
    """Tell whether each item of a list is one piece of code and nothing else."""
    items = [child for child in lines.children if isinstance(child, Element)]
    return len(items) > 1 and all(
        item.tag == "li"
        and [c.tag for c in item.children if isinstance(c, Element)] == ["code"]
        and item.text.strip() == (item.find("code") or item).text.strip()
        for item in items
    )
