"""Walls, errors and lists are told by two signs; pages that speak about them are none."""

from __future__ import annotations

import pytest

from devket.capture import Fetched, Limits, Reason, State, capture_html
from devket.capture import capture as take
from devket.capture.engine import extract
from devket.capture.walls.verdict import judge_answer, judge_redirect

_URL = "https://a.example/post/one"
_PROSE = "<p>A paragraph of an article, with commas, that says something at some length.</p>"
_LINKS = "<ul>" + "<li><a href=/x>A link in the foot</a></li>" * 12 + "</ul>"

WALLS = {
    "akamai": (
        "<title>&nbsp;</title><div id=sec-if-cpt-container></div><p>Powered and protected by</p>",
        Reason.CHALLENGE,
    ),
    "aws waf": ("<title></title><script>window.gokuProps={}</script><div></div>", Reason.CHALLENGE),
    "vercel": (
        "<title>Vercel Security Checkpoint</title><p>We're verifying your browser</p>"
        "<p>Enable JavaScript and cookies to continue</p>",
        Reason.CHALLENGE,
    ),
    "google": (
        "<title>https://www.google.com/search?q=x</title><form action=/sorry/index></form><p>Our"
        " systems have detected unusual traffic from your computer network.</p>",
        Reason.CHALLENGE,
    ),
    "sucuri": (
        "<title>You are being redirected...</title><noscript>Javascript is required.</noscript>"
        "<script>document.cookie='sucuri_cloudproxy_uuid'</script>",
        Reason.CHALLENGE,
    ),
    "kasada": (
        "<title></title><script>window.KPSDK={};KPSDK.configure([])</script><script src=/ips.js>",
        Reason.CHALLENGE,
    ),
    "recaptcha": (
        "<title>Are you a robot?</title><div class=g-recaptcha></div><p>Complete the captcha.</p>",
        Reason.CHALLENGE,
    ),
    "korean captcha": (
        "<title>보안 확인</title><p>로봇이 아닙니다. 비정상적인 접근입니다.</p>",
        Reason.CHALLENGE,
    ),
    "youtube consent": (
        "<title>Before you continue to YouTube</title><form action='https://consent.youtube.com/s'>"
        "<h1>Before you continue to YouTube</h1><p>We use cookies and data to</p></form>",
        Reason.CONSENT,
    ),
    "german consent": (
        "<title>Bevor Sie zu Google weitergehen</title><form action='https://consent.google.de/save'>"
        "<p>Wir verwenden Cookies und Daten</p></form>",
        Reason.CONSENT,
    ),
    "pur": (
        "<title>Blatt mit Werbung oder im Pur-Abo lesen</title><script src=sourcepoint.js></script>"
        "<h1>Lesen Sie uns mit Werbung oder im Pur-Abo</h1><p>Jederzeit widerrufbar.</p>",
        Reason.CONSENT,
    ),
    "authwall": (
        "<title>Sign Up | LinkedIn</title><h1>Join LinkedIn</h1><form><input type=password></form>",
        Reason.LOGIN,
    ),
    "facebook": (
        "<title>Log into Facebook</title><p>You must log in to continue.</p>",
        Reason.LOGIN,
    ),
    "private page": (
        "<title>Log in - Confluence</title><h1>Log in to continue</h1><p>This page is private.</p>",
        Reason.LOGIN,
    ),
    "korean login": (
        "<title>로그인</title><h1>로그인</h1><form><input name=id><input type=password></form>"
        "<p>로그인이 필요한 서비스입니다.</p>",
        Reason.LOGIN,
    ),
    "french login": (
        "<title>Connexion</title><p>Connectez-vous pour lire la suite.</p><input type=password>",
        Reason.LOGIN,
    ),
    "missing": (
        "<title>404 - Blog</title><h1>Page not found</h1><p>It may have been moved.</p>" + _LINKS,
        Reason.NOT_FOUND,
    ),
    "wordpress missing": (
        "<title>Page not found – Blog</title><body class='error404'><h1>Oops! That page can’t be"
        " found.</h1><p>It looks like nothing was found at this location.</p>" + _PROSE * 15,
        Reason.NOT_FOUND,
    ),
    "korean missing": (
        "<title>페이지를 찾을 수 없습니다</title><h1>404</h1><p>주소가 변경되었습니다.</p>",
        Reason.NOT_FOUND,
    ),
    "japanese missing": (
        "<title>ページが見つかりません</title><p>お探しのページは削除されたか移動した可能性があります。</p>",
        Reason.NOT_FOUND,
    ),
    "german missing": (
        "<title>Seite nicht gefunden</title><meta name=robots content=noindex><h1>Hoppla</h1>",
        Reason.NOT_FOUND,
    ),
    "next error": (
        "<title>Application error: a client-side exception has occurred</title><h2>Application"
        " error: a client-side exception has occurred (see the console).</h2>",
        Reason.SERVER_ERROR,
    ),
    "database": (
        "<title>Database Error</title><h1>Error establishing a database connection</h1>",
        Reason.SERVER_ERROR,
    ),
    "maintenance": (
        "<title>Under maintenance</title><h1>We'll be back soon!</h1><p>Try again later.</p>",
        Reason.SERVER_ERROR,
    ),
    "apache": (
        "<title>Apache2 Ubuntu Default Page: It works</title><p>It means that the server installed"
        " is operating properly, with its document root at /var/www.</p>",
        Reason.PLACEHOLDER,
    ),
    "nginx": (
        "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the"
        " nginx web server is successfully installed and working.</p>",
        Reason.PLACEHOLDER,
    ),
    "parked": (
        "<title>a.example is for sale</title><h1>This domain is for sale</h1><p>Make an offer</p>",
        Reason.PLACEHOLDER,
    ),
    "suspended": (
        "<title>Account Suspended</title><h1>This Account has been suspended.</h1><p>Contact your"
        " hosting provider for more information.</p>",
        Reason.PLACEHOLDER,
    ),
    "directory": (
        "<title>Index of /files</title><h1>Index of /files</h1><table><tr><th><a"
        " href='?C=N;O=D'>Name</a></th></tr><tr><td><a href=a.zip>a.zip</a></td></tr></table>",
        Reason.LISTING,
    ),
    "empty root": (
        "<title>App</title><div id=root></div><script src=/app.js></script>",
        Reason.NEEDS_SCRIPTS,
    ),
    "asks for scripts": (
        "<title>App</title><noscript>You need to enable JavaScript to run this app.</noscript>"
        "<script>app()</script>",
        Reason.NEEDS_SCRIPTS,
    ),
}


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_named_for_what_it_is(name: str) -> None:
    html, reason = WALLS[name]
    page = extract(html, _URL)
    assert page.reason is reason
    assert page.content_html == ""


