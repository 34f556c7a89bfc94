"""The lines of a PDF's pages with their place and type, as PDFium finds them."""

from __future__ import annotations

import ctypes
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from statistics import median
from typing import Any

_ONE = re.compile(r"[^\r\n]+")
_MONO = re.compile(
    r"mono|courier|consol|menlo|cmtt|sftt|typewriter|code|inconsolata|nimbusmon|andale", re.I
)
_BOLD = re.compile(r"bold|black|heavy|cmbx|sfbx|semibold", re.I)
_FIXED_PITCH = 1  # bit of the font descriptor's flags (PDF 1.7, table 123)
_JOINT = str.maketrans("", "", "\x02\ufffe\ufffd")  # where PDFium took a hyphen out
_ABOVE = 0.75  # of a type size lies above the baseline
_LONGEST_LINE = 4_000
_MOST_CHARACTERS = 60_000  # on one page


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: edges in points from the page's left and top, type size in points."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_mono: bool = False
    is_bold: bool = False
    # Of lines in a fixed pitch: each letter with its left edge, from which columns come back.
    cells: tuple[tuple[float, str], ...] = ()
    pitch: float = 0.0  # width of a column, in points


class PageText:
    """The letters of one page; `raw` is PDFium's own interface, `handle` a loaded text page."""

    def __init__(self, raw: Any, handle: Any, height: float, page: int) -> None:
        self._raw, self._handle, self._height, self._page = raw, handle, height, page
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._matrix = raw.FS_MATRIX()

    def lines(self) -> Iterator[Line]:
        """Yield the lines in the order in which they were drawn, which is mostly reading order."""
        text = self._text()
        for found in _ONE.finditer(text):
            line = found[0][:_LONGEST_LINE]
            words = line.strip()
            if words.translate(_JOINT).strip():
                start = found.start() + len(line) - len(line.lstrip())
                yield self._line(words, start, start + len(words) - 1)

    def _text(self) -> str:
        count = min(max(self._raw.FPDFText_CountChars(self._handle), 0), _MOST_CHARACTERS)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self._raw.FPDFText_GetText(self._handle, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        # Letters beyond the basic plane put the two counts out of step: ask for each by itself.
        codes = (self._raw.FPDFText_GetUnicode(self._handle, index) for index in range(count))
        return "".join(chr(code) if 0 < code < 0xD800 or code > 0xDFFF else " " for code in codes)

    def _line(self, words: str, first: int, last: int) -> Line:
        left, right = self._edges_of(first)[0], self._edges_of(last)[1]
        size = self._size((first + last) // 2) or 10.0
        upper, lower = self._baseline(first), self._baseline(last)
        fonts = [self._font(index) for index in (first, (first + last) // 2, last)]
        is_mono = all(mono for mono, _ in fonts)
        cells = self._cells(words, first) if is_mono else ()
        return Line(
            text=words.translate(_JOINT),
            page=self._page,
            left=left,
            right=right,
            # By the baseline: the ink of a brace stands higher than that of a dash.
            top=self._height - max(upper, lower) - _ABOVE * size,
            bottom=self._height - min(upper, lower) + (1 - _ABOVE) * size,
            size=size,
            is_mono=is_mono,
            is_bold=all(bold for _, bold in fonts),
            cells=cells,
            pitch=_pitch_of(cells),
        )

    def _cells(self, words: str, first: int) -> tuple[tuple[float, str], ...]:
        return tuple(
            (self._origin(first + offset), letter)
            for offset, letter in enumerate(words)
            if not letter.isspace()
        )

    def _edges_of(self, index: int) -> tuple[float, float]:
        """Return left and right of a letter's ink."""
        self._raw.FPDFText_GetCharBox(self._handle, index, *self._edges)
        return self._edges[0].value, self._edges[1].value

    def _baseline(self, index: int) -> float:
        """Return how high above the page's foot a letter stands."""
        self._origin(index)
        return self._edges[1].value

    def _origin(self, index: int) -> float:
        """Return where a letter's cell begins: its box begins where its ink does."""
        x, y = self._edges[0], self._edges[1]
        self._raw.FPDFText_GetCharOrigin(self._handle, index, x, y)
        return x.value

    def _size(self, index: int) -> float:
        size = float(self._raw.FPDFText_GetFontSize(self._handle, index))
        if self._raw.FPDFText_GetMatrix(self._handle, index, self._matrix):
            # Many writers set the size to one and scale the text instead.
            size *= hypot(self._matrix.c, self._matrix.d)
        return round(size, 1)

    def _font(self, index: int) -> tuple[bool, bool]:
        """Tell whether a letter's font is of fixed pitch, and whether it is bold."""
        flags, buffer = ctypes.c_int(), ctypes.create_string_buffer(128)
        self._raw.FPDFText_GetFontInfo(self._handle, index, buffer, 128, flags)
        return _look_of(buffer.value, flags.value)


@functools.lru_cache(maxsize=256)
def _look_of(name: bytes, flags: int) -> tuple[bool, bool]:
    plain = name.decode("utf-8", "replace")
    is_fixed = flags > 0 and bool(flags & _FIXED_PITCH)
    return is_fixed or bool(_MONO.search(plain)), bool(_BOLD.search(plain))


def _pitch_of(cells: tuple[tuple[float, str], ...]) -> float:
    steps = [right - left for (left, _), (right, _) in pairwise(cells) if right > left]
    # Where letters stand apart a step is several columns wide, so the lower half decides.
    return median(sorted(steps)[: len(steps) // 2 + 1]) if steps else 0.0
