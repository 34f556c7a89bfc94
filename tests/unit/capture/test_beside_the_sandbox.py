"""What looks at strangers' pages outside the sandbox takes no long time, whatever they hold."""

from __future__ import annotations

import time

import pytest

from devket.capture.engine import extract
from devket.capture.model import Fetched
from devket.capture.ways.joining import Parts, joined
from devket.capture.ways.moved import sent_on_to

_URL = "https://slow.example/story"
_TOKENS = [
    *("<meta ", "<meta content=", "<noscript ", "<script ", "<style>", "<", " ", "location="),
    *("<meta http-equiv=refresh content=", "<meta http-equiv=refresh content=1;url=", "\t"),
]


@pytest.mark.parametrize("start", ["", "<meta http-equiv=refresh content=", "location = "])
@pytest.mark.parametrize("token", _TOKENS)
def test_looking_for_a_sending_on_is_quick(token: str, start: str) -> None:
    body = (start + token * 20_000)[:20_000].encode()
    started = time.perf_counter()
    sent_on_to(Fetched(_URL, 200, "text/html", body))
    assert time.perf_counter() - started < 0.5


def test_links_that_turn_pages_are_taken_out_in_no_long_time() -> None:
    words = "The pager of this page was written by nobody, and it goes on for very long. " * 5
    links = f'<a href="{_URL}/2">2</a>, ' * 5_000
    page = extract(f"<title>Long</title><article><p>{words}</p><p>{links}{words}</p>", _URL)
    started = time.perf_counter()
    joined(Parts((page, page), (_URL, f"{_URL}/2"), None))
    assert time.perf_counter() - started < 1.5
