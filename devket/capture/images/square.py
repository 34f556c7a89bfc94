"""A square cut out of a picture, small: what stands beside a person's name."""

from __future__ import annotations

import io

from PIL import Image

from devket.capture.images.inspect import BROKEN, inspect_image
from devket.capture.images.model import Crop, ImageError, Thumbnail
from devket.capture.images.thumbnail import turned_upright
from devket.capture.model import Limits

SIDE = 400  # pixels at most
_QUALITY = 82


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
