"""The text of an article as readers select it, and marks painted around parts of it.

Places are counted in Unicode characters of that text. Scripts count them in the same way: see
`static/js/reader-marks.js` and docs/adr/0025-anchors-of-highlights.md.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape

from devket.core.types import SafeHtml

# What the sanitiser writes: attributes stand in double quotes, a bare `<` opens a tag.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^">]|"[^"]*")*)>')
_FORMULA = re.compile(r'class="(?:[^"]* )?math(?: [^"]*)?"')
_DRAWN = re.compile(r'<math(?: [a-z]+="[^"]*")*? alttext="([^"]*)"')
_UNIT = re.compile(r"&#?\w{1,32};|.", re.DOTALL)
_BLOCK_WORDS = (
    "blockquote caption col colgroup dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol"
    " p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_WORDS.split())


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of the text to be painted: from `start` up to `end`, `end` not included."""

    id: int
    start: int
    end: int
    color: str
    has_note: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text in the markup. A formula is one piece, whatever it was drawn with."""

    start: int
    end: int
    text: str
    is_formula: bool
    is_gap: bool  # white space between blocks, where a mark would be out of place


def text_of(html: str) -> str:
    """Return the text of an article as it is shown: its text nodes, one after the other.

    A formula counts as its TeX.
    """
    return "".join(piece.text for piece in _pieces(_one_break(html)))


def paint(html: SafeHtml, marks: Sequence[Mark]) -> SafeHtml:
    """Return the article with a `<mark>` around each piece of each mark; all else stays.

    Marks may overlap: the longer ones then stand outside. The first piece of a mark carries the
    id `h<id>`.
    """
    if not marks:
        return html
    source, done, at, named = _one_break(html), 0, 0, set[int]()
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    active: list[Mark] = []
    written: list[str] = []
    for piece in _pieces(source):
        end = at + len(piece.text)
        while waiting and waiting[-1].start < end:
            active.append(waiting.pop())
            active.sort(key=lambda mark: (mark.start - mark.end, mark.id))
        active = [mark for mark in active if mark.end > at]
        if active and not piece.is_gap:
            written.append(source[done : piece.start])
            written.extend(_painted(source, piece, at, active, named))
            done = piece.end
        at = end
    written.append(source[done:])
    return SafeHtml("".join(written))


def is_code(html: str, start: int, end: int) -> bool:
    """Tell whether a part of the text is within one code block."""
    source, at = _one_break(html), 0
    first = last = 0
    for piece in _pieces(source):
        if at <= start < at + len(piece.text):
            first = piece.start
        at += len(piece.text)
        if at >= end:
            last = piece.start
            break
    opened = source.rfind("<pre", 0, first)
    return opened >= 0 and source.find("</pre>", opened, last) < 0


def _one_break(html: str) -> str:
    """Return the markup with the line breaks that a parser would make of it."""
    return html.replace("\r\n", "\n").replace("\r", "\n") if "\r" in html else html


def _pieces(html: str) -> Iterator[_Piece]:
    """Yield the runs of text in their order."""
    tags = [*_TAG.finditer(html), None]
    at, before, ends_at = 0, "p", 0  # the edges of an article are edges of a block
    for number, tag in enumerate(tags):
        start = tag.start() if tag else len(html)
        if start < ends_at:  # inside a formula
            continue
        if start > at:
            is_gap = before in _BLOCKS or tag is None or tag[2] in _BLOCKS
            yield _piece(html, at, start, is_edge=is_gap)
        if tag is None:
            return
        at, before = tag.end(), tag[2]
        if before == "pre" and not tag[1] and html.startswith("\n", at):
            at += 1  # as a parser drops it
        if not tag[1] and before in ("span", "div") and _FORMULA.search(tag[3]):
            ends_at = _end_of(tags, number, len(html))
            yield _Piece(at, ends_at, _tex(html[at:ends_at]), is_formula=True, is_gap=False)
            at = ends_at


def _piece(html: str, start: int, end: int, *, is_edge: bool) -> _Piece:
    text = html[start:end]
    is_gap = is_edge and not text.strip()
    if "&" in text:
        text = unescape(text)
    return _Piece(start, end, text, is_formula=False, is_gap=is_gap)


def _end_of(tags: Sequence[re.Match[str] | None], number: int, length: int) -> int:
    """Return where the element that this tag opens has its end tag."""
    opened = tags[number]
    depth = 0
    for tag in tags[number:]:
        if tag is None or opened is None or tag[2] != opened[2]:
            continue
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return length


def _tex(inner: str) -> str:
    drawn = _DRAWN.search(inner)
    return unescape(drawn[1] if drawn else _TAG.sub("", inner))


def _painted(
    html: str, piece: _Piece, at: int, active: Sequence[Mark], named: set[int]
) -> Iterator[str]:
    """Yield the markup of a piece with its marks; `named` are those that have their id."""
    cuts = {0, len(piece.text)}
    if not piece.is_formula:
        cuts.update(edge - at for mark in active for edge in (mark.start, mark.end))
    inside = sorted(cut for cut in cuts if 0 <= cut <= len(piece.text))
    places = _places(html, piece)
    for start, end in itertools.pairwise(inside):
        over = [mark for mark in active if mark.start < at + end and mark.end > at + start]
        yield from (_opening(mark, is_first=mark.id not in named) for mark in over)
        named.update(mark.id for mark in over)
        yield html[places[start] : places[end]]
        yield "</mark>" * len(over)


def _places(html: str, piece: _Piece) -> Sequence[int]:
    """Return where each character of a piece begins in the markup, and where the last one ends."""
    if piece.is_formula:
        return [piece.start, *[piece.end] * len(piece.text)]
    if piece.end - piece.start == len(piece.text):
        return range(piece.start, piece.end + 1)
    found: list[int] = []
    for unit in _UNIT.finditer(html, piece.start, piece.end):
        found += [unit.start()] * len(unescape(unit[0]))
    return [*found, piece.end]


def _opening(mark: Mark, *, is_first: bool) -> str:
    name = f' id="h{mark.id}"' if is_first else ""
    note = " data-note" if mark.has_note else ""
    return (
        f'<mark class="hl"{name} data-highlight-id="{mark.id}" data-color="{escape(mark.color)}"'
        f"{note}>"
    )