ABOUT = {
    "captcha": "<title>Verifying you are human: how captchas work</title><div class=g-recaptcha>"
    "</div><p>Complete the captcha, says the page, and prove you are human.</p>",
    "login": "<title>Sign in with passkeys</title><h1>Sign in with passkeys</h1><form><input"
    " type=password></form><p>You need to log in to see it.</p>",
    "missing": "<title>404 Not Found: what it means</title><h1>404 Not Found: what it means</h1>"
    "<p>The page could not be found, it may have been moved.</p>",
    "consent": "<title>Before you continue to cookies</title><script src=/onetrust.js></script>"
    "<p>We use cookies. Accept cookies to continue.</p>",
    "error": "<title>502 Bad Gateway and other errors of nginx</title><h1>502 Bad Gateway</h1>"
    "<p>Try again later, says the web server.</p>",
    "placeholder": "<title>Welcome to nginx</title><p>The server is successfully installed.</p>",
    "paywall": "<title>On paywalls</title><p>We looked at forty newspapers that say, in the middle"
    " of a text, Subscribe to continue reading this story, and asked those who did what they"
    " thought of the words, of the price, and of the moment at which it was asked of them. Most"
    " did not mind at all, some did, and a few had not seen that it was there.</p>",
    "quoted": "<title>On paywalls</title><blockquote>Subscribe to continue reading.</blockquote>",
    "scripts": "<title>No scripts</title><noscript>Please enable JavaScript.</noscript><script>"
    "</script><div id=root></div>",
}


