"""Formulas in one form: the TeX source a renderer kept, once, in `class="math"`."""

from __future__ import annotations

import re

from turbohtml import Document, Element, Node, Text

from devket.capture.normalise.mathml import tex_of_mathml

_ROOTS = (
    ".katex-display, .katex, .mwe-math-element, mjx-container, .MathJax_Display, .MathJax,"
    " .MathJax_SVG, .temml, math"
)
_STYLED = re.compile(r"^\{\\(?:display|text)style\s(.*)\}$", re.DOTALL)
# Source that a script was to draw: `\\[…\\]` displayed, `\\(…\\)` in the line.
_WRITTEN = "div.math, p.math, span.math, .arithmatex, .MathJax_Preview, p.formulaDsp"
_DELIMITED = re.compile(r"\\\[(.+)\\\]|\\\((.+)\\\)", re.DOTALL)
_PICTURE = (
    "img.latex, img.tex, img.math, img.mathjax, div.math img[alt],"
    ' img[class*="mwe-math"], img[src*="latex.php"], img[src*="latex.codecogs"]'
)


def settle_maths(root: Document | Element) -> None:
    """Replace every formula by its TeX; the drawn copy, the spoken copy and the fallback go."""
    for script in root.select('script[type^="math/tex"], script[type^="math/asciimath"]'):
        is_display = "mode=display" in (script.attr("type") or "")
        script.replace_with(_formula(script.text, is_display=is_display))
    for preview in root.select(".MathJax_Preview, .katex-html, .MJX_Assistive_MathML"):
        if preview.closest(".math") is None and preview.tag != "math":
            _drop_preview(preview)
    for drawn in root.select(_ROOTS):
        if drawn.parent is not None and drawn.closest("[data-settled]") is None:
            _settle(drawn)
    _settle_sources(root)
    for done in root.select("[data-settled]"):
        del done.attrs["data-settled"]


def _settle_sources(root: Document | Element) -> None:
    """Take the TeX that stands as the words of a picture, or as text for a script to draw."""
    for picture in root.select(_PICTURE):
        if alt := (picture.attr("alt") or "").strip():
            picture.replace_with(_formula(alt, is_display=False))
    for written in root.select(_WRITTEN):
        if found := _DELIMITED.fullmatch(written.text.strip()):
            written.replace_with(_formula(found[1] or found[2], is_display=bool(found[1])))


def _drop_preview(preview: Element) -> None:
    """What KaTeX drew goes when its source is there beside it; a preview always goes."""
    katex = preview.closest(".katex")
    if katex is None or katex.select_one("annotation") is not None:
        preview.extract()


def _settle(drawn: Element) -> None:
    if _follows_source(drawn):
        drawn.extract()
        return
    tex = _tex_of(drawn)
    if not tex:
        if drawn.tag != "math":
            drawn.unwrap()
        return
    inner = drawn.select_one("math")
    is_display = (
        "display" in (drawn.attr("class") or "")
        or drawn.attr("display") in ("true", "block")
        or (inner is not None and inner.attr("display") == "block")
    )
    drawn.replace_with(_formula(tex, is_display=is_display))


def _follows_source(drawn: Element) -> bool:
    """MathJax 2 leaves its source in a script after what it drew, settled before this."""
    following: Node | None = drawn.next_sibling
    while isinstance(following, Text) and not following.data.strip():
        following = following.next_sibling
    return (
        isinstance(following, Element)
        and following.attr("data-settled") == "script"
        and drawn.tag != "math"
    )


def _tex_of(drawn: Element) -> str:
    for annotation in drawn.select("annotation"):
        if "tex" in (annotation.attr("encoding") or "").lower():
            return annotation.text.strip()
    for name in ("data-latex", "data-tex", "alttext", "data-expr", "aria-label"):
        for element in (drawn, *drawn.select(f"[{name}]")[:1]):
            if value := (element.attr(name) or "").strip():
                return value
    image = drawn.select_one("img[alt]")
    if image is not None:
        return (image.attr("alt") or "").strip()
    if drawn.tag == "math":
        return tex_of_mathml(drawn)
    inner = drawn.find("math")
    if inner is not None:
        return tex_of_mathml(inner)
    # Nothing but what was drawn: better its letters than nothing.
    is_text = drawn.tag == "mjx-container" or drawn.has_class("katex")
    return " ".join(drawn.text.split()) if is_text else ""


def _formula(tex: str, *, is_display: bool) -> Element:
    match = _STYLED.match(tex.strip())
    source = (match[1] if match else tex).strip()
    tag = "div" if is_display else "span"
    return Element(tag, {"class": "math", "data-settled": "script"}, [Text(source)])
