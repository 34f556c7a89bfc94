"""From points to the article: best candidate, its better parent, its worthy siblings; retries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from turbohtml import Element, Node, parse

from devket.capture.code import CodeStore
from devket.capture.heuristic.clean import clean
from devket.capture.heuristic.prune import prune
from devket.capture.heuristic.score import class_weight, holds_teasers, link_density, score

ENOUGH = 500  # characters
_NEAR = 0.75
_SENTENCE_END = re.compile("[.!?。！？…](?:\\s|$)|다[.\\s]")


@dataclass(frozen=True, slots=True)
class _Strictness:
    """What one attempt takes away and believes."""

    unlikely: bool
    weigh: bool
    fishy: bool
    hidden: bool = True


_ATTEMPTS = (
    _Strictness(unlikely=True, weigh=True, fishy=True),
    _Strictness(unlikely=False, weigh=True, fishy=True),
    _Strictness(unlikely=False, weigh=False, fishy=True),
    _Strictness(unlikely=False, weigh=False, fishy=False),
    # Some pages hide their text until a script shows it.
    _Strictness(unlikely=True, weigh=True, fishy=True, hidden=False),
)
_ALMOST_NOTHING = 250  # characters: only then may hidden text be the article


@dataclass(frozen=True, slots=True)
class Found:
    """The article as an element of its own; which attempt gave it, and how much text it has."""

    article: Element
    attempt: int
    length: int


def find_article(
    html: str, store: CodeStore, reads: Callable[[Element], int], *, home: str
) -> Found | None:
    """Return the article in a page whose code is lifted out, None when there is no text at all.

    `reads` measures an element's text, code included; `home` is the host of the page.
    Looser attempts follow until there are 500 characters; else the longest wins.
    """
    best: Found | None = None
    for number, strictness in enumerate(_ATTEMPTS):
        if not strictness.hidden and best is not None and best.length > _ALMOST_NOTHING:
            break
        article = _attempt(html, store, strictness, home)
        if article is None:
            continue
        found = Found(article, number, reads(article))
        # A looser attempt must bring clearly more than a stricter one to be believed.
        if best is None or found.length > best.length * (1.5 if strictness.hidden else 2):
            best = found
        if best.length >= ENOUGH:
            break
    return best if best is not None and best.length else None


def _attempt(html: str, store: CodeStore, strictness: _Strictness, home: str) -> Element | None:
    body = parse(html, positions=False).find("body")
    if body is None:
        return None
    prune(body, unlikely=strictness.unlikely, hidden=strictness.hidden)
    points = score(body, store, weigh=strictness.weigh)
    top = _top(body, points)
    article = _joined(top, points)
    clean(article, fishy=strictness.fishy, home=home)
    return article


def _top(body: Element, points: dict[Element, float]) -> Element:
    ranked = sorted(points, key=lambda element: points[element], reverse=True)[:8]
    if not ranked:
        return body
    top = _common(ranked, points) or ranked[0]
    top = _climbed(top, points)
    while isinstance(top.parent, Element) and top.parent.tag != "html" and _is_only_child(top):
        top = top.parent
    return top


def _common(ranked: list[Element], points: dict[Element, float]) -> Element | None:
    """Return the ancestor that at least three near-equal candidates share."""
    best = points[ranked[0]]
    near = [element for element in ranked if points[element] >= best * _NEAR]
    if len(near) < 3:
        return None
    chains = [set(_ancestors(element)) for element in near[1:]]
    for ancestor in _ancestors(near[0]):
        if sum(ancestor in chain for chain in chains) >= 2 and ancestor.tag not in ("body", "html"):
            return ancestor
    return None


def _ancestors(element: Element) -> list[Element]:
    return [node for node in element.ancestors if isinstance(node, Element)]


def _climbed(top: Element, points: dict[Element, float]) -> Element:
    """Climb while a parent is at least as good: a rising score means several good children."""
    last = points.get(top, 0.0)
    floor = last / 3
    parent = top.parent
    while isinstance(parent, Element) and parent.tag not in ("body", "html"):
        value = points.get(parent, 0.0)
        if value < floor:
            break
        if value > last:
            top = parent
        last = value
        parent = parent.parent
    return top


def _is_only_child(element: Element) -> bool:
    parent = element.parent
    if not isinstance(parent, Element):
        return False
    others = [child for child in parent.children if isinstance(child, Element) and child != element]
    return not others and len(parent.text.strip()) == len(element.text.strip())


def _joined(top: Element, points: dict[Element, float]) -> Element:
    """Return a new element with the top candidate and the siblings that belong to it."""
    article = Element("div")
    parent = top.parent
    if not isinstance(parent, Element) or top.tag == "body":
        article.extend(list(top.children))
        return article
    threshold = max(10.0, points.get(top, 0.0) * 0.2)
    kept = [
        child
        for child in parent.children
        if child == top or _belongs(child, top, points, threshold)
    ]
    for child in kept:
        if child == top and top.tag in ("td", "tr", "tbody", "table", "li"):
            child = _as_div(top)
        article.append(child)
    return article


def _as_div(element: Element) -> Element:
    div = Element("div")
    div.extend(list(element.children))
    return div


def _belongs(node: Node, top: Element, points: dict[Element, float], threshold: float) -> bool:
    if not isinstance(node, Element):
        return False
    bonus = (
        points.get(top, 0.0) * 0.2
        if node.attr("class") and node.attr("class") == top.attr("class")
        else 0.0
    )
    if node in points and points[node] + bonus >= threshold:
        return True
    if node.tag == "pre":
        return True
    if node.tag not in ("p", "div", "section", "ul", "ol", "blockquote", "figure", "table", "dl"):
        return False
    if class_weight(node) < 0 or holds_teasers(node):
        return False
    density, text = link_density(node), node.text.strip()
    if node.find("pre") is not None and density < 0.25:
        return True
    if len(text) > 80:
        return density < 0.25
    return bool(text) and node.tag == "p" and density == 0 and bool(_SENTENCE_END.search(text))
