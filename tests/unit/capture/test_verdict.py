"""States and reasons by evidence; articles about walls are not walls; walls are never articles."""

from __future__ import annotations

import pytest

from devket.capture import Captured, Fetched, FetchError, Limits, Reason, State, capture_html
from devket.capture import capture as take
from devket.capture.engine import extract
from devket.capture.walls import Signals
from devket.capture.walls.verdict import judge_page

_URL = "https://a.example/post"
_PROSE = "<p>A paragraph of an article, with commas, that says something at some length.</p>"
_ARTICLE = f"<title>Post</title><article><h1>Post</h1>{_PROSE * 20}</article>"


def got(
    body: str | bytes, status: int = 200, kind: str | None = "text/html", **headers: str
) -> Captured:
    data = body.encode() if isinstance(body, str) else body

    def fetch(url: str, *, limits: Limits, accept: str = "", referer: str | None = None) -> Fetched:
        return Fetched(url, status, kind, data, headers)

    return take(_URL, fetch=fetch, read=extract)


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        (401, State.BLOCKED, Reason.LOGIN),
        (402, State.BLOCKED, Reason.DENIED),
        (403, State.BLOCKED, Reason.DENIED),
        (404, State.UNREACHABLE, Reason.NOT_FOUND),
        (410, State.UNREACHABLE, Reason.NOT_FOUND),
        (418, State.UNREACHABLE, Reason.CLIENT_ERROR),
        (429, State.BLOCKED, Reason.RATE_LIMITED),
        (451, State.BLOCKED, Reason.DENIED),
        (500, State.UNREACHABLE, Reason.SERVER_ERROR),
        (503, State.UNREACHABLE, Reason.SERVER_ERROR),
        (304, State.UNREACHABLE, Reason.BAD_RESPONSE),
    ],
)
def test_an_error_page_is_never_an_article(status: int, state: State, reason: Reason) -> None:
    captured = got(_ARTICLE, status)
    assert (captured.state, captured.reason, captured.page) == (state, reason, None)


CHALLENGES = {
    "cloudflare": "<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/h/b.js'>"
    "</script><noscript>Enable JavaScript and cookies to continue</noscript>",
    "datadome": "<title>a.example</title><p>Please enable JS and disable any ad blocker</p>"
    "<script src='https://ct.captcha-delivery.com/c.js'></script>",
    "perimeterx": "<title>Access to this page has been denied</title><div id=px-captcha></div>"
    "<p>Press &amp; Hold to confirm you are a human</p>",
    "anubis": "<title>Making sure you're not a bot!</title><script id=anubis_challenge></script>"
    "<p>Protected by Anubis, with proof-of-work.</p>",
    "incapsula": "<iframe src='/_Incapsula_Resource?x'>Request unsuccessful.</iframe>",
    "generic": "<title>Robot check</title><p>Enable JavaScript and cookies to continue.</p>",
}


@pytest.mark.parametrize("name", CHALLENGES)
@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_challenge_is_named_whatever_its_status(name: str, status: int) -> None:
    if status == 200 or name not in ("incapsula",):
        captured = got(f"<html><body>{CHALLENGES[name]}</body></html>", status)
        assert (captured.state, captured.reason) == (State.BLOCKED, Reason.CHALLENGE)
        assert captured.page is None


@pytest.mark.parametrize(
    "extra",
    [
        "<title>Just a moment: how bot checks work</title>",
        "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
        "<p>Please enable JavaScript and cookies, says the page.</p>",
        "<form><input type=password><button>Log in</button></form>",
        "<title>Why you see 404 Not Found</title>",
        "<div class=g-recaptcha></div>",
    ],
)
def test_an_article_with_one_sign_of_a_wall_is_still_an_article(extra: str) -> None:
    assert got(f"{extra}<article>{_PROSE * 30}</article>").state is State.FULL_TEXT


