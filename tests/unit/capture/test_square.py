"""The square cut out of a picture of a person, and links that say "me"."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from devket.capture import Limits, Sandbox
from devket.capture.about.own_links import own_links
from devket.capture.images import Crop, ImageError
from devket.capture.images.anew import square_anew
from devket.capture.images.square import square
from tests.factories.photos import heic

LIMITS = Limits()


def halves(width: int, height: int, form: str = "PNG", **options: object) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), (200, 0, 0))
    image.paste((0, 0, 200), (width // 2, 0, width, height))
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def colours(data: bytes) -> set[str]:
    """Return which of the two colours a picture shows, by its corners."""
    with Image.open(io.BytesIO(data)) as image:
        whole = image.convert("RGB")
        found = [
            whole.getpixel((x, y)) for x in (2, whole.width - 3) for y in (2, whole.height - 3)
        ]
    return {"red" if isinstance(c, tuple) and c[0] > c[2] else "blue" for c in found}


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_the_middle_is_taken(form: str) -> None:
    made = square(halves(1200, 600, form), LIMITS)
    assert (made.width, made.height) == (400, 400)
    assert colours(made.data) == {"red", "blue"}
    assert made.data[8:12] == b"WEBP"


@pytest.mark.parametrize(("x", "seen"), [(0, {"red"}), (1000, {"blue"})])
def test_a_chosen_square_is_taken(x: int, seen: set[str]) -> None:
    assert colours(square(halves(1200, 600), LIMITS, Crop(x, 500, 1000)).data) == seen


def test_a_small_picture_is_not_made_larger() -> None:
    made = square(halves(30, 90), LIMITS, Crop(0, 0, 500))
    assert (made.width, made.height) == (15, 15)
    assert square(halves(1, 1), LIMITS).width == 1


def test_it_is_turned_upright_and_tells_nothing_of_its_camera() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x8825] = 6, {1: "N"}  # turned right; a place
    made = square(halves(800, 600, "JPEG", exif=exif), LIMITS, Crop(500, 0, 1000))
    assert colours(made.data) == {"red", "blue"}
    with Image.open(io.BytesIO(made.data)) as image:
        assert not image.getexif() and "exif" not in image.info


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (b"", "empty"),
        (b"<!doctype html><script>alert(1)</script>", "html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"GIF89a" + b"\x00" * 40, "broken"),
        (halves(600, 600)[:200], "broken"),
        (b"MZ\x90\x00", "not_an_image"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, failure: str) -> None:
    with pytest.raises(ImageError) as refused:
        square(data, LIMITS)
    assert refused.value.failure in (failure, "broken")


def test_the_sandbox_does_both() -> None:
    page = b'<a rel="me noopener" href="/@dora">me</a>'
    with Sandbox() as sandbox:
        assert sandbox.square(halves(900, 900), Crop()).width == 400
        with pytest.raises(ImageError):
            sandbox.square(b"<html>", Crop())
        assert sandbox.own_links(page, "https://d.example/", "text/html") == (
            "https://d.example/@dora",
        )


@pytest.mark.parametrize("form", ["HEIC", "AVIF"])
def test_what_telephones_write_is_cut_in_the_sandbox(form: str) -> None:
    data = heic() if form == "HEIC" else halves(640, 480, "AVIF")
    with Sandbox() as sandbox:
        whole = sandbox.square(data, Crop())
        part = sandbox.square(data, Crop(0, 0, 250))
    assert whole.width == whole.height == (48 if form == "HEIC" else 400)
    assert 0 < part.width == part.height < whole.width
    for made in (whole, part):
        with Image.open(io.BytesIO(made.data)) as image:
            assert image.format == "WEBP" and not image.getexif()


def test_without_its_decoder_heic_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(Image.OPEN, "HEIF")
    with pytest.raises(ImageError) as refused:
        square_anew(heic(), LIMITS, Crop())
    assert refused.value.failure == "heic"


def test_a_heic_that_ends_early_is_told_to_be_damaged() -> None:
    with Sandbox() as sandbox, pytest.raises(ImageError) as refused:
        sandbox.square(heic()[:400], Crop())
    assert refused.value.failure == "broken"


def test_links_that_say_me_are_found_wherever_they_stand() -> None:
    page = b"""<link rel="me" href="https://devket.test/@dora"><a href="https://x.example/">no</a>
        <a rel="ME nofollow" href="//y.example/d">y</a><a rel="me" href="javascript:alert(1)">z</a>
        <a rel="menu" href="https://m.example/">m</a><!-- <a rel="me" href="https://c.example/"> -->
        <script>"<a rel='me' href='https://s.example/'>"</script>"""
    assert own_links(page, "https://d.example/", None) == (
        "https://devket.test/@dora",
        "https://y.example/d",
    )
