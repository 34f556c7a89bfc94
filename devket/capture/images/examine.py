"""Any picture, from its bytes alone: bitmaps are looked at, drawings are written anew.

Pure: fit to run inside a sandbox process.
"""

from __future__ import annotations

from devket.capture.images import vector
from devket.capture.images.inspect import inspect_image
from devket.capture.images.model import ImageError, Picture
from devket.capture.model import Limits


def examine(data: bytes, declared: str | None, limits: Limits) -> Picture:
    """Return what is to be kept of a picture; raise `ImageError` as `inspect_image` does."""
    try:
        kind, width, height = inspect_image(data, declared, limits)
    except ImageError as error:
        if error.failure != "svg":
            raise
        drawing, width, height = vector.clean_svg(data)
        return Picture(drawing, vector.TYPE, width, height)
    return Picture(data, kind, width, height)
