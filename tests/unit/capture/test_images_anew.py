"""Uploaded pictures written anew: every kind that is taken, every trick that is not."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

import pytest
from PIL import ExifTags, Image, ImageCms, features

from devket.capture.images import ImageError
from devket.capture.images.anew import MOST_PIXELS, write_anew
from devket.capture.images.sizes import Sizes
from devket.capture.model import Limits
from devket.capture.sandbox.parent import Sandbox
from tests.factories.photos import camera_notes, camera_photo, drawing, encoded, heic, photo

WIDTHS = (480, 960, 1600)
MOST_BYTES = 25_000_000
SECRET = b"<script>alert('what stood behind the picture')</script>"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Read in the helper, as the worker does."""
    with Sandbox() as made:
        yield made


def anew(data: bytes) -> Sizes:
    """Write a picture anew in this process."""
    return write_anew(data, WIDTHS, Limits(max_image_bytes=MOST_BYTES))


def shown(made: Sizes, at: int = -1) -> Image.Image:
    """Open one of the sizes."""
    image = Image.open(io.BytesIO(made.sizes[at].data))
    assert image.format == "WEBP"
    return image


def corner(made: Sizes) -> tuple[int, ...]:
    """Return the colour near the upper left corner."""
    colour = shown(made).convert("RGB").getpixel((3, 3))
    assert isinstance(colour, tuple)
    return tuple(map(int, colour))


def frames(form: str) -> bytes:
    """Return an animation whose first picture is the drawing."""
    others = [Image.new("RGB", (300, 200), (0, 0, 200 + number)) for number in range(20)]
    return encoded(drawing(300, 200), form, save_all=True, append_images=others, duration=40)


KINDS = {
    "jpeg": encoded(drawing(300, 200)),
    "jpeg-in-passes": encoded(drawing(300, 200), progressive=True),
    "jpeg-grey": encoded(Image.new("L", (300, 200), 90)),
    "jpeg-cmyk": encoded(drawing(300, 200, mode="CMYK")),
    "png": encoded(drawing(300, 200), "PNG"),
    "png-palette": encoded(drawing(300, 200, mode="P"), "PNG"),
    "png-one-bit": encoded(drawing(300, 200, mode="1"), "PNG"),
    "png-16-bit": encoded(Image.new("I;16", (300, 200), 40_000), "PNG"),
    "png-alpha": encoded(drawing(300, 200, mode="RGBA"), "PNG"),
    "png-grey-alpha": encoded(drawing(300, 200, mode="LA"), "PNG"),
    "gif": encoded(drawing(300, 200), "GIF"),
    "gif-moving": frames("GIF"),
    "png-moving": frames("PNG"),
    "webp": encoded(drawing(300, 200), "WEBP"),
    "webp-moving": frames("WEBP"),
    "avif": encoded(drawing(300, 200), "AVIF"),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_picture_is_taken(name: str) -> None:
    made = anew(KINDS[name])
    assert [(one.width, one.height) for one in made.sizes] == [(300, 200)] * 3
    image = shown(made)
    assert (image.size, image.mode, getattr(image, "n_frames", 1)) == ((300, 200), "RGB", 1)
    if not name.endswith(("16-bit", "grey")):
        red, green, blue = corner(made)
        is_grey = "one-bit" in name or "grey" in name
        assert is_grey or red > 150 > 110 > max(green, blue), "the first picture, not the last"
    if name.endswith("16-bit"):
        assert corner(made) == pytest.approx((156,) * 3, abs=2)


def test_a_picture_is_never_made_larger_and_equal_sizes_are_one() -> None:
    small, medium, large = anew(encoded(drawing(700, 500), "PNG")).sizes
    assert (small.width, medium.width, large.width) == (480, 700, 700)
    assert medium is large


def test_what_is_far_taller_than_wide_is_bounded() -> None:
    made = anew(encoded(Image.new("RGB", (400, 9000)), "PNG"))
    assert [(one.width, one.height) for one in made.sizes] == [
        (64, 1440), (128, 2880), (213, 4800)]  # fmt: skip


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_its_camera_was_held(orientation: int) -> None:
    made = anew(photo(400, 300, orientation=orientation))
    size = (300, 400) if orientation > 4 else (400, 300)
    assert shown(made).size == size
    image = shown(made).convert("RGB")
    corners = [(5, 5), (size[0] - 5, 5), (size[0] - 5, size[1] - 5), (5, size[1] - 5)]
    reds = [image.getpixel(place)[0] - image.getpixel(place)[1] > 90 for place in corners]  # type: ignore[index]  # of RGB
    # Where the red quarter is, clockwise from the upper left.
    wanted = {1: 0, 2: 1, 3: 2, 4: 3, 5: 0, 6: 1, 7: 2, 8: 3}[orientation]
    assert reds.index(True) == wanted
    assert sum(reds) == 1


def test_the_photo_of_a_camera_holds_what_it_is_to_hold() -> None:
    with Image.open(io.BytesIO(camera_photo(400, 300))) as image:
        notes = image.getexif()
        assert (image.size, notes[ExifTags.Base.Orientation]) == ((400, 300), 6)
        assert notes.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] == "N"
        assert b"NOTE-PRIVATE" in notes.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.MakerNote]
        thumbnail = notes.get_ifd(ExifTags.IFD.IFD1)
        assert thumbnail[ExifTags.Base.JpegIFByteCount] > 500