@pytest.mark.parametrize("name", ABOUT)
def test_an_article_about_a_wall_is_none(name: str) -> None:
    page = extract(f"{ABOUT[name]}<article>{_PROSE * 16}</article>", _URL)
    assert (page.state, page.reason) == (State.FULL_TEXT, None)


SHORT = {
    "captcha": "<title>Captchas are a robot check</title><h1>Captchas are a robot check</h1>",
    "login": "<title>How to add a log in form</title><h1>How to add a log in form</h1>",
    "missing": "<title>Serving your own 404 page</title><h1>Serving your own 404 page</h1>",
    "error": "<title>What a 502 tells</title><h1>What a 502 tells</h1><p>Try again later.</p>",
    "box over the page": "<title>Tea</title><div><h2>SIGN IN</h2><input type=password></div>"
    "<h1>Tea</h1>" + "<ul><li>Something else to read on this site</li></ul>" * 30,
    "header form": "<title>Tea</title><form><a>Log in</a><input type=password></form><h1>Tea</h1>",
    "scripts": "<title>Scripts</title><script></script><p>You can read it without JavaScript.</p>",
}


@pytest.mark.parametrize("name", SHORT)
def test_a_short_article_about_a_wall_is_none_either(name: str) -> None:
    page = extract(f"{SHORT[name]}<article>{_PROSE * 6}</article>", _URL)
    assert (page.state, page.reason) == (State.FULL_TEXT, None)


@pytest.mark.parametrize(
    "notice",
    [
        "Abonnez-vous pour lire la suite.",
        "Jetzt abonnieren und sofort weiterlesen",
        "Suscríbete para seguir leyendo",
        "订阅后继续阅读全文",
        "打开APP阅读全文",
        "この記事は会員限定です",
        "앱에서 이어서 보기",
        "이 콘텐츠는 멤버십 전용입니다",
        "Continue reading in the app",
        "The author made this story available to Medium members only.",
    ],
)
def test_a_teaser_speaks_many_languages(notice: str) -> None:
    page = extract(f"<article><h1>News</h1>{_PROSE * 4}<div>{notice}</div></article>", _URL)
    assert (page.state, page.reason) == (State.PARTIAL, Reason.TEASER)


def test_a_page_that_needs_scripts_keeps_its_own_title() -> None:
    page = extract("<title>Taps</title><div id=app></div><script src=a.js></script>", _URL)
    assert (page.state, page.title) == (State.BLOCKED, "Taps")


def _cards(count: int) -> str:
    return "".join(f"<div><h2><a href=/p/{n}>Post {n}</a></h2>{_PROSE}</div>" for n in range(count))


@pytest.mark.parametrize("url", ["https://a.example/", "https://a.example/tag/taps"])
def test_a_list_of_articles_is_no_article(url: str) -> None:
    page = extract(f"<title>Taps</title><main>{_cards(9)}</main>", url)
    assert (page.state, page.reason) == (State.NOT_AN_ARTICLE, Reason.LISTING)


def test_an_article_with_links_for_headings_is_still_one() -> None:
    assert extract(f"<main>{_cards(9)}</main>", _URL).state is State.FULL_TEXT
    long = "<p>" + "A long paragraph of an essay on taps. " * 30 + "</p>"
    page = extract(f"<main>{_cards(9)}{long * 3}</main>", "https://a.example/")
    assert page.state is State.FULL_TEXT


