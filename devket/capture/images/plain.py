"""A picture as every reader of books shows it: JPEG where nothing shines through, else PNG."""

from __future__ import annotations

import io

from PIL import Image

from devket.capture.images.inspect import BROKEN, inspect_image
from devket.capture.images.model import ImageError
from devket.capture.images.thumbnail import turned_upright
from devket.capture.model import Limits

LONGEST = 1600  # pixels of a side: more than a reader's screen has
_QUALITY = 82
_COLOURS = 256  # of a picture that shines through: else PNG is several times its source


def plain_picture(data: bytes, content_type: str | None, limits: Limits) -> tuple[bytes, str]:
    """Return the picture as JPEG or PNG with its type, at most `LONGEST` pixels a side.

    Of an animation the first picture. Raises what `inspect_image` raises.
    """
    inspect_image(data, content_type, limits)
    try:
        with Image.open(io.BytesIO(data)) as image:
            whole = turned_upright(image)
        whole.thumbnail((LONGEST, LONGEST), reducing_gap=2.0)
        buffer = io.BytesIO()
        if whole.mode == "RGBA":
            few = whole.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE)
            few.save(buffer, "PNG")
            return buffer.getvalue(), "image/png"
        whole.save(buffer, "JPEG", quality=_QUALITY)
    except BROKEN as error:
        raise ImageError("broken") from error
    return buffer.getvalue(), "image/jpeg"
