"""The styles of a drawing: which attributes it may have, and its style sheets as attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Element, SelectorSyntaxError

_LOOK_WORDS = (
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation-filters cursor"
    " direction display dominant-baseline fill fill-opacity fill-rule filter flood-color"
    " flood-opacity font-family font-size font-style font-variant font-weight letter-spacing"
    " marker-end marker-mid marker-start mask opacity overflow paint-order shape-rendering"
    " stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap"
    " stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration"
    " text-rendering transform transform-origin unicode-bidi vector-effect visibility word-spacing"
    " writing-mode"
)
_LOOK = frozenset(_LOOK_WORDS.split())
_OTHER_WORDS = (
    "id x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height viewBox preserveAspectRatio"
    " pathLength gradientUnits gradientTransform spreadMethod offset patternUnits"
    " patternContentUnits patternTransform maskUnits maskContentUnits clipPathUnits markerUnits"
    " markerWidth markerHeight refX refY orient textLength lengthAdjust startOffset rotate in in2"
    " result stdDeviation mode operator k1 k2 k3 k4 type values tableValues slope intercept"
    " amplitude exponent filterUnits primitiveUnits xml:space"
)
ATTRIBUTES = _LOOK | frozenset(_OTHER_WORDS.split())
_URL = re.compile(r"url\(\s*[\"']?#[\w:.-]+[\"']?\s*\)")
_MOST_RULES, _MOST_MATCHES = 400, 50_000
_LONGEST_SHEET = 200_000


def has_safe_value(value: str) -> bool:
    """Tell whether a value names nothing outside of its drawing."""
    rest = _URL.sub("", value) if "url(" in value.lower() else value
    lower = rest.lower()
    return not ("url(" in lower or "\\" in lower or "script:" in lower or "expression" in lower)


def declarations(style: str) -> Iterator[tuple[str, str]]:
    """Yield the properties of a style with their values, without `!important`."""
    for part in style[:20_000].split(";"):
        name, colon, value = part.partition(":")
        value = value.replace("!important", "").strip()
        if colon and value:
            yield name.strip().lower(), value


def settle_styles(svg: Element) -> None:
    """Turn the style sheets and `style` attributes of a drawing into plain attributes."""
    sheets = list(svg.iter_elements("style"))
    css = _without_comments("\n".join(sheet.text for sheet in sheets)[:_LONGEST_SHEET])
    left = _MOST_MATCHES
    for selector, style in sorted(_rules(css), key=lambda rule: _weight(rule[0])):
        found = _matches(svg, selector)[:left]
        left -= len(found)
        for element in found:
            _set(element, style)
    for sheet in sheets:
        sheet.extract()
    for element in svg.iter_elements(include_self=True):
        if own := element.attr("style"):
            _set(element, own)


def _without_comments(css: str) -> str:
    first, *rest = css.split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    for part in css.split("}")[:_MOST_RULES]:
        head, _, style = part.rpartition("{")
        for selector in head.rpartition("{")[2].split(",")[:20]:
            name = selector.strip()
            if name and len(name) < 200 and not name.startswith("@") and ":" not in name:
                yield name, style


def _weight(selector: str) -> tuple[int, int]:
    """Return a selector's weight as style sheets reckon it: ids, then classes."""
    return selector.count("#"), selector.count(".") + selector.count("[")


def _matches(svg: Element, selector: str) -> list[Element]:
    try:
        found = svg.select(selector)
        return [svg, *found] if svg.matches(selector) else list(found)
    except (SelectorSyntaxError, ValueError):
        return []


def _set(element: Element, style: str) -> None:
    for name, value in declarations(style):
        if name in _LOOK and has_safe_value(value):
            element.attrs[name] = value