@pytest.mark.parametrize(
    ("header", "value"),
    [("cf-mitigated", "challenge"), ("x-amzn-waf-action", "challenge"),
     ("x-vercel-mitigated", "challenge")],
)  # fmt: skip
def test_a_header_names_a_challenge(header: str, value: str) -> None:
    answer = Fetched(_URL, 202, "text/html", b"<p>x", {header: value})
    assert judge_answer(answer) == (State.BLOCKED, Reason.CHALLENGE)


@pytest.mark.parametrize(
    ("given", "final", "reason"),
    [
        ("https://a.example/2024/post", "https://a.example/", Reason.NOT_FOUND),
        ("https://a.example/2024/post", "https://www.a.example/ko/", Reason.NOT_FOUND),
        ("https://a.example/2024/post", "https://a.example/404.html", Reason.NOT_FOUND),
        ("https://a.example/2024/post", "https://a.example/login?next=/2024", Reason.LOGIN),
        ("https://a.example/2024/post", "https://a.example/2024/post/", None),
        ("https://a.example/en/", "https://a.example/", None),
        ("https://a.example/index.html", "https://a.example/", None),
        ("https://s.example/x1", "https://a.example/", None),
        ("https://a.example/x", "https://a.example/?p=5", None),
        ("https://a.example/login", "https://a.example/signin", None),
    ],
)
def test_where_a_page_led_may_tell_that_it_is_gone(
    given: str, final: str, reason: Reason | None
) -> None:
    verdict = judge_redirect(given, final, extract("<p>Welcome", final))
    assert (verdict[1] if verdict else None) is reason


def test_a_page_that_led_to_the_front_page_is_gone() -> None:
    def fetch(url: str, *, limits: Limits, accept: str = "", referer: str | None = None) -> Fetched:
        body = f"<title>News</title><article>{_PROSE * 20}</article>".encode()
        return Fetched("https://a.example/", 200, "text/html", body)

    captured = take(_URL, fetch=fetch, read=extract)
    assert (captured.state, captured.reason) == (State.UNREACHABLE, Reason.NOT_FOUND)
    assert captured.page is None


def test_a_page_that_needs_scripts_comes_with_its_card() -> None:
    captured = capture_html(WALLS["empty root"][0], _URL, read=extract)
    assert (captured.state, captured.reason) == (State.BLOCKED, Reason.NEEDS_SCRIPTS)
    assert captured.page is not None and captured.page.title == "App"


def _paid(selector: str) -> str:
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False",'
        '"hasPart":{"isAccessibleForFree":false,"cssSelector":"' + selector + '"}}</script>'
    )


def test_a_part_to_pay_for_that_was_sent_is_read() -> None:
    body = f"<article><h1>News</h1>{_PROSE}<div class=paid>{_PROSE * 6}</div></article>"
    page = extract(_paid(".paid") + body, _URL)
    assert (page.state, page.reason) == (State.FULL_TEXT, None)


def test_a_part_to_pay_for_that_is_empty_makes_a_teaser_of_any_length() -> None:
    body = f"<article><h1>News</h1>{_PROSE * 60}<div class=paid><p>Join us.</p></div></article>"
    page = extract(_paid(".paid") + body, _URL)
    assert (page.state, page.reason) == (State.PARTIAL, Reason.TEASER)


@pytest.mark.parametrize("selector", [".nowhere", "::(", "a[", "*" * 300])
def test_a_part_nobody_finds_leaves_long_articles_whole(selector: str) -> None:
    long = extract(f"{_paid(selector)}<article>{_PROSE * 60}</article>", _URL)
    short = extract(f"{_paid(selector)}<article>{_PROSE * 6}</article>", _URL)
    assert (long.state, short.state) == (State.FULL_TEXT, State.PARTIAL)


def test_a_tier_that_is_locked_makes_a_teaser() -> None:
    head = '<meta property="article:content_tier" content="locked">'
    assert extract(f"{head}<article>{_PROSE * 6}</article>", _URL).reason is Reason.TEASER
