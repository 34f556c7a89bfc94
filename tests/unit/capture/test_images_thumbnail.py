"""Small copies for cards: bounded in size, upright, and made of anything that is kept."""

from __future__ import annotations

import io

import pytest
from PIL import ExifTags, Image

from devket.capture.images import ImageError, Thumbnail
from devket.capture.images.thumbnail import thumbnail
from devket.capture.model import Limits


def picture(form: str, size: tuple[int, int], mode: str = "RGB", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(buffer, form, **options)
    return buffer.getvalue()


def opened(small: Thumbnail) -> Image.Image:
    image = Image.open(io.BytesIO(small.data))
    image.load()
    assert image.format == "WEBP" and image.size == (small.width, small.height)
    return image


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_every_kept_kind_has_a_small_copy(form: str) -> None:
    small = thumbnail(picture(form, (1600, 800)), None, Limits())
    assert opened(small).size == (640, 320)


@pytest.mark.parametrize(
    ("size", "expected"),
    [((300, 200), (300, 200)), ((800, 6000), (128, 960)), ((5000, 40), (640, 5))],
)
def test_the_shape_stays_and_nothing_grows(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert opened(thumbnail(picture("PNG", size), None, Limits())).size == expected


def test_a_picture_taken_upright_is_shown_upright() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    small = thumbnail(picture("JPEG", (1200, 800), exif=exif), None, Limits())
    assert opened(small).size == (640, 960)


def test_what_is_clear_stays_clear() -> None:
    small = thumbnail(picture("PNG", (900, 900), "RGBA"), None, Limits())
    assert opened(small).mode == "RGBA"
    assert opened(small).getpixel((9, 9)) == (0, 0, 0, 0)


def test_of_an_animation_the_first_picture_is_taken() -> None:
    buffer = io.BytesIO()
    first, second = (Image.new("RGB", (700, 70), colour) for colour in ("red", "blue"))
    first.save(buffer, "GIF", save_all=True, append_images=[second])
    image = opened(thumbnail(buffer.getvalue(), "image/gif", Limits()))
    assert getattr(image, "n_frames", 1) == 1
    red, _, blue = image.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # of an RGB picture
    assert red > 200 > blue


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (b"", "empty"),
        (b"<svg viewBox='0 0 9 9'><path d='M0'/></svg>", "svg"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"hello", "not_an_image"),
    ],
)
def test_what_has_none_says_why(data: bytes, failure: str) -> None:
    with pytest.raises(ImageError) as caught:
        thumbnail(data, None, Limits())
    assert caught.value.failure == failure


def test_too_many_pixels_are_refused_before_they_are_drawn() -> None:
    with pytest.raises(ImageError) as caught:
        thumbnail(picture("PNG", (900, 900)), None, Limits(max_image_pixels=1000))
    assert caught.value.failure == "too_many_pixels"
