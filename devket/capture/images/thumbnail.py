"""A small copy of a picture for cards and lists: WebP, of a bounded size."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from devket.capture.images.inspect import BROKEN, inspect_image
from devket.capture.images.model import ImageError, Thumbnail
from devket.capture.model import Limits

WIDTH, HEIGHT = 640, 960  # pixels at most: twice what a card shows
_QUALITY = 78
_MODES = frozenset({"RGB", "RGBA"})


def thumbnail(data: bytes, content_type: str | None, limits: Limits) -> Thumbnail:
    """Return a copy of a picture at most 640 by 960 pixels, never larger than itself.

    Of an animation the first picture. Drawings need none: `ImageError` with `svg`, and all
    else that `inspect_image` raises.
    """
    inspect_image(data, content_type, limits)
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", (2 * WIDTH, 2 * HEIGHT))
            turned = turned_upright(image)
        turned.thumbnail((WIDTH, HEIGHT), reducing_gap=2.0)
        buffer = io.BytesIO()
        turned.save(buffer, "WEBP", quality=_QUALITY, method=2)
    except BROKEN as error:
        raise ImageError("broken") from error
    return Thumbnail(buffer.getvalue(), *turned.size)


def turned_upright(image: Image.Image) -> Image.Image:
    """Return a picture in plain colours, turned as its camera was held."""
    whole = image.convert("RGBA" if image.has_transparency_data else "RGB")
    # Turned by hand: `exif_transpose` reads the note of the picture as it was opened.
    whole.info["exif"] = image.info.get("exif", b"")
    return ImageOps.exif_transpose(whole) if whole.info["exif"] else whole
