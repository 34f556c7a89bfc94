"""A page's images together: order, bounds of count, bytes and time, failures that stay failures."""

from __future__ import annotations

import base64
import io
import threading
import time
from collections.abc import Callable

import pytest
from PIL import Image

from devket.capture.images import ImageError, Picture, keep_images
from devket.capture.images.examine import examine
from devket.capture.model import Fetched, FetchError, KeptImage, Limits, Reason

PAGE = "https://blog.example/posts/one"


def png(width: int = 8, height: int = 6) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (1, 2, 3)).save(out, "PNG")
    return out.getvalue()


class Folder:
    """A `Fetch` over a few answers, which notes what it was asked."""

    def __init__(self, answers: dict[str, bytes | Reason | int], seconds: float = 0) -> None:
        self._answers, self._seconds = answers, seconds
        self._lock = threading.Lock()
        self.asked: list[tuple[str, str | None, Limits]] = []
        self.at_once = self.most_at_once = 0

    def __call__(
        self, url: str, *, limits: Limits, accept: str = "", referer: str | None = None
    ) -> Fetched:
        assert "image/" in accept
        with self._lock:
            self.asked.append((url, referer, limits))
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(self._seconds)
        with self._lock:
            self.at_once -= 1
        answer = self._answers[url]
        if isinstance(answer, Reason):
            raise FetchError(answer, url)
        if isinstance(answer, int):
            return Fetched(url, answer, "text/html", b"<html>")
        return Fetched(url, 200, "image/png", answer)


def stepping(*moments: float) -> Callable[[], float]:
    """A clock that shows these moments one after the other, the last for ever."""
    shown: list[float] = []

    def monotonic() -> float:
        shown.append(moments[min(len(shown), len(moments) - 1)])
        return shown[-1]

    return monotonic


def keep(folder: Folder, *sources: str, limits: Limits | None = None) -> tuple[KeptImage, ...]:
    return keep_images(
        sources, fetch=folder, limits=limits or Limits(), referer=PAGE, inspect=examine
    )


def test_each_image_is_kept_once_in_the_order_of_the_page() -> None:
    folder = Folder({"https://a.example/1.png": png(8, 6), "https://blog.example/2.png": png(4, 2)})
    kept = keep(folder, "https://a.example/1.png", "/2.png", "https://a.example/1.png")
    assert kept == (
        KeptImage("https://a.example/1.png", png(8, 6), "image/png", 8, 6),
        KeptImage("/2.png", png(4, 2), "image/png", 4, 2),
    )
    assert {referer for _, referer, _ in folder.asked} == {PAGE}


def test_a_page_without_images_asks_for_nothing() -> None:
    folder = Folder({})
    assert keep(folder) == ()
    assert folder.asked == []


def test_failures_are_recorded_beside_what_was_kept() -> None:
    answers: dict[str, bytes | Reason | int] = {
        "https://a.example/good": png(),
        "https://a.example/gone": 404,
        "https://a.example/inside": Reason.FORBIDDEN_ADDRESS,
        "https://a.example/slow": Reason.TIMEOUT,
        "https://a.example/page": b"<html>log in",
        "https://a.example/drawing": b"<svg/>",
        "https://a.example/half": png()[:40],
    }
    folder = Folder(answers)
    sources = [*answers, "ftp://a.example/x.png", "javascript:alert(1)"]
    failures = {image.source.rpartition("/")[2]: image.failure for image in keep(folder, *sources)}
    assert failures == {
        "good": None,
        "gone": "status_404",
        "inside": "forbidden_address",
        "slow": "timeout",
        "page": "html",
        "drawing": "empty",
        "half": "broken",
        "x.png": "bad_address",
        "javascript:alert(1)": "bad_address",
    }


def test_no_more_than_the_limit_are_fetched() -> None:
    sources = [f"https://a.example/{number}" for number in range(6)]
    folder = Folder(dict.fromkeys(sources, png()))
    kept = keep(folder, *sources, limits=Limits(max_images=4))
    assert [image.failure for image in kept] == [None] * 4 + ["too_many"] * 2
    assert len(folder.asked) == 4
    assert keep(folder, "https://a.example/0", limits=Limits(max_images=0))[0].failure == "too_many"


def test_all_images_together_stay_within_their_bytes() -> None:
    sources = [f"https://a.example/{number}" for number in range(8)]
    folder = Folder(dict.fromkeys(sources, png()))
    room = len(png()) * 3 + 1
    kept = keep(folder, *sources, limits=Limits(max_image_total=room))
    assert sum(len(image.data) for image in kept if image.data) == len(png()) * 3
    assert {image.failure for image in kept} == {None, "no_room"}


def test_a_fetch_is_handed_the_bounds_of_one_image() -> None:
    folder = Folder({"https://a.example/1": png()})
    limits = Limits(max_image_bytes=5000, images_seconds=7, total_seconds=30)
    keep(folder, "https://a.example/1", limits=limits)
    _, _, handed = folder.asked[0]
    assert handed.max_bytes == 5000
    assert 6 < handed.total_seconds <= 7


def test_when_the_time_is_up_the_rest_is_not_asked_for() -> None:
    folder = Folder({"https://a.example/1": png()})
    kept = keep_images(
        ["https://a.example/1", "https://a.example/2", "data:image/png;base64,"],
        fetch=folder,
        limits=Limits(images_seconds=5),
        referer=PAGE,
        inspect=examine,
        monotonic=stepping(0, 6),
    )
    assert [image.failure for image in kept] == ["no_time"] * 3
    assert folder.asked == []


def test_a_few_images_are_fetched_at_once_and_not_all() -> None:
    sources = [f"https://a.example/{number}" for number in range(12)]
    folder = Folder(dict.fromkeys(sources, png()), seconds=0.02)
    keep(folder, *sources)
    assert 2 <= folder.most_at_once <= 4


def test_an_image_inside_the_page_needs_no_network() -> None:
    source = "data:image/svg+xml;base64," + base64.b64encode(png(3, 2)).decode()
    folder = Folder({})
    assert keep(folder, source) == (KeptImage(source, png(3, 2), "image/png", 3, 2),)
    assert keep(folder, source, limits=Limits(max_image_bytes=10))[0].failure == "too_large"
    assert folder.asked == []


def test_the_decoder_may_run_elsewhere() -> None:
    def refuse(data: bytes, declared: str | None, limits: Limits) -> Picture:
        assert (data, declared) == (png(), "image/png")
        raise ImageError("too_complex")

    kept = keep_images(
        ["https://a.example/1"],
        fetch=Folder({"https://a.example/1": png()}),
        limits=Limits(),
        referer=PAGE,
        inspect=refuse,
    )
    assert kept[0].failure == "too_complex"


@pytest.mark.parametrize("referer", ["", "not an address"])
def test_without_a_page_address_only_absolute_sources_are_fetched(referer: str) -> None:
    folder = Folder({"https://a.example/1": png()})
    kept = keep_images(
        ["https://a.example/1", "/2"],
        fetch=folder,
        limits=Limits(),
        referer=referer,
        inspect=examine,
    )
    assert [image.failure for image in kept] == [None, "bad_address"]
