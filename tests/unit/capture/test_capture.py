"""From an answer to what is kept of it: the page, its bytes, its state."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from devket.capture import Choice, Kind, Source, State, capture, capture_html
from devket.capture.engine import extract
from devket.capture.model import Fetched, FetchError, Limits, Reason

_URL = "https://blog.example/post"
_ARTICLE = (
    "<html lang=en><title>On rivers</title><p>Aside from it.</p><article><h1>On rivers</h1>"
    + "<p>Rivers bend, slow down and, given a few thousand years, meet again.</p>" * 12
    + "</article>"
)


class _Web:
    """Answers from a table of addresses, and remembers what was asked."""

    def __init__(self, pages: dict[str, bytes], kind: str = "text/html; charset=utf-8") -> None:
        self._pages, self._kind = pages, kind
        self.asked: list[str] = []

    def __call__(
        self, url: str, *, limits: Limits, accept: str = "*/*", referer: str | None = None
    ) -> Fetched:
        del limits, accept, referer
        self.asked.append(url)
        if url not in self._pages:
            raise FetchError(Reason.UNKNOWN_HOST, url)
        return Fetched(url, 200, self._kind, self._pages[url])


def test_the_page_as_it_came_is_kept_beside_the_article() -> None:
    body = _ARTICLE.encode()
    captured = capture(_URL, fetch=_Web({_URL: body}), read=extract)
    assert captured.state is State.FULL_TEXT
    assert captured.source == Source(body, "text/html; charset=utf-8")


def test_a_page_without_an_answer_has_no_source() -> None:
    captured = capture(_URL, fetch=_Web({}), read=extract)
    assert (captured.state, captured.source) == (State.UNREACHABLE, None)


def test_a_page_given_as_text_is_kept_in_bytes_that_read_alike() -> None:
    html = _ARTICLE.replace("<title>", "<meta charset=euc-kr><title>").replace("bend", "bend 강")
    captured = capture_html(html, _URL, read=extract)
    assert captured.source is not None and captured.page is not None
    again = capture_html(
        captured.source.body, _URL, read=extract, content_type=captured.source.content_type
    )
    assert again.page is not None
    assert again.page.text == captured.page.text
    assert "강" in again.page.text


def test_another_part_of_a_page_is_taken_when_asked_for() -> None:
    whole = capture_html(_ARTICLE, _URL, read=extract, choice=Choice.PAGE)
    best = capture_html(_ARTICLE, _URL, read=extract)
    assert whole.page is not None and best.page is not None
    assert "Aside from it." in whole.page.text
    assert (best.page.log["choice"], whole.page.log["choice"]) == ("best", "page")


@pytest.mark.parametrize("page", [None, "<title>Before you continue</title><form>Consent</form>"])
def test_a_video_behind_a_wall_has_the_card_its_site_gives(page: str | None) -> None:
    video = "https://www.youtube.com/watch?v=aaaaaaaaaaa"
    asked = "https://www.youtube.com/oembed?format=json&url=" + quote(video, safe="")
    told = {"title": "How hens fly", "author_name": "Hen House", "thumbnail_url": "/hen.jpg"}
    pages = {asked: json.dumps(told).encode()}
    if page is not None:
        consent = "https://consent.youtube.com/m"
        pages[video] = f"<meta http-equiv=refresh content='0;url={consent}'>".encode()
        pages[consent] = page.encode()
    captured = capture(video, fetch=_Web(pages), read=extract)
    assert captured.page is not None and captured.page.kind is Kind.VIDEO
    assert (captured.page.title, captured.page.byline) == ("How hens fly", "Hen House")
    assert captured.page.lead_image == "https://www.youtube.com/hen.jpg"
    assert captured.page.card["embed"] == "https://www.youtube-nocookie.com/embed/aaaaaaaaaaa"


@pytest.mark.parametrize("body", [b"", b"[]", b'{"title": 7}', b"{" * 9000, b"<html>"])
def test_a_card_that_makes_no_sense_is_left(body: bytes) -> None:
    video = "https://vimeo.com/76979871"
    asked = "https://vimeo.com/api/oembed.json?url=" + quote(video, safe="")
    captured = capture(video, fetch=_Web({asked: body}), read=extract)
    assert (captured.state, captured.page) == (State.UNREACHABLE, None)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="hens at home.txt"', "hens at home.txt"),
        ("inline; filename*=UTF-8''%EB%8B%AD.txt", "닭.txt"),
        ('inline; filename="../../etc/passwd"', "passwd"),
        ('inline; filename="C:\\\\hens.txt"', "hens.txt"),
        ("inline", "7"),
        ("inline; filename*=nope''%FF", "ÿ"),
        (";" * 900, "7"),
    ],
)
def test_a_file_has_the_name_its_server_gives(disposition: str, name: str) -> None:
    def fetch(
        url: str, *, limits: Limits, accept: str = "*/*", referer: str | None = None
    ) -> Fetched:
        del limits, accept, referer
        headers = {"content-disposition": disposition}
        return Fetched(url, 200, "text/x-python", b"x = 1\n" * 40, headers)

    captured = capture("https://a.example/download/7", fetch=fetch, read=extract)
    assert captured.page is not None and captured.page.title == name
