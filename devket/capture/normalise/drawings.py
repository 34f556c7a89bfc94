"""Drawings in a page's own markup (`<svg>`): figures become pictures, signs and icons go."""

from __future__ import annotations

import base64
from itertools import islice

from turbohtml import Document, Element

from devket.capture.images.inline import inline_name
from devket.capture.images.model import ImageError
from devket.capture.images.vector import TYPE, rewrite, size_of
from devket.core.text import clip, one_line

_LEAST_WIDTH, _LEAST_HEIGHT = 120, 60  # pixels: what is smaller is a sign
_LEAST_SHAPES = 3
_MOST_DRAWINGS = 40
_LONGEST = 400_000  # characters of one drawing
_LONGEST_TOTAL = 3_000_000
_SHAPES = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"]
_ELSEWHERE = "a, button, nav, header, footer, aside, h1, h2, h3, label, summary, [role=button], pre"


def settle_drawings(root: Document | Element, inline: dict[str, str]) -> None:
    """Exchange large drawings for images of themselves, put aside in `inline`; leave the rest."""
    left, room = _MOST_DRAWINGS, _LONGEST_TOTAL
    for svg in root.select("svg"):
        if left <= 0 or room <= 0:
            return
        if not _is_figure(svg):
            continue
        words = _words_of(svg)
        try:
            drawing, width, height = rewrite(svg, is_in_page=True)
        except ImageError:
            continue
        if len(drawing) > _LONGEST:
            continue
        left, room = left - 1, room - len(drawing)
        address = f"data:{TYPE};base64,{base64.b64encode(drawing).decode()}"
        name = inline_name(address)
        inline[name] = address
        size = {"width": str(width), "height": str(height)}
        svg.replace_with(Element("img", {"src": name, "alt": words, **size}))


def _is_figure(svg: Element) -> bool:
    """Tell whether a drawing is one of the article's figures: large, of shapes, in its flow."""
    if svg.attr("aria-hidden") == "true" and svg.closest("figure") is None:
        return False
    if svg.closest(_ELSEWHERE) is not None or svg.closest("svg svg") is not None:
        return False
    width, height = size_of(svg)
    if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
        return False
    return len(list(islice(svg.iter_elements(_SHAPES), _LEAST_SHAPES))) == _LEAST_SHAPES


def _words_of(svg: Element) -> str:
    label = svg.attr("aria-label") or ""
    if not label:
        title = svg.find("title")
        label = title.text if title is not None else ""
    return clip(one_line(label), 200)
