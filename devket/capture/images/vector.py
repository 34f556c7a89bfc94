"""Vector drawings (SVG) written anew: shapes, text and colours; nothing that acts or loads.

Styles become attributes, so a drawing needs no leave from a content security policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from turbohtml import Element, Node, Text, parse_fragment

from devket.capture.decode import decode
from devket.capture.images.model import ImageError
from devket.capture.images.styles import ATTRIBUTES, declarations, has_safe_value, settle_styles

TYPE = "image/svg+xml"
MOST_BYTES = 2 * 1024 * 1024
_INK = "#555"  # to be seen on light and on dark
_MOST_ELEMENTS = 20_000
_MOST_DRAWN = 60_000  # elements once every reference is followed
_DEEPEST = 200
_ELEMENT_WORDS = (
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan"
    " textPath marker clipPath mask pattern linearGradient radialGradient stop image a switch"
    " filter feGaussianBlur feOffset feMerge feMergeNode feFlood feComposite feColorMatrix feBlend"
    " feDropShadow feComponentTransfer feFuncR feFuncG feFuncB feFuncA"
)
_ELEMENTS = frozenset(_ELEMENT_WORDS.split())
_UNWRAPPED = frozenset({"a", "switch"})
_INLINE_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+", re.I)
_REFERENCE = re.compile(r"#([^\s\"')]+)")
_SHOWN = re.compile(r"<(?:path|rect|circle|ellipse|line|poly\w+|text|use|image)\b")
_NUMBER = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)(?:px|pt)?\s*")
_SPLIT = re.compile(r"[\s,]+")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean_svg(data: bytes) -> tuple[bytes, int, int]:
    """Return a drawing written anew with its width and height; raise `ImageError`."""
    if len(data) > MOST_BYTES:
        raise ImageError("too_large")
    return rewrite(parse_fragment(decode(data, TYPE)[0], positions=False).select_one("svg"))


def rewrite(svg: Element | None, *, is_in_page: bool = False) -> tuple[bytes, int, int]:
    """Return the drawing of an `<svg>` element (changed by this) as `clean_svg` does.

    One that stands in a page and has no colour of its own was painted by the page's style sheet,
    which is not here: its shapes become outlines, lest they come out as black boxes.
    """
    if svg is None:
        raise ImageError("broken")
    if sum(1 for _ in svg.iter_elements()) > _MOST_ELEMENTS:
        raise ImageError("too_complex")
    settle_styles(svg)
    if is_in_page and not any(_is_painted(one) for one in svg.iter_elements(include_self=True)):
        _paint_plainly(svg)
    _check_references(svg)
    width, height = size_of(svg)
    body = "".join(_written(svg, 0))
    if not _SHOWN.search(body):
        raise ImageError("empty")
    return _ILLEGAL.sub("", body).encode(), width, height


def _is_painted(element: Element) -> bool:
    return any(element.attr(name) not in (None, "", "none") for name in ("fill", "stroke"))


def _paint_plainly(svg: Element) -> None:
    svg.attrs["fill"], svg.attrs["stroke"] = "none", _INK
    for words in svg.iter_elements("text"):
        words.attrs["fill"], words.attrs["stroke"] = _INK, "none"


def size_of(svg: Element) -> tuple[int, int]:
    """Return width and height in pixels, from its own words or from its view box."""
    box = [float(part) for part in _SPLIT.split(svg.attr("viewBox") or "") if _is_number(part)]
    wide, high = (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else (0.0, 0.0)
    style = dict(declarations(svg.attr("style") or ""))
    width = _length(svg.attr("width") or "") or _length(style.get("max-width", ""))
    height = _length(svg.attr("height") or "")
    if width and not height and wide:
        height = width * high / wide
    if height and not width and high:
        width = height * wide / high
    return max(1, round(width or wide or 300)), max(1, round(height or high or 150))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,7}(?:\.\d{1,9})?", text) is not None


def _length(text: str) -> float:
    found = _NUMBER.fullmatch(text)
    return float(found[1]) if found else 0.0


def _written(element: Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if element.tag == "foreignObject":
        yield from _label(element)
    elif element.tag in _UNWRAPPED:
        yield from _children(element, depth)
    elif element.tag in _ELEMENTS:
        yield f"<{element.tag}{_attributes(element, is_root=depth == 0)}>"
        yield from _children(element, depth)
        yield f"</{element.tag}>"


def _children(element: Element, depth: int) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Element):
            yield from _written(child, depth + 1)
        elif isinstance(child, Text) and element.tag in ("text", "tspan", "textPath", "title"):
            yield escape(child.data, quote=False)


def _attributes(element: Element, *, is_root: bool) -> str:
    kept = {}
    for name in element.attrs:
        value = element.attr(name) or ""
        if name in ("href", "xlink:href"):
            is_safe = value.startswith("#") or (
                element.tag == "image" and _INLINE_PICTURE.fullmatch(value)
            )
            if is_safe:
                kept["href"] = value
        elif name in ATTRIBUTES and has_safe_value(value):
            kept[name] = value
    if is_root:
        width, height = size_of(element)
        kept |= {"xmlns": "http://www.w3.org/2000/svg"}
        kept |= {"width": str(width), "height": str(height)}
        kept.setdefault("viewBox", f"0 0 {width} {height}")
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())


def _label(holder: Element) -> Iterator[str]:
    """Write the words of a label that was HTML (Mermaid's are) as text in its middle."""
    lines = [line for line in holder.to_text().splitlines() if line.strip()][:20]
    width, height = (_length(holder.attr(name) or "") for name in ("width", "height"))
    left, top = (_length(holder.attr(name) or "") for name in ("x", "y"))
    first = top + height / 2 - 0.6 * (len(lines) - 1) * 16
    for number, line in enumerate(lines):
        place = f'x="{left + width / 2:g}" y="{first + number * 19.2:g}"'
        style = 'text-anchor="middle" dominant-baseline="central" font-size="16"'
        font = 'font-family="sans-serif" stroke="none" fill="#333"'
        yield f"<text {place} {style} {font}>{escape(line.strip(), quote=False)}</text>"


def _check_references(svg: Element) -> None:
    """Refuse drawings that grow without end when each reference is followed."""
    targets: dict[str, Element] = {}
    for one in svg.iter_elements():
        targets.setdefault(one.attr("id") or "", one)  # as browsers do: the first of a name
    sizes: dict[str, int] = {}
    if _drawn(svg, targets, sizes, frozenset(), 0) > _MOST_DRAWN:
        raise ImageError("too_complex")


def _drawn(
    root: Element,
    targets: dict[str, Element],
    sizes: dict[str, int],
    above: frozenset[str],
    depth: int,
) -> int:
    """Count what is drawn for an element, each reference at its target's size."""
    if depth > 12:
        raise ImageError("too_complex")
    total = 0
    for element in root.iter_elements(include_self=True):
        total += 1
        for name in _references(element):
            if name in above:
                raise ImageError("too_complex")
            if name in targets and name not in sizes:
                inner = above | {name}
                sizes[name] = _drawn(targets[name], targets, sizes, inner, depth + 1)
            total += sizes.get(name, 0)
    return total


def _references(node: Node) -> Iterator[str]:
    if not isinstance(node, Element):
        return
    for name in node.attrs:
        value = node.attr(name) or ""
        is_link = name in ("href", "xlink:href") and not value.startswith("data:")
        if is_link or "url(" in value:
            yield from (found[1] for found in _REFERENCE.finditer(value))
