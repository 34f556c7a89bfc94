"""MathML without its source, written as TeX: the forms that prose has, the rest as plain signs."""

from __future__ import annotations

from collections.abc import Callable

from turbohtml import Element, Text

_DEEPEST = 40
_ROWS = ("mtr", "mlabeledtr")


def tex_of_mathml(math: Element) -> str:
    """Return TeX for a `<math>` element; what is nested past all sense is its bare text."""
    return " ".join(_tex(math, 0).split())


def _tex(element: Element, depth: int) -> str:
    if depth > _DEEPEST:
        return element.text
    if element.tag in ("annotation", "annotation-xml"):
        return ""
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, Element):
            parts.append(_tex(child, depth + 1))
        elif isinstance(child, Text) and child.data.strip():
            parts.append(child.data.strip())
    write = _FORMS.get(element.tag)
    if write is not None and len(parts) >= write[0]:
        return write[1](parts)
    if element.tag in _ROWS:
        return " & ".join(parts) + r" \\ "
    return "".join(parts)


def _group(part: str) -> str:
    return part if len(part) == 1 else f"{{{part}}}"


_FORMS: dict[str, tuple[int, Callable[[list[str]], str]]] = {
    "msup": (2, lambda p: f"{_group(p[0])}^{_group(p[1])}"),
    "msub": (2, lambda p: f"{_group(p[0])}_{_group(p[1])}"),
    "msubsup": (3, lambda p: f"{_group(p[0])}_{_group(p[1])}^{_group(p[2])}"),
    "munderover": (3, lambda p: f"{_group(p[0])}_{_group(p[1])}^{_group(p[2])}"),
    "munder": (2, lambda p: f"{_group(p[0])}_{_group(p[1])}"),
    "mover": (2, lambda p: f"{_group(p[0])}^{_group(p[1])}"),
    "mfrac": (2, lambda p: rf"\frac{{{p[0]}}}{{{p[1]}}}"),
    "msqrt": (1, lambda p: rf"\sqrt{{{''.join(p)}}}"),
    "mroot": (2, lambda p: rf"\sqrt[{p[1]}]{{{p[0]}}}"),
    "mtext": (1, lambda p: rf"\text{{{p[0]}}}"),
}
