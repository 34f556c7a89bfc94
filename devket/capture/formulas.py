"""Draw the formulas of an article: TeX in `class="math"` becomes MathML. What is kept stays TeX.

latex2mathml reads the TeX. It passes text and addresses on as they are, so its tree is written out
here, by an allow-list and escaped. A formula that it does not know all of stays TeX: its source
reads better than half a drawing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape, unescape
from importlib import import_module
from types import ModuleType
from xml.etree.ElementTree import Element

from devket.core.types import SafeHtml

_MATH = re.compile(r'<(span|div) class="math">([^<]{1,3000})</\1>')
_MOST_FORMULAS = 400
_DEEPEST = 40  # tags in each other; nothing that people write comes near
_TAG_WORDS = (
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover"
    " mtable mtr mtd mstyle mpadded mphantom"
)
_TAGS = frozenset(_TAG_WORDS.split())
_LENGTH = re.compile(r"-?[\d.]{1,8}(?:em|ex|px|pt|%)?(?: -?[\d.]{1,8}(?:em|ex|px|pt|%)?){0,3}")
_WORD = re.compile(r"[a-z-]{4,24}")
_ATTRIBUTES = {
    "accent": _WORD,
    "columnalign": _WORD,
    "columnspacing": _LENGTH,
    "displaystyle": _WORD,
    "fence": _WORD,
    "form": _WORD,
    "linethickness": _LENGTH,
    "mathvariant": _WORD,
    "maxsize": _LENGTH,
    "minsize": _LENGTH,
    "rowspacing": _LENGTH,
    "stretchy": _WORD,
    "width": _LENGTH,
}
# One environment by each of its names.
_ALIGNED = re.compile(r"\\(begin|end)\{(?:aligned|alignedat|gathered|eqnarray\*?)\}")
_UNKNOWN_WORD = re.compile(r"[\\&${}]")
# Words of one's own may stand for each other: a line of them can grow to millions of signs.
_OWN_WORDS = re.compile(
    r"\\(?:(?:re)?new(?:command|environment)|providecommand|[egx]?def|DeclareMathOperator)"
    r"(?![A-Za-z])"
)
_MOST_LETTERS = 40_000  # of the TeX in one article: about a second, where all of it is odd
_MOST_KEPT = 400  # letters of a formula that is worth remembering


class _UnknownError(Exception):
    """A formula says something that is not drawn here."""


_FAULTS: tuple[type[Exception], ...] = (
    _UnknownError,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
)


def draw_formulas(html: SafeHtml) -> SafeHtml:
    """Return sanitised markup with its formulas drawn; all else stays byte for byte."""
    if 'class="math"' not in html:
        return html
    left = _MOST_LETTERS

    def drawn(match: re.Match[str]) -> str:
        nonlocal left
        tag, tex = match[1], unescape(match[2])
        left -= len(tex)
        markup = mathml_of(tex, is_display=tag == "div") if left >= 0 else ""
        return f'<{tag} class="math">{markup}</{tag}>' if markup else match[0]

    return SafeHtml(_MATH.sub(drawn, html, count=_MOST_FORMULAS))


def mathml_of(tex: str, *, is_display: bool) -> str:
    """Return MathML for TeX, empty when not all of it is known or it does not close."""
    if _OWN_WORDS.search(tex):
        return ""
    draw = _remembered if len(tex) <= _MOST_KEPT else _mathml
    return draw(tex, is_display=is_display)


def _mathml(tex: str, *, is_display: bool) -> str:
    try:
        tree = _library().convert_to_element(_ALIGNED.sub(r"\\\1{align*}", tex))
        inner = "".join(_written(child, 0) for child in tree)
    except _faults():
        return ""
    display = ' display="block"' if is_display else ""
    return f'<math{display} alttext="{escape(tex)}">{inner}</math>' if inner else ""


# An article is opened more than once, and drawing a formula takes half a millisecond.
_remembered = lru_cache(maxsize=2048)(_mathml)


@cache
def _library() -> ModuleType:
    """Load it with the first formula: its tables of signs are 14 MB that few processes need."""
    return import_module("latex2mathml.converter")


@cache
def _faults() -> tuple[type[Exception], ...]:
    told = vars(import_module("latex2mathml.exceptions")).values()
    own = (fault for fault in told if isinstance(fault, type) and issubclass(fault, Exception))
    return (*own, *_FAULTS)


def _written(element: Element, depth: int) -> str:
    text = unescape(element.text or "")
    if element.tag not in _TAGS or depth > _DEEPEST or _is_unknown(element.tag, text):
        raise _UnknownError
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value)
    )
    inner = escape(text) + "".join(_written(child, depth + 1) for child in element)
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"


def _is_unknown(tag: str, text: str) -> bool:
    """Tell a command or a sign of TeX that came through as it was, in the place of a letter."""
    return tag == "mi" and _UNKNOWN_WORD.search(text) is not None
