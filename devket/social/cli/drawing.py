"""Pictures for the demo, drawn here so that none has to be shipped: hills, the sea, a shelf."""

from __future__ import annotations

import math
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

SIZE = (1600, 1200)
FACE = 384  # pixels of a person's picture
Colour = tuple[int, int, int]
# Sky above, sky below, sun, then the hills from the farthest to the nearest.
SCENES = {
    "dawn": ("#fad6a5", "#f6ecdb", "#fff7e5", "#d69678", "#96625c", "#4c3a42"),
    "dusk": ("#5c4678", "#f0966e", "#eb543c", "#8c5682", "#583864", "#2c203c"),
    "forest": ("#c4d6cc", "#e8eee2", "#fafaf0", "#8caa98", "#547868", "#24423c"),
    "sea": ("#cedee8", "#fae8d0", "#fff4dc", "#96b6c4", "#6e96aa", "#48748c"),
    "night": ("#121a34", "#3c4a6e", "#ece8d2", "#283454", "#1c243e", "#0e1224"),
}
SPINES = ("#b03a14", "#345448", "#d6a85c", "#3c4662", "#8c4e58", "#e2d4bc", "#5c6e46")
FACES = ("#de8c68", "#78966e", "#6086a4", "#9674aa", "#cca654", "#54948a", "#b0707c")
WALL, BOARD, LIGHT, DARK = "#f0e4d0", "#966c48", "#ffffff", "#141014"


def scene(name: str) -> bytes:
    """Return a picture as a JPEG, the same each time."""
    image = _shelf() if name == "shelf" else _hills(name)
    return _file(image, "JPEG", quality=88)


def face(number: int) -> bytes:
    """Return a person's picture as a WebP: two quiet shapes on a ground of their own."""
    ground = _colour(FACES[number % len(FACES)])
    image, draw = _canvas((FACE, FACE), ground)
    light, dark = _mixed(ground, _colour(LIGHT), 0.55), _mixed(ground, _colour(DARK), 0.45)
    middle, head = FACE / 2, FACE / 6 + number % 3 * FACE / 40
    draw.ellipse((middle - head, FACE * 0.22, middle + head, FACE * 0.22 + 2 * head), fill=light)
    draw.ellipse((FACE * 0.16, FACE * 0.62, FACE * 0.84, FACE * 1.3), fill=dark)
    return _file(image, "WEBP", quality=80)


def _canvas(size: tuple[int, int], ground: Colour) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    # Imported here: every process loads the commands, and only the demo draws.
    from PIL import Image, ImageDraw  # noqa: PLC0415  # for the reason above

    image = Image.new("RGB", size, ground)
    return image, ImageDraw.Draw(image)


def _hills(name: str) -> Image.Image:
    above, below, sun, *hills = map(_colour, SCENES[name])
    width, height = SIZE
    image, draw = _canvas(SIZE, above)
    for y in range(height):
        draw.line((0, y, width, y), fill=_mixed(above, below, y / height))
    dice = Random(name)
    x, y, radius = dice.randint(400, 1200), dice.randint(330, 520), dice.randint(70, 120)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=sun)
    for number, colour in enumerate(hills):
        start, wave = dice.random() * math.tau, 0.25 if name == "sea" else 1.0
        top = height * (0.55 + 0.15 * number)
        edge = [(at, top - _rise(at, start, number) * wave) for at in range(0, width + 20, 20)]
        draw.polygon([*edge, (width, height), (0, height)], fill=colour)
    return image


def _rise(at: int, start: float, number: int) -> float:
    slow = math.sin(at / (310 - 60 * number) + start) * (110 - 20 * number)
    return slow + math.sin(at / 97 + 2 * start) * 26


def _shelf() -> Image.Image:
    width, _ = SIZE
    image, draw = _canvas(SIZE, _colour(WALL))
    dice = Random("shelf")
    for board in (560, 1130):
        x = 40
        while x < width - 120:
            thick, tall = dice.randint(44, 104), dice.randint(330, 470)
            colour = _colour(dice.choice(SPINES))
            draw.rectangle((x, board - tall, x + thick, board), fill=colour)
            line = _mixed(colour, _colour(LIGHT), 0.4)
            draw.rectangle((x + 8, board - tall + 40, x + thick - 8, board - tall + 52), fill=line)
            x += thick + dice.choice((2, 2, 2, 26))
        draw.rectangle((0, board, width, board + 26), fill=BOARD)
    return image


def _colour(word: str) -> Colour:
    red, green, blue = bytes.fromhex(word.removeprefix("#"))
    return red, green, blue


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _file(image: Image.Image, kind: str, *, quality: int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, quality=quality)
    return buffer.getvalue()
