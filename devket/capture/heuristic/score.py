"""Points for elements by the paragraphs they hold."""

from __future__ import annotations

import re
from itertools import islice

from turbohtml import Element

from devket.capture.code import CodeStore
from devket.capture.heuristic.words import leaning, words_of

_COMMAS = re.compile("[,\u060c\ufe50\ufe10\ufe11\u2e41\u2e34\u2e32\uff0c\u3001\u3002]")
_SCORED = ("p", "td", "pre", "blockquote", "li", "dd", "section", "h2", "h3", "h4")
_SHORTEST = 25
_TAG_POINTS = {
    "article": 10,
    "main": 8,
    "div": 5,
    "section": 3,
    "pre": 3,
    "td": 3,
    "blockquote": 3,
    "address": -3,
    "ol": -3,
    "ul": -3,
    "dl": -3,
    "dd": -3,
    "dt": -3,
    "li": -3,
    "form": -3,
    "h1": -5,
    "h2": -5,
    "h3": -5,
    "h4": -5,
    "h5": -5,
    "h6": -5,
    "th": -5,
}
_MOST_HEADINGS = 60
_FEWEST_TEASERS = 3
CLASS_POINTS = 25
_LEVELS = 5
_MOST_LINKS = 2000  # more tell nothing new, and nested blocks would count them over and over


def link_density(element: Element) -> float:
    """Return the share of an element's text inside links; links within the page count little."""
    length = len(element.text.strip())
    if not length:
        return 0.0
    linked = 0.0
    for link in islice(element.iter_elements("a"), _MOST_LINKS):
        # A bare `<a name>` that a page never closed is no link, whatever stands in it.
        if href := link.attr("href"):
            linked += len(link.text) * (0.3 if href.startswith("#") else 1.0)
    return min(linked / length, 1.0)


def holds_teasers(element: Element) -> bool:
    """Tell whether an element is mostly headings that lead to other pages: a list of articles."""
    headings = element.select("h2, h3, h4, h5")[:_MOST_HEADINGS]
    linked = sum(_leads_away(heading) for heading in headings)
    return linked >= _FEWEST_TEASERS and linked * 5 >= len(headings) * 4


def _leads_away(heading: Element) -> bool:
    link = heading.find("a") or heading.closest("a")
    if link is None or (link.attr("href") or "#").startswith("#"):
        return False
    return len(link.text.strip()) >= len(heading.text.strip()) * 0.5


def class_weight(element: Element) -> int:
    """Return 25, 0 or -25 by what class and id say."""
    return leaning(words_of(element)) * CLASS_POINTS


def score(root: Element, store: CodeStore, *, weigh: bool) -> dict[Element, float]:
    """Return the points of every candidate, already scaled by one minus its link density."""
    points: dict[Element, float] = {}
    for paragraph in root.iter_elements(_SCORED):
        worth = _worth(paragraph, store)
        if worth:
            _share_out(paragraph, worth, points, weigh=weigh)
    return {element: value * (1 - link_density(element)) for element, value in points.items()}


def _worth(paragraph: Element, store: CodeStore) -> float:
    """Base, commas, length up to three; code counts by its length, though it has few commas."""
    if paragraph.tag == "pre":
        block = store.block_of(paragraph)
        return 1 + min(len(block.text) / 100, 3) if block else 0
    if (
        paragraph.tag in ("li", "dd", "section", "td")
        and paragraph.find(["p", "li", "td"]) is not None
    ):
        return 0
    text = paragraph.text.strip()
    if len(text) < _SHORTEST:
        return 0
    dense = 2 if text[0] > "\u2e80" else 1  # ideographs, kana and Hangul say more per character
    return 1 + _commas(text) + min(len(text) * dense / 100, 3)


def _commas(text: str) -> int:
    return text.count(",") if text.isascii() else len(_COMMAS.findall(text))


def _share_out(
    paragraph: Element, worth: float, points: dict[Element, float], *, weigh: bool
) -> None:
    parent = paragraph.parent
    for level in range(_LEVELS):
        if not isinstance(parent, Element) or parent.tag == "html":
            return
        if parent not in points:
            start = _TAG_POINTS.get(parent.tag, 0)
            points[parent] = start + (class_weight(parent) if weigh else 0)
        points[parent] += worth / (1 if level == 0 else 2 if level == 1 else level * 3)
        parent = parent.parent
