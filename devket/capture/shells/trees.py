"""Parts of a page that its scripts would move into place: put there without them.

React's streamed boundaries, declarative shadow roots, and what stands in `<noscript>`.
"""

from __future__ import annotations

import re

from turbohtml import Document, DocumentFragment, Element, Node

from devket.capture.bounds import bound
from devket.capture.model import Limits

_MOST_PARTS = 500
_LIMITS = Limits()
_PLACE = re.compile(r"[BP]:[0-9a-f]{1,8}")


def settle(document: Document) -> None:
    """Put streamed parts and shadow roots where a browser's scripts would put them."""
    _settle_boundaries(document)
    _settle_shadows(document)


def _settle_boundaries(document: Document) -> None:
    """`<div hidden id="S:1">` goes where `<template id="B:1">` holds its place."""
    places = document.select('template[id^="B:"], template[id^="P:"]')[:_MOST_PARTS]
    for place in places:
        name = place.attr("id") or ""
        if not _PLACE.fullmatch(name):
            continue
        part = document.find(attrs={"id": f"S:{name[2:]}"})
        if part is None or _holds(part, place):
            continue
        for fallback in _fallback_after(place):
            fallback.extract()
        for child in list(part.children):
            place.insert_before(child)
        place.extract()
        part.extract()


def _holds(part: Element, place: Element) -> bool:
    return any(ancestor == part for ancestor in place.ancestors)


def _fallback_after(place: Element) -> list[Node]:
    """Return what is shown while the part is awaited: all up to the comment that ends it."""
    found: list[Node] = []
    for node in place.next_siblings:
        if getattr(node, "data", None) == "/$" and not isinstance(node, Element):
            return found
        found.append(node)
        if len(found) > _MOST_PARTS:
            break
    return []


def _settle_shadows(document: Document) -> None:
    """A shadow root shows its own tree, with the element's children in its slots."""
    for template in document.select("template[shadowrootmode], template[shadowroot]")[:_MOST_PARTS]:
        host = template.parent
        if not isinstance(host, Element):
            continue
        light = [node for node in host.children if node != template]
        shadow = opened(template)
        if shadow is None:
            continue
        for node in light:
            _slot_for(shadow, node).append(node)
        template.replace_with(shadow)


def _slot_for(shadow: Element, node: Node) -> Element:
    name = (node.attr("slot") or "") if isinstance(node, Element) else ""
    for slot in shadow.select("slot")[:50]:
        if (slot.attr("name") or "") == name:
            return slot
    return shadow


def opened(template: Element) -> Element | None:
    """Return what a template holds as an element of its own, cut down to size like any page."""
    held = next((c for c in template.children if isinstance(c, DocumentFragment)), None)
    if held is None:
        return None
    house = Element("div")
    house.extend(list(held.children))
    bound(house, _LIMITS)
    return house


def without_scripts(document: Document) -> Element | None:
    """Return what a page says in `<noscript>` when it is an article: several paragraphs."""
    best: Element | None = None
    for noscript in document.select("body noscript")[:50]:
        if len(noscript.select("p")) >= 3 and (best is None or len(noscript.text) > len(best.text)):
            best = noscript
    if best is None:
        return None
    house = Element("div")
    house.extend(list(best.children))
    return house
