"""Take away what cannot be the article, and make paragraphs of loose text."""

from __future__ import annotations

import re

from turbohtml import Element, Node, Text

from devket.capture.heuristic.words import AGAINST_ROLES, is_beside, is_unlikely, words_of

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Said to screen readers of the page about its furniture; a reader of the article needs none of it.
_FOR_EARS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|v-visible-sr|assistive-text"
    r"|u-visually-hidden|a11y-hidden|cdk-visually-hidden|is-visually-hidden)(?=\s|$)",
    re.IGNORECASE,
)
_KEPT_TAGS_WORDS = "html body article main a pre code table tbody thead tr td th math"
_KEPT_TAGS = frozenset(_KEPT_TAGS_WORDS.split())
_EDGES = frozenset({"nav", "aside", "footer"})
_EMPTY_GOES = frozenset(
    ["div", "section", "header", "p", "h1", "h2", "h3", "h4", "h5", "h6", "span"]
)
_MEDIA = "img, pre, table, figure, hr, iframe, br"
_PHRASING_WORDS = (
    "a abbr b bdi bdo br cite code data del dfn em font i img ins kbd label mark q rp rt ruby"
    " s samp small span strike strong sub sup time tt u var wbr"
)
PHRASING = frozenset(_PHRASING_WORDS.split())
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|author|dateline|writtenby|p-author)(?:$|[\s_-])", re.IGNORECASE
)
_LARGE_SHARE = 0.4


def prune(root: Element, *, unlikely: bool, hidden: bool = True) -> None:
    """Drop hidden and, when asked, unlikely elements under `root`, then make paragraphs.

    An element that holds 40 % of the text or of the code is never dropped for its name alone.
    """
    limits = _limits(root)
    stack: list[Element] = [root]
    while stack:
        element = stack.pop()
        if element is not root and _goes(element, limits, unlikely=unlikely, hidden=hidden):
            element.extract()
            continue
        if element.tag == "div" and element is not root:
            _settle_div(element)
        stack.extend(
            child
            for child in reversed(element.children)
            if isinstance(child, Element) and child.tag != "pre"
        )


def _limits(root: Element) -> tuple[float, float]:
    codes = sum(1 for _ in root.iter_elements("pre"))
    return len(root.text) * _LARGE_SHARE, codes * _LARGE_SHARE


def _goes(element: Element, limits: tuple[float, float], *, unlikely: bool, hidden: bool) -> bool:
    tag = element.tag
    if len(element.attrs):
        if hidden and is_hidden(element):
            return not _is_code_rich(element, limits)
        is_doubtful = unlikely and _is_unlikely(element, tag)
        if is_doubtful and (not _is_large(element, limits) or _is_long_aside(element)):
            return True
        if _is_byline(element):
            return True
    if unlikely and tag in _EDGES and not _is_large(element, limits):
        return element.closest("blockquote") is None
    return tag in _EMPTY_GOES and _is_empty(element)


def is_hidden(element: Element) -> bool:
    """Tell whether a reader of the page would not see an element."""
    if element.attr("hidden") is not None or _HIDDEN.search(element.attr("style") or ""):
        return True
    if _FOR_EARS.search(element.attr("class") or ""):
        return True
    if element.attr("aria-hidden") == "true":
        return element.tag != "img" and "fallback-image" not in (element.attr("class") or "")
    return element.attr("aria-modal") == "true"


def _is_unlikely(element: Element, tag: str) -> bool:
    if (element.attr("role") or "") in AGAINST_ROLES:
        return True
    if tag in _KEPT_TAGS or not is_unlikely(words := words_of(element)):
        return False
    # A box called a sidebar that holds code is one of the text; comments with code are not.
    if element.find("pre") is not None and not is_beside(words):
        return False
    # Headers of articles hold their title and date; footers inside them hold tags and shares.
    return element.closest("table, pre, figure") is None


def _is_long_aside(element: Element) -> bool:
    """Tell whether a column beside the text is only long: no heading of the page stands in it."""
    return (
        element.tag in ("aside", "nav") and element.find(["h1", "article", "main", "pre"]) is None
    )


def _is_byline(element: Element) -> bool:
    if element.tag in _KEPT_TAGS - {"a"}:
        return False
    named = element.attr("rel") == "author" or "author" in (element.attr("itemprop") or "")
    named = named or bool(_BYLINE.search(element.attr("class") or ""))
    is_line = 0 < len(element.text.strip()) < 80 and element.find(["p", "pre", "h2"]) is None
    # A list of facts that names its author would be left with a question and no answer.
    return named and is_line and element.closest("dd") is None


def _is_large(element: Element, limits: tuple[float, float]) -> bool:
    text, codes = limits
    return len(element.text) > text or (codes > 0 and _codes(element) > codes)


def _is_code_rich(element: Element, limits: tuple[float, float]) -> bool:
    return limits[1] > 0 and _codes(element) > limits[1]


def _codes(element: Element) -> int:
    return sum(1 for _ in element.iter_elements("pre", include_self=True))


def _is_empty(element: Element) -> bool:
    return not element.text.strip() and element.select_one(_MEDIA) is None


def _settle_div(div: Element) -> None:
    """Make a div of mere text a paragraph, and wrap loose text between blocks in paragraphs."""
    children = list(div.children)
    is_loose = [_is_phrasing(child) for child in children]
    if all(is_loose):
        if div.text.strip() and div.attr("class") != "math":
            div.tag = "p"
        return
    run: list[Node] = []
    for child, loose in zip([*children, None], [*is_loose, False], strict=True):
        if loose and child is not None:
            run.append(child)
        elif run:
            _wrap(run)
            run = []


def _wrap(run: list[Node]) -> None:
    while run and _is_blank(run[0]):
        run.pop(0)
    while run and _is_blank(run[-1]):
        run.pop()
    if run:
        paragraph = Element("p")
        run[0].insert_before(paragraph)
        paragraph.extend(run)


def _is_blank(node: Node) -> bool:
    return (isinstance(node, Text) and not node.data.strip()) or (
        isinstance(node, Element) and node.tag == "br"
    )


def _is_phrasing(node: Node) -> bool:
    if not isinstance(node, Element):
        return True
    if node.tag not in PHRASING:
        return False
    if node.tag in ("a", "span", "ins", "del", "font", "label", "strong", "em", "b"):
        return all(_is_phrasing(child) for child in node.children)
    return True
