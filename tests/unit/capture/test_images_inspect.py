"""What image bytes are: real ones, turned, huge, broken, and those that only pretend."""

from __future__ import annotations

import base64
import io
import random
import struct
import zlib

import pytest
from PIL import Image

from devket.capture.images import ImageError
from devket.capture.images.inline import read_inline
from devket.capture.images.inspect import inspect_image
from devket.capture.model import Limits

LIMITS = Limits(max_image_bytes=300_000, max_image_pixels=1_000_000)
FORMS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}


def picture(form: str, width: int = 60, height: int = 40, **options: object) -> bytes:
    # Noise, so that half a file is visibly half a picture.
    noise = random.Random(7).randbytes(width * height * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), noise).save(out, form, **options)
    return out.getvalue()


def failure_of(data: bytes, declared: str | None = None, limits: Limits = LIMITS) -> str:
    with pytest.raises(ImageError) as caught:
        inspect_image(data, declared, limits)
    return caught.value.failure


@pytest.mark.parametrize(("form", "content_type"), FORMS.items())
@pytest.mark.parametrize("declared", [None, "image/jpeg", "text/html", "image/svg+xml"])
def test_the_bytes_decide_what_it_is(form: str, content_type: str, declared: str | None) -> None:
    assert inspect_image(picture(form), declared, LIMITS) == (content_type, 60, 40)


@pytest.mark.parametrize("mode", ["lossless", "alpha", "animated"])
def test_every_kind_of_webp_is_measured(mode: str) -> None:
    out = io.BytesIO()
    image = Image.new("RGBA" if mode == "alpha" else "RGB", (33, 21), (200, 10, 10))
    more = [Image.new("RGB", (33, 21), (10, 10, 200))] if mode == "animated" else []
    image.save(
        out, "WEBP", lossless=mode == "lossless", save_all=mode == "animated", append_images=more
    )
    assert inspect_image(out.getvalue(), None, LIMITS) == ("image/webp", 33, 21)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photo_is_measured_as_it_is_shown(form: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = picture(form, exif=exif)
    _, width, height = inspect_image(data, None, LIMITS)
    assert (width, height) == ((40, 60) if orientation >= 5 else (60, 40))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_broken_camera_note_is_overlooked() -> None:
    data = picture("JPEG", exif=b"Exif\x00\x00MM\x00\x2a\xff\xff\xff\xff")
    assert inspect_image(data, None, LIMITS) == ("image/jpeg", 60, 40)


@pytest.mark.parametrize(
    ("data", "declared", "failure"),
    [
        (b"", "image/png", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "svg"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- x -->\n<SVG>", "image/png", "svg"),
        (b"\x1f\x8b\x08\x00 packed", "image/svg+xml", "svg"),
        (b"<!doctype html><p>Sign in", "image/png", "html"),
        (b"\n\n<html>", "image/jpeg", "html"),
        (b"just text", "image/png", "not_an_image"),
        (b"%PDF-1.7", "image/png", "not_an_image"),
        (b"BM" + bytes(60), "image/bmp", "not_an_image"),
        (b"II*\x00" + bytes(60), "image/tiff", "not_an_image"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "image/png", "not_an_image"),
        (b"RIFF\x00\x00\x00\x00WAVE" + bytes(60), "image/webp", "not_an_image"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(60), "image/avif", "not_an_image"),
        (b"\xff\xd8\xff", "image/jpeg", "broken"),
        (b"GIF89a", "image/gif", "broken"),
        (b"GIF89a<script>alert(1)</script>", "image/gif", "broken"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image/webp", "broken"),
        (b"RIFF\x00\x00\x00\x00WEBPXXXX" + bytes(60), "image/webp", "broken"),
        (b"\x00\x00\x00\x18ftypavif" + bytes(60), "image/avif", "broken"),
    ],
)
def test_what_is_no_image_is_named(data: bytes, declared: str, failure: str) -> None:
    assert failure_of(data, declared) == failure


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_half_a_file_is_broken(form: str) -> None:
    data = picture(form)
    assert failure_of(data[: len(data) // 2]) == "broken"


@pytest.mark.parametrize("form", FORMS)
def test_too_many_pixels_are_refused(form: str) -> None:
    limits = Limits(max_image_pixels=2399)
    assert failure_of(picture(form), limits=limits) == "too_many_pixels"
    exactly = Limits(max_image_pixels=2400)
    assert inspect_image(picture(form), None, exactly) == (FORMS[form], 60, 40)


def test_more_bytes_than_the_limit_are_refused() -> None:
    assert failure_of(picture("PNG"), limits=Limits(max_image_bytes=500)) == "too_large"


def _png_claiming(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [4000, 20_000, 2_000_000_000])
def test_a_picture_that_claims_to_be_vast_is_never_decoded(side: int) -> None:
    assert failure_of(_png_claiming(side, side)) in ("too_many_pixels", "broken")
    canvas = (side - 1 & 0xFFFFFF).to_bytes(3, "little") * 2
    webp = b"VP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + canvas + bytes(40)
    data = b"RIFF" + struct.pack("<I", len(webp) + 4) + b"WEBP" + webp
    assert failure_of(data) == "too_many_pixels"


def test_a_jpeg_of_endless_scans_is_refused() -> None:
    data = picture("JPEG", progressive=True)
    scan = data[data.rindex(b"\xff\xda") : -2]
    assert inspect_image(data, None, LIMITS) == ("image/jpeg", 60, 40)
    assert failure_of(data[:-2] + scan * 50 + b"\xff\xd9") == "too_complex"


@pytest.mark.parametrize("form", FORMS)
def test_no_damage_escapes_as_another_error(form: str) -> None:
    chance = random.Random(form)
    whole = picture(form, 24, 16)
    outcomes = set()
    for _ in range(80):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        try:
            outcomes.add(inspect_image(bytes(data), None, LIMITS)[0])
        except ImageError as error:
            outcomes.add(error.failure)
    assert "broken" in outcomes


def test_pictures_inside_the_page_are_read() -> None:
    assert read_inline("data:image/png;base64,aGVs bG8=", 99) == (b"hello", "image/png")
    assert read_inline("DATA:;charset=x;BASE64,aGVsbG8", 99) == (b"hello", "")
    assert read_inline("data:image/png;base64,aGVsbG8%3D", 99) == (b"hello", "image/png")
    assert read_inline("data:image/png;base64,-_-_", 99)[0] == base64.b64decode("+/+/")
    assert read_inline("data:,a%20b", 99) == (b"a b", "")


@pytest.mark.parametrize(
    ("source", "failure"),
    [
        ("data:image/png;base64", "broken"),
        ("data:image/png;base64,%%%", "broken"),
        ("data:image/png;base64,a", "broken"),
        ("data:image/png;base64," + "A" * 1000, "too_large"),
        ("data:," + "%41" * 120, "too_large"),
    ],
)
def test_a_data_address_has_the_same_bounds(source: str, failure: str) -> None:
    with pytest.raises(ImageError) as caught:
        read_inline(source, 99)
    assert caught.value.failure == failure
