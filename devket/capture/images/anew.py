"""A photo that somebody uploads, written anew in several widths, or as a square of it. Pure.

Fit for the sandbox only. Nothing of the file but its pixels comes through: no camera notes, no
place, no second file. Imported by the sandbox's helper alone, for the decoder of HEIC is of no use
elsewhere.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from PIL import AvifImagePlugin, Image, ImageCms, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from devket.capture.images.inspect import (
    BOMB,
    BROKEN,
    TURNED,
    check_before_opening,
    check_pixels,
    form_of,
    name_of_other,
    orientation_of,
)
from devket.capture.images.model import Crop, ImageError, Thumbnail
from devket.capture.images.sizes import Size, Sizes
from devket.capture.images.square import SIDE, cut_out, square
from devket.capture.model import Limits

HEIF = "HEIF"
with suppress(ImportError):  # a Devket without its decoder refuses HEIC, and does all else
    import pi_heif

    pi_heif.register_heif_opener(
        thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
    )

TALLEST = 3  # times its width: what is taller, as a screenshot of a long page, is made smaller
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# Pixels each decoder manages within `sizes.MEMORY`, measured by `python -m bench pictures`. A
# JPEG is drawn at a half, a quarter or an eighth, unless it is one that comes in passes.
MOST_PIXELS = {
    "JPEG": 120_000_000,
    "passes": 30_000_000,  # of three colours each
    "PNG": 36_000_000,
    "GIF": 36_000_000,
    "WEBP": 13_000_000,
    "AVIF": 25_000_000,
    HEIF: 25_000_000,
}
_WHOLE = 16_000_000  # pixels up to which plain colours are made of all of them
_BAND = 64  # rows of what comes out of one band
_QUALITY, _METHOD = 80, 2  # a method above takes twice the time for a hundredth of the size
_TO_CUT = 8 * SIDE  # pixels across of which a square is cut: the smallest is an eighth of it
_TINY, _TINY_QUALITY = 24, 40
_PLAIN = frozenset({"L", "RGB", "CMYK", "RGBA"})
_DEEP = {"I;16": 1 / 256, "I;16L": 1 / 256, "I;16B": 1 / 256, "I;16N": 1 / 256, "I": 1 / 256}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

# No thread: a child of the sandbox may start none, but for HEIC.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
# The bounds above are the ones that count, and they are looked at before anything is decoded.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS["JPEG"]


def write_anew(data: bytes, widths: Sequence[int], limits: Limits) -> Sizes:
    """Return the picture, upright and in sRGB, in each of the widths; never larger than it is.

    Of an animation the first picture. `ImageError` as `inspect_image`, and with `pdf`.
    """
    with _told():
        return _written(_opened(data, max(widths), limits), widths)


def square_anew(data: bytes, limits: Limits, crop: Crop) -> Thumbnail:
    """Return a square of a picture as `square` does, of HEIC as well."""
    if not is_heic(data):
        return square(data, limits, crop)
    with _told():
        return cut_out(_opened(data, _TO_CUT, limits), crop)


@contextmanager
def _told() -> Iterator[None]:
    """Say of whatever goes wrong with a picture why it is refused."""
    try:
        yield
    except ImageError:
        raise
    except (MemoryError, *BOMB) as error:
        raise ImageError("too_many_pixels") from error
    except BROKEN as error:
        raise ImageError("broken") from error


def is_heic(data: bytes) -> bool:
    """Tell whether these bytes are for the decoder of HEIC, which cannot do without a thread."""
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS and form_of(data) is None


def _opened(data: bytes, width: int, limits: Limits) -> Image.Image:
    """Return the picture at its largest size, in RGB or RGBA."""
    form = _checked_form(data, limits)
    with Image.open(io.BytesIO(data), formats=(form,)) as image:
        passes = form == JpegImageFile.format and "progressive" in image.info
        most = MOST_PIXELS["passes"] * 3 // len(image.getbands()) if passes else MOST_PIXELS[form]
        check_pixels(*image.size, min(most, MOST_PIXELS[form]))
        turned = orientation_of(image) in TURNED
        box = (width * TALLEST, width) if turned else (width, width * TALLEST)
        large = _fit(image.size, box)
        image.draft(image.mode, large)
        image.load()
        note, profile = image.getexif().tobytes(), image.info.get("icc_profile")
        small = _shrunk(image, large)
    small = small.resize(large, Image.Resampling.LANCZOS) if small.size != large else small
    small = _in_srgb(small, profile)
    if orientation_of(image) > 1:
        small.info = {"exif": note}
        small = ImageOps.exif_transpose(small)
    small.info = {}
    return small


def _checked_form(data: bytes, limits: Limits) -> str:
    if not data:
        raise ImageError("empty")
    if len(data) > limits.max_image_bytes:
        raise ImageError("too_large")
    form = form_of(data)
    if form is None and is_heic(data):
        form = HEIF
    if form == HEIF and HEIF not in Image.OPEN:
        raise ImageError("heic")
    if form is None:
        raise ImageError(
            "pdf" if data[:1024].lstrip().startswith(b"%PDF-") else name_of_other(data, None)
        )
    check_before_opening(data, form, MOST_PIXELS.get(form, 0))
    return form


def _fit(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """Return the size that fits into the box, never larger than it is."""
    scale = min(1.0, box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _shrunk(image: Image.Image, large: tuple[int, int]) -> Image.Image:
    """Return the picture in plain colours, made smaller by a whole number, band by band.

    So there is never a second whole copy of a picture that is large.
    """
    width, height = image.size
    factor = max(1, width // large[0], height // large[1]) if width > large[0] else 1
    if width * height > _WHOLE:
        factor = max(2, factor)
    made: Image.Image | None = None
    step = _BAND * factor
    for top in range(0, height, step):
        band = _plain(image.crop((0, top, width, min(height, top + step))), image)
        band = band.reduce(factor) if factor > 1 else band
        if made is None:
            made = Image.new(band.mode, (-(-width // factor), -(-height // factor)))
        made.paste(band, (0, top // factor))
    assert made is not None, "a picture has at least one row"
    return made


def _plain(band: Image.Image, whole: Image.Image) -> Image.Image:
    """Return a band in one of the modes that can be made smaller."""
    if band.mode in _DEEP:
        band = band.convert("I").point(lambda value: value * _DEEP["I"]).convert("L")
    if whole.has_transparency_data:
        return band.convert("RGBA")
    if band.mode in _PLAIN:
        return band
    return band.convert("L" if band.mode in ("1", "F") else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in the colours every screen knows; a broken profile is none."""
    plain = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        with suppress(*BROKEN, ImageCms.PyCMSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            done = ImageCms.profileToProfile(image, source, _SRGB, outputMode=plain)
            if done is not None:
                image = done
    image = image.convert(plain)
    if plain == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    return image


def _written(large: Image.Image, widths: Sequence[int]) -> Sizes:
    """Write all sizes, each made from the next larger one."""
    made: list[Size] = []
    image = large
    for width in sorted(widths, reverse=True):
        fitting = _fit(image.size, (width, width * TALLEST))
        if made and fitting == image.size:
            made.append(made[-1])
            continue
        if fitting != image.size:
            image = image.resize(fitting, Image.Resampling.LANCZOS)
        made.append(Size(_webp(image, _QUALITY), *image.size))
    return Sizes(tuple(reversed(made)), _placeholder(image))


def _placeholder(image: Image.Image) -> str:
    if image.mode == "RGBA":
        return ""
    tiny = image.resize(_fit(image.size, (_TINY, _TINY)), Image.Resampling.BOX)
    return base64.b64encode(_webp(tiny, _TINY_QUALITY)).decode("ascii")


def _webp(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=_METHOD)
    return buffer.getvalue()
