"""Lines of pages to an article: paragraphs, headings, lists and code; page furniture dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from turbohtml import Element, Text

from devket.capture.code import CodeBlock, CodeStore
from devket.capture.files.pdf.furniture import plain, without_furniture
from devket.capture.files.pdf.lines import Line

# Page number from 0: titles of the outline with their level from 0.
Outline = dict[int, list[tuple[str, int]]]

_NUMBERING = re.compile(
    r"^(?:(?:chapter|appendix|section)\s+)?[\dA-Z]{0,3}(?:\.\d+)*[.:)]?\s+", re.I
)
_BULLET = re.compile(r"^[•‣▪◦●○■□–∙·*]\s+")
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\[\d{1,3}\])\s+\S")
_ENDS = re.compile(r"[.!?:;。！？」』)\]\"”’]$")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_LONGEST_HEADING = 200
_WIDEST_INDENT = 200  # columns
_MOST_LEADING = 0.75  # between lines of one paragraph, in type sizes
_MOST_GAP = 3  # empty lines that stay in one block of code
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")


def body_size(lines: list[Line]) -> float:
    """Return the type size in which most of the text is set, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def article_of(lines: list[Line], headings: Headings, store: CodeStore) -> Element:
    """Return the article; its code is held in `store`."""
    root = Element("div")
    for block in _blocks(without_furniture(lines), headings):
        _append(root, block, store)
    return root


class Headings:
    """Which lines are headings: those of the outline, or else those set larger."""

    def __init__(self, lines: list[Line], outline: Outline) -> None:
        self._marks = {
            (page, form): level
            for page, titles in outline.items()
            for title, level in titles
            for form in (plain(title), plain(_NUMBERING.sub("", title)))
            if len(form) > 1
        }
        self._body = body_size(lines)
        larger = {line.size for line in lines if line.size > 1.15 * self._body}
        self._ranks = {size: rank for rank, size in enumerate(sorted(larger, reverse=True))}

    def level(self, text: str, line: Line) -> int | None:
        """Return the level of a heading, from 2; None of all else."""
        if len(text) > _LONGEST_HEADING or line.is_mono:
            return None
        level = self._marked(text, line)
        if level is not None:
            return min(2 + level, 5)
        if self._marks and line.size <= 1.3 * self._body:
            return None
        rank = self._ranks.get(line.size)
        has_words = sum(map(str.isalpha, text)) > len(text) * 0.4
        return None if rank is None or not has_words else min(2 + rank, 4)

    def names(self, line: Line) -> bool:
        """Tell whether the outline names this line, which then heads a part and not the whole."""
        return len(self._marks) > 1 and self._marked(line.text, line) is not None

    def _marked(self, text: str, line: Line) -> int | None:
        forms = (plain(text), plain(_NUMBERING.sub("", text)))
        found = (self._marks.get((line.page, form)) for form in forms)
        return next((level for level in found if level is not None), None)


class _Block:
    """Lines that belong together; `level` is a heading's."""

    def __init__(self, kind: str, line: Line, level: int = 0) -> None:
        self.kind, self.lines, self.level = kind, [line], level

    @property
    def last(self) -> Line:
        return self.lines[-1]


def _blocks(lines: list[Line], headings: Headings) -> Iterator[_Block]:
    block: _Block | None = None
    for index, line in enumerate(lines):
        level = headings.level(line.text, line)
        kind = "heading" if level else "code" if line.is_mono else "text"
        if block is not None and kind == block.kind and _goes_on(block, line, level, lines, index):
            block.lines.append(line)
            continue
        if block is not None:
            yield block
        block = _Block(kind, line, level or 0)
    if block is not None:
        yield block


def _goes_on(block: _Block, line: Line, level: int | None, lines: list[Line], index: int) -> bool:
    """Tell whether a line belongs to the block before it, which is of its kind."""
    last = block.last
    if block.kind == "heading":
        return level == block.level and line.size == last.size and _gap(last, line) < 0.9
    if block.kind == "code":
        return last.page != line.page or -0.5 < _gap(last, line) < 1.3 * _MOST_GAP
    return _same_paragraph(block, line, lines, index)