def test_nothing_of_the_camera_comes_through() -> None:
    for data in (
        photo(),
        camera_photo(400, 300),
        encoded(drawing(), "PNG", exif=camera_notes(1)),
        heic(),
    ):
        for one in anew(data).sizes:
            assert not set(Image.open(io.BytesIO(one.data)).info) & {"exif", "xmp", "icc_profile"}
            assert b"Samyang" not in one.data
            assert b"EXIF" not in one.data


@pytest.mark.parametrize("name", ["jpeg", "png", "gif", "webp", "avif"])
def test_nothing_that_stands_behind_a_picture_comes_through(name: str) -> None:
    archive = b"PK\x03\x04" + SECRET * 40
    for data in (KINDS[name] + SECRET, KINDS[name] + archive):
        made = anew(data)
        for one in made.sizes:
            assert b"script" not in one.data
            assert one.data[4:8] == struct.pack("<I", len(one.data) - 8), "WebP, and nothing more"


def test_a_script_inside_of_a_picture_does_not_come_through() -> None:
    inside = encoded(drawing(200, 200), comment=SECRET)
    assert SECRET in inside
    assert all(SECRET not in one.data for one in anew(inside).sizes)


def test_colours_are_those_of_every_screen() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    same = anew(encoded(drawing(200, 200), icc_profile=lab.tobytes(), quality=95))
    assert corner(same) == pytest.approx((220, 40, 30), abs=12)
    broken = anew(encoded(drawing(200, 200), icc_profile=b"no profile" * 50, quality=95))
    assert corner(broken) == pytest.approx((220, 40, 30), abs=12)
    assert features.check("littlecms2")


def test_what_shines_through_stays_so_and_has_no_blurred_twin() -> None:
    image = drawing(300, 200, mode="RGBA")
    image.putalpha(90)
    made = anew(encoded(image, "PNG"))
    assert (shown(made).mode, made.placeholder) == ("RGBA", "")
    assert 0 < len(anew(KINDS["jpeg"]).placeholder) <= 1000


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(9_000))), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


REFUSED = {
    "nothing": (b"", "empty"),
    "svg": (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
    "html": (b"<!doctype html><script>alert(1)</script>", "html"),
    "pdf": (b"%PDF-1.7\n" + bytes(400), "pdf"),
    "text": (b"just words", "not_an_image"),
    "bmp": (encoded(drawing(20, 20), "BMP"), "not_an_image"),
    "tiff": (encoded(drawing(20, 20), "TIFF"), "not_an_image"),
    "cut": (photo()[:7000], "broken"),
    "cut-png": (encoded(drawing(), "PNG")[:300], "broken"),
    "cut-heic": (heic()[:400], "broken"),
    "head-only": (b"\xff\xd8\xff\xe0", "broken"),
    "bomb": (bomb(50_000, 50_000), "too_many_pixels"),
    "bomb-of-lines": (bomb(1, 2_000_000_000), "too_many_pixels"),
    "less-than-claimed": (bomb(5_000, 5_000), "broken"),
    "large": (bytes(MOST_BYTES + 1), "too_large"),
    "many-scans": (encoded(drawing(64, 64)) + b"\xff\xda" * 40, "too_complex"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_why(sandbox: Sandbox, name: str) -> None:
    data, failure = REFUSED[name]
    with pytest.raises(ImageError) as here:
        anew(data)
    with pytest.raises(ImageError) as there:
        sandbox.write_anew(data, WIDTHS, most_bytes=MOST_BYTES)
    assert (here.value.failure, there.value.failure) == (failure, failure)


def test_the_helper_writes_the_same(sandbox: Sandbox) -> None:
    for data in (photo(), heic(), KINDS["avif"]):
        assert sandbox.write_anew(data, WIDTHS, most_bytes=MOST_BYTES) == anew(data)


def test_a_photo_of_108_megapixels_is_taken(sandbox: Sandbox) -> None:
    data = encoded(drawing(12_000, 9_000), quality=60)
    made = sandbox.write_anew(data, WIDTHS, most_bytes=MOST_BYTES)
    assert (made.sizes[-1].width, made.sizes[-1].height) == (1600, 1200)
    assert MOST_PIXELS["JPEG"] >= 108_000_000


def test_without_its_decoder_heic_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(Image.OPEN, "HEIF")
    with pytest.raises(ImageError) as refused:
        anew(heic())
    assert refused.value.failure == "heic"
