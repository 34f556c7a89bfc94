"""A square cut out of a picture, small: what stands beside a person's name."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from devket.capture.images.inspect import BROKEN, ImageError, inspect_image
from devket.capture.images.thumbnail import Thumbnail, turned_upright
from devket.capture.model import Limits

SIDE = 400  # pixels at most
_QUALITY = 82
_WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Crop:
    """Which square: its side in thousandths of the shorter one, its place in those of the rest.

    So every crop fits every picture; the default is as much of the middle as there is.
    """

    x: int = 500
    y: int = 500
    size: int = _WHOLE

    def within(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom in a picture of that size."""
        side = max(1, min(width, height) * min(max(self.size, 1), _WHOLE) // _WHOLE)
        left = (width - side) * min(max(self.x, 0), _WHOLE) // _WHOLE
        top = (height - side) * min(max(self.y, 0), _WHOLE) // _WHOLE
        return left, top, left + side, top + side


CENTRE = Crop()


def square(data: bytes, limits: Limits, crop: Crop = CENTRE) -> Thumbnail:
    """Return a square of a picture as WebP, at most `SIDE` pixels wide, without its camera's notes.

    Of an animation the first picture. Raises what `inspect_image` raises.
    """
    inspect_image(data, None, limits)
    try:
        with Image.open(io.BytesIO(data)) as image:
            # A JPEG is drawn no larger than the square needs it, in a fraction of the memory.
            left, _, right, _ = crop.within(*image.size)
            share = min(1.0, 2 * SIDE / (right - left))
            image.draft("RGB", (round(image.width * share), round(image.height * share)))
            return cut_out(turned_upright(image), crop)
    except BROKEN as error:
        raise ImageError("broken") from error


def cut_out(whole: Image.Image, crop: Crop) -> Thumbnail:
    """Return the square of a picture that stands upright."""
    cut = whole.crop(crop.within(*whole.size))
    cut.thumbnail((SIDE, SIDE), reducing_gap=2.0)
    buffer = io.BytesIO()
    cut.save(buffer, "WEBP", quality=_QUALITY, method=4)
    return Thumbnail(buffer.getvalue(), *cut.size)