def test_a_log_in_form_is_a_wall() -> None:
    html = (
        "<title>Sign in</title><h1>Sign in to continue</h1><form><input name=u><input"
        " type=password></form>"
    )
    captured = got(html)
    assert (captured.state, captured.reason) == (State.BLOCKED, Reason.LOGIN)


def test_a_consent_page_is_a_wall() -> None:
    html = (
        "<title>Before you continue to A</title><h1>Before you continue to A</h1><p>We use"
        " cookies.</p>"
    )
    assert got(html).state is State.BLOCKED


@pytest.mark.parametrize(
    "more",
    [
        "<script"
        " type='application/ld+json'>"
        '{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
        "<div><p>Subscribe to continue reading this story.</p></div>",
        "<p>Already a subscriber? Log in.</p>",
        "<p>이 기사는 유료 회원만 볼 수 있습니다. 구독하고 전체 기사를 읽어 보세요.</p>",
        "<p>この記事は有料会員限定です。残り1200文字</p>",
    ],
)
def test_a_teaser_is_kept_and_called_partial(more: str) -> None:
    captured = got(f"<article><h1>News</h1>{_PROSE * 4}{more}</article>")
    assert (captured.state, captured.reason) == (State.PARTIAL, Reason.TEASER)
    assert captured.page is not None and "A paragraph of an article" in captured.page.text


def test_a_page_that_says_it_is_missing_is_not_found() -> None:
    captured = got("<title>Page not found</title><h1>404</h1><p>Sorry, there is nothing here.</p>")
    assert (captured.state, captured.reason) == (State.UNREACHABLE, Reason.NOT_FOUND)


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"", "text/html", Reason.EMPTY),
        (b" \n", "text/html", Reason.EMPTY),
        (b"\x89PNG\r\n", "image/png", Reason.BROKEN_FILE),
        (b"%PDF-1.7 \x00", "application/pdf", Reason.BROKEN_FILE),
        (b"PK\x03\x04\x00\x00", None, Reason.BINARY),
        (b"\x00\x01", "application/octet-stream", Reason.BINARY),
        (b"<html><body></body></html>", "text/html", Reason.NO_TEXT),
    ],
)
def test_what_is_no_article_says_why(body: bytes, kind: str | None, reason: Reason) -> None:
    captured = got(body, 200, kind)
    assert (captured.state, captured.reason) == (State.NOT_AN_ARTICLE, reason)


def test_a_page_without_text_keeps_its_card() -> None:
    page = got(
        "<title>App</title><meta name=description content='What this app does for you.'><div></div>"
    ).page
    assert page is not None
    assert (page.title, page.text) == ("App", "What this app does for you.")
    assert page.content_html == "<p>What this app does for you.</p>"


def test_a_failed_fetch_keeps_its_reason_and_address() -> None:
    def fetch(url: str, *, limits: Limits, accept: str = "", referer: str | None = None) -> Fetched:
        raise FetchError(Reason.TLS, "https://b.example/hop", "expired")

    captured = take(_URL, fetch=fetch, read=extract)
    assert (captured.state, captured.reason) == (State.UNREACHABLE, Reason.TLS)
    assert (captured.given_url, captured.final_url) == (_URL, "https://b.example/hop")


def test_a_page_given_as_html_goes_the_same_way() -> None:
    assert capture_html(_ARTICLE, _URL, read=extract).state is State.FULL_TEXT
    assert capture_html("", _URL, read=extract).reason is Reason.EMPTY
    wall = capture_html(CHALLENGES["cloudflare"], _URL, read=extract)
    assert (wall.state, wall.page) == (State.BLOCKED, None)


def test_a_page_known_for_what_it_is_may_be_short_and_speak_of_errors() -> None:
    signals = Signals(words=12, missing=3, has_teaser_words=True)
    assert judge_page(signals, 12, 60, 0, is_free=None)[0] is State.UNREACHABLE
    assert judge_page(signals, 12, 60, 0, is_free=None, is_known=True) == (State.FULL_TEXT, None)
    assert judge_page(signals, 12, 60, 0, is_free=False, is_known=True)[0] is State.PARTIAL
