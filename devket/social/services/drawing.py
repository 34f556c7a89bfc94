"""A quote drawn as a picture of 1200 by 630, for those who see only the preview of a post.

Pure: the same words are the same bytes. What the font has no letter for, such as emoji and
Arabic, is left out; where that would be too much of the quote, nothing is drawn.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pylopdf_fonts_ko

from devket.core.text import clip, one_line

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

SIZE = (1200, 630)
_PAPER, _INK, _MUTED, _ACCENT, _LINE = "#faf8f4", "#211e1a", "#635c51", "#b03a14", "#e6e1d7"
_MARK, _CHEVRON = "#ffffff", "#ffd9c4"
_LEFT, _RIGHT, _TOP, _FOOT = 96, 1104, 84, 516
_SIZES = (76, 68, 60, 54, 48, 42, 38, 34)  # the largest that fits is taken
_LEADING = 1.42
_MOST = 420  # characters
_ENOUGH = 0.7  # of the letters must be in the font
_ABSENT = "\U0010ffff"
_COLOURS = 32
# Words part at spaces; Han and kana anywhere but before what closes and after what opens.
_UNIT = re.compile(
    r"[「『（《〈【“‘(\[]*[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff][、。，．！？：；」』）》〉】”’)\]ー々]*"
    r"|[^\s\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+|\s+"
)
_MARKS = "“”\"'‘’「」『』«»"


def draw(quote: str, *, title: str, site: str) -> bytes | None:
    """Return the quote, where it stands and the mark of Devket as a PNG; None if it cannot be."""
    # Imported here and below: 3 MB in every process, of which few ever draw.
    from PIL import Image, ImageDraw  # noqa: PLC0415  # for the reason above

    words = clip(_drawable(one_line(quote)).strip(_MARKS + " "), _MOST).replace("…", "...")
    if not _is_enough(one_line(quote), words):
        return None
    image = Image.new("RGB", SIZE, _PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, 11, SIZE[1]), fill=_ACCENT)
    font, lines = _fitting(words)
    height = round(font.size * _LEADING)
    top = _TOP + max(0, (_FOOT - 40 - _TOP - height * len(lines)) // 2)
    for number, line in enumerate(lines):
        canvas.text((_LEFT, top + number * height), line, font=font, fill=_INK)
    _foot(canvas, _drawable(one_line(title)), _drawable(one_line(site)))
    written = BytesIO()
    few = image.quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def _foot(canvas: ImageDraw.ImageDraw, title: str, site: str) -> None:
    canvas.line((_LEFT, _FOOT, _RIGHT, _FOOT), fill=_LINE, width=2)
    room = _RIGHT - _LEFT - 110
    canvas.text((_LEFT, _FOOT + 18), _shortened(title or site, 28, room), font=_font(28), fill=_INK)
    if title and site:
        canvas.text((_LEFT, _FOOT + 56), _shortened(site, 22, room), font=_font(22), fill=_MUTED)
    _mark(canvas, _RIGHT - 64, _FOOT + 26)


def _mark(canvas: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """Draw the ribbon and the ket, as static/img/icons.svg has them on 64 units."""
    at = [(left + x, top + y) for x, y in ((15, 14), (26, 14), (26, 50), (20.5, 45), (15, 50))]
    canvas.rounded_rectangle((left, top, left + 64, top + 64), 14, fill=_ACCENT)
    canvas.polygon(at, fill=_MARK)
    ket = [(left + x, top + y) for x, y in ((36, 17.5), (49, 32), (36, 46.5))]
    canvas.line(ket, fill=_CHEVRON, width=7, joint="curve")
    for x, y in (ket[0], ket[2]):
        canvas.ellipse((x - 3.5, y - 3.5, x + 3.5, y + 3.5), fill=_CHEVRON)


def _fitting(words: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest font in which the words fit, and their lines; at the least, cut short."""
    for size in _SIZES:
        font, most = _font(size), int((_FOOT - 40 - _TOP) / (size * _LEADING))
        lines = _wrapped(words, font)
        if len(lines) <= most:
            return font, lines
    return font, [
        *lines[: most - 1],
        clip(f"{lines[most - 1]}  ", len(lines[most - 1])).replace("…", "..."),
    ]


def _wrapped(words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines, line = [], ""
    for unit in _units(words, font):
        if line and font.getlength((line + unit).rstrip()) > _RIGHT - _LEFT:
            lines.append(line.rstrip())
            line = ""
        line += unit if line else unit.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _units(words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Return what must not be parted; a word wider than a line is taken by its letters."""
    units: list[str] = []
    for unit in _UNIT.findall(words):
        units += list(unit) if font.getlength(unit) > _RIGHT - _LEFT else [unit]
    return units


def _shortened(words: str, size: int, room: int) -> str:
    font = _font(size)
    while words and font.getlength(words) > room:
        words = clip(words, len(words) - 1)
        if len(words) < 4:
            break
    return words


def _drawable(words: str) -> str:
    """Return the words without what the font has no letter for."""
    kept = " ".join("".join(char for char in words if char == " " or _has(char)).split())
    # Where a sign was left out its space would stand before the full stop. The font has its
    # ellipsis in the middle of the line.
    return re.sub(r" +(?=[.,;:!?…])", "", kept).replace("…", "...")


def _is_enough(asked: str, drawn: str) -> bool:
    letters = sum(char.isalnum() for char in clip(asked, _MOST))
    return bool(drawn) and sum(char.isalnum() for char in drawn) >= _ENOUGH * letters


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415  # as above

    # Pillow's own layout: the same on every machine, whatever shaping library is there.
    path = str(pylopdf_fonts_ko.sans_path())
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _absent() -> bytes:
    return bytes(_font(22).getmask(_ABSENT))


@cache
def _has(char: str) -> bool:
    return char.isprintable() and bytes(_font(22).getmask(char)) != _absent()