def _gap(last: Line, line: Line) -> float:
    """Return the space between two lines, in type sizes."""
    return (line.top - last.bottom) / max(last.size, 1.0)


def _same_paragraph(block: _Block, line: Line, lines: list[Line], index: int) -> bool:
    last, size = block.last, max(block.last.size, 1.0)
    if _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return False
    if abs(line.size - last.size) > 0.1 * size or (line.is_bold and not last.is_bold):
        return False
    if line.page != last.page or line.top < last.top - size:
        return not _ENDS.search(last.text[-2:]) and _goes_on_in_words(line.text)
    if _gap(last, line) > _MOST_LEADING:
        return False
    is_listed = bool(_BULLET.match(block.lines[0].text) or _NUMBERED.match(block.lines[0].text))
    first_pair = len(block.lines) == 1
    if line.left - last.left > 0.8 * size and not (is_listed and first_pair):
        return False
    right = max(one.right for one in lines[max(0, index - 4) : index + 4] if _beside(one, last))
    is_short = right - last.right > 4 * size
    return not (is_short and _ENDS.search(last.text[-2:]))


def _beside(one: Line, last: Line) -> bool:
    return one.page == last.page and abs(one.left - last.left) < 4 * last.size


def _goes_on_in_words(text: str) -> bool:
    return text[:1].islower() or bool(_WIDE.match(text))


def _append(root: Element, block: _Block, store: CodeStore) -> None:
    if block.kind == "code":
        root.append(store.hold(CodeBlock(_code(block.lines))))
        return
    text = _joined(block.lines)
    if block.kind == "heading":
        root.append(Element(f"h{block.level}", None, [Text(text)]))
    elif _BULLET.match(text):
        before = root.children[-1] if root.children else None
        items = before if isinstance(before, Element) and before.tag == "ul" else Element("ul")
        items.append(Element("li", None, [Text(_BULLET.sub("", text))]))
        root.append(items)
    else:
        root.append(Element("p", None, [Text(text)]))


def _joined(lines: list[Line]) -> str:
    """Return the lines as one text; words that were parted at a line's end are whole again."""
    text = ""
    for line in lines:
        part = line.text.strip()
        if _HYPHEN.search(text[-2:]) and part[:1].islower():
            text = text[:-1] + part
        elif not text or (_WIDE.match(text[-1]) and _WIDE.match(part)):
            text += part
        else:
            text = f"{text} {part}"
    return text


def _code(lines: list[Line]) -> str:
    """Return code with its columns and empty lines, from where its letters stand."""
    left = min(line.left if not line.cells else line.cells[0][0] for line in lines)
    pitch = sorted(line.pitch for line in lines)[len(lines) // 2] or lines[0].size * 0.6
    leading = _leading(lines)
    rows: list[str] = []
    last: Line | None = None
    for line in lines:
        if last is not None and last.page == line.page and leading:
            empty = round((line.top - last.top) / leading) - 1
            rows += [""] * max(0, min(empty, _MOST_GAP))
        rows.append(_row(line, left, pitch))
        last = line
    return "\n".join(rows) + "\n"


def _leading(lines: list[Line]) -> float:
    """Return the usual distance from line to line, in points."""
    steps = sorted(
        later.top - one.top
        for one, later in pairwise(lines)
        if later.page == one.page and later.top > one.top
    )
    return steps[len(steps) // 4] if steps else 0.0


def _row(line: Line, left: float, pitch: float) -> str:
    row = ""
    for place, letter in line.cells:
        column = min(round((place - left) / pitch), len(row) + _WIDEST_INDENT) if pitch else 0
        # A letter two columns wide has moved all that follow it.
        row += " " * max(0, column - len(row) - len(_WIDE.findall(row))) + letter
    return row
