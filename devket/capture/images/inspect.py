"""What one image is, from its bytes alone. Pure: fit to run inside a sandbox process.

What a server or a page says of the type is never believed.
"""

from __future__ import annotations

import io
import struct
import zlib

from PIL import ExifTags, Image
from PIL.AvifImagePlugin import AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from devket.capture.images.model import ImageError
from devket.capture.model import Limits

# Naming the classes registers just these five decoders; Pillow's other forty stay out of reach.
_CONTENT_TYPES = {
    JpegImageFile.format: "image/jpeg",
    PngImageFile.format: "image/png",
    GifImageFile.format: "image/gif",
    WebPImageFile.format: "image/webp",
    AvifImageFile.format: "image/avif",
}
_MAGIC = (
    (b"\xff\xd8\xff", JpegImageFile.format),
    (b"\x89PNG\r\n\x1a\n", PngImageFile.format),
    (b"GIF87a", GifImageFile.format),
    (b"GIF89a", GifImageFile.format),
)
# What Pillow and its plugins let through on broken bytes, found by feeding them such; warnings
# count among them when an operator turns them into errors.
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, RuntimeError, ArithmeticError, MemoryError),
    *(LookupError, TypeError, AttributeError, AssertionError, struct.error, zlib.error, Warning),
)
BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# A progressive JPEG is decoded anew for each scan, so thousands of tiny ones cost minutes.
_MOST_SCANS = 32
TURNED = frozenset({5, 6, 7, 8})


def inspect_image(data: bytes, declared: str | None, limits: Limits) -> tuple[str, int, int]:
    """Return content type, width and height as shown (EXIF orientation applied), in pixels.

    The size is checked before anything is decoded, then the picture (the first of an animation)
    is decoded once to see that it is whole. `declared`, the type that was promised, only helps to
    name what is refused. Raises `ImageError`.
    """
    if not data:
        raise ImageError("empty")
    if len(data) > limits.max_image_bytes:
        raise ImageError("too_large")
    form = form_of(data)
    if form is None:
        raise ImageError(name_of_other(data, declared))
    check_before_opening(data, form, limits.max_image_pixels)
    try:
        with Image.open(io.BytesIO(data), formats=(form,)) as image:
            width, height = image.size
            check_pixels(width, height, limits.max_image_pixels)
            # A JPEG is read whole but drawn at an eighth: an eighth of the memory and time.
            image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
            turned = orientation_of(image) in TURNED
    except ImageError:
        raise
    except BOMB as error:
        raise ImageError("too_many_pixels") from error
    except BROKEN as error:
        raise ImageError("broken") from error
    return _CONTENT_TYPES[form], *((height, width) if turned else (width, height))


def form_of(data: bytes) -> str | None:
    """Return the name of the one decoder that is to read these bytes, None when there is none."""
    for magic, form in _MAGIC:
        if data.startswith(magic):
            return form
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WebPImageFile.format
    if data[4:8] == b"ftyp" and (b"avif" in data[8:64] or b"avis" in data[8:64]):
        return AvifImageFile.format
    return None


def name_of_other(data: bytes, declared: str | None) -> str:
    """Return the word for bytes that are no bitmap: `svg`, `html`, `not_an_image`."""
    head = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in head or (data[:2] == b"\x1f\x8b" and "svg" in (declared or "").lower()):
        return "svg"
    return "html" if head.startswith(b"<") else "not_an_image"


def check_before_opening(data: bytes, form: str, most_pixels: int) -> None:
    """Refuse what costs too much as soon as it is opened; `ImageError`."""
    if form == JpegImageFile.format and data.count(b"\xff\xda") > _MOST_SCANS:
        raise ImageError("too_complex")
    if form == WebPImageFile.format:
        # Its decoder takes the memory of the whole canvas when it is made, not when it is used.
        check_pixels(*_webp_size(data), most_pixels)


def check_pixels(width: int, height: int, most: int) -> None:
    """Refuse a size that is none, or more than so many pixels; `ImageError`."""
    if width < 1 or height < 1:
        raise ImageError("broken")
    if width * height > most:
        raise ImageError("too_many_pixels")


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read the canvas from the first chunk (RFC 9649)."""
    chunk, head = data[12:16], data[20:30]
    if len(head) < 10:
        raise ImageError("broken")
    if chunk == b"VP8X":
        return (
            1 + int.from_bytes(head[4:7], "little"),
            1 + int.from_bytes(head[7:10], "little"),
        )
    if chunk == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", head[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise ImageError("broken")


def orientation_of(image: Image.Image) -> int:
    """Return how the camera was held, as EXIF counts it, from 1."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except BROKEN:
        return 1  # a picture with a broken camera note is still a picture
