"""From an answer to what is kept of it: the page, its bytes, its state."""

from __future__ import annotations

from devket.capture import Choice, Source, State, capture, capture_html, extract
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
