"""Articles on several pages: joined when the pages are one article's, left alone when not."""

from __future__ import annotations

import re

import pytest

from devket.capture import Captured, State, capture, capture_html
from devket.capture.engine import extract
from devket.capture.model import Fetched, FetchError, Limits, Reason
from devket.capture.ways.addresses import page_number, trusted_canonical

_URL = "https://mag.example/2026/slow-disks/"
_ANIMALS = "ant bee cat dog elk fox gnu hen ibis jay kite lark mole newt owl pike"
_WORDS = _ANIMALS.split()


class Web:
    """Answers from a table of addresses, and remembers what was asked."""

    def __init__(self, pages: dict[str, str]) -> None:
        self._pages = pages
        self.asked: list[str] = []

    def __call__(
        self, url: str, *, limits: Limits, accept: str = "*/*", referer: str | None = None
    ) -> Fetched:
        del limits, accept, referer
        self.asked.append(url)
        if url not in self._pages:
            raise FetchError(Reason.REFUSED, url)
        return Fetched(url, 200, "text/html; charset=utf-8", self._pages[url].encode())


def page(number: int, links: str = "", *, title: str = "Slow disks", head: str = "") -> str:
    """A page of an article with words of its own, and its pager below."""
    word = _WORDS[number]
    body = f"<p>The {word} reads a block, waits, and reads the next {word} of the row.</p>" * 8
    return (
        f"<html lang=en><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"{body}<h2 id=tale>The tale of the {word}</h2>{body}<p>See <a href=#tale>the tale</a>.</p>"
        f"<pre><code class=language-c>read({word});\n\tseek();\n</code></pre>"
        f"<p class=pages>{links}</p></article></body></html>"
    )


def pager(last: int, at: str = _URL) -> str:
    links = [f"<a href={at}{number}/>{number}</a>" for number in range(2, last + 1)]
    return " ".join(("<span>1</span>", *links))


def take(pages: dict[str, str], url: str = _URL) -> tuple[Captured, Web]:
    web = Web(pages)
    return capture(url, fetch=web, read=extract), web


def text_of(captured: Captured) -> str:
    assert captured.page is not None
    return captured.page.text


def test_all_pages_of_an_article_become_one() -> None:
    pages = {_URL: page(0, pager(3))} | {f"{_URL}{n}/": page(n, pager(3)) for n in (2, 3)}
    captured, web = take(pages)
    assert web.asked == [_URL, f"{_URL}2/", f"{_URL}3/"]
    assert captured.state is State.FULL_TEXT and captured.page is not None
    assert captured.page.log["pages"] == "3 of 3"
    order = [text_of(captured).index(f"The tale of the {_WORDS[n]}") for n in (0, 2, 3)]
    assert order == sorted(order)
    assert text_of(captured).count("\tseek();") == 3
    assert captured.page.word_count > 3 * 200
    assert captured.page.code_languages == ("c",)


def test_ids_of_the_pages_do_not_clash_and_links_find_theirs() -> None:
    captured, _ = take({_URL: page(0, pager(2)), f"{_URL}2/": page(2, pager(2))})
    assert captured.page is not None
    html = captured.page.content_html
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) and {"art-tale", "art-p2-tale"} <= set(ids)
    assert 'href="#art-tale"' in html and 'href="#art-p2-tale"' in html


def test_links_that_turn_pages_are_gone() -> None:
    captured, _ = take({_URL: page(0, pager(2)), f"{_URL}2/": page(2, pager(2))})
    assert captured.page is not None and "/2/" not in captured.page.content_html


@pytest.mark.parametrize(
    ("url", "following", "link"),
    [
        (_URL, f"{_URL}2/", "<a rel=next href=2/>On</a>"),
        ("https://a.example/post?id=4", "https://a.example/post?id=4&page=2",
         "<a href='?id=4&page=2'>Next page »</a>"),
        ("https://a.example/tale.html", "https://a.example/tale-2.html",
         "<a href=tale-2.html>다음 페이지</a>"),
        ("https://a.example/tale.html", "https://a.example/tale_2.html",
         "<a href=tale_2.html>次へ</a>"),
        ("https://a.example/tale/page/1", "https://a.example/tale/page/2",
         "<a href=/tale/page/2>Weiter</a>"),
        ("https://a.example/tale", "https://a.example/tale?page=2",
         "<a href='/tale?page=2' aria-label=Next>›</a>"),
    ],
)  # fmt: skip
def test_a_next_page_is_known_by_its_address(url: str, following: str, link: str) -> None:
    captured, web = take({url: page(0, link), following: page(2)}, url)
    assert web.asked == [url, following]
    assert "The tale of the cat" in text_of(captured)


@pytest.mark.parametrize(
    "link",
    [
        "<a rel=next href=/2026/fast-disks/>Fast disks</a>",
        "<a rel=next href=/2026/slow-disks-and-fast/>Next</a>",
        "<a href=https://other.example/2026/slow-disks/2/>2</a>",
        "<nav class=comments-nav><a href=/2026/slow-disks/?page=2>Next</a></nav>",
        "<a href=/2026/slow-disks/comment-page-2/>Older comments</a>",
        "<a href=/2026/slow-disks/2/>Two disks that were slower still than this one was</a>",
        "<a href=#2>2</a>",
    ],
)
def test_next_posts_and_pages_of_comments_are_left_alone(link: str) -> None:
    captured, web = take({_URL: page(0, link)})
    assert web.asked == [_URL]
    assert captured.state is State.FULL_TEXT


def test_a_numbered_post_does_not_go_on_in_the_next() -> None:
    url = "https://log.example/post/12"
    captured, web = take({url: page(0, "<a rel=next href=/post/13>Next</a>")}, url)
    assert web.asked == [url] and captured.page is not None
    assert captured.page.next_url is None and captured.state is State.FULL_TEXT


def test_a_list_does_not_go_on() -> None:
    url = "https://log.example/tag/disks/"
    _, web = take({url: page(0, "<a rel=next href=/tag/disks/page/2/>Next</a>")}, url)
    assert web.asked == [url]


def test_another_article_under_the_next_number_is_not_joined() -> None:
    captured, _ = take({_URL: page(0, pager(2)), f"{_URL}2/": page(2, title="Fast tapes")})
    assert "The tale of the cat" not in text_of(captured)
    assert captured.state is State.FULL_TEXT


def test_the_same_text_under_the_next_number_ends_it() -> None:
    pages = {_URL: page(0, pager(9))} | {f"{_URL}{n}/": page(0, pager(9)) for n in range(2, 10)}
    captured, web = take(pages)
    assert web.asked == [_URL, f"{_URL}2/"]
    assert text_of(captured).count("The tale of the ant") == 1


def test_a_page_that_fails_leaves_the_others_and_says_so() -> None:
    pages = {
        _URL: page(0, pager(5)),
        f"{_URL}2/": page(2, pager(5)),
        f"{_URL}3/": page(3, pager(5)),
    }
    captured, _ = take(pages)
    assert (captured.state, captured.reason) == (State.PARTIAL, Reason.MISSING_PAGES)
    assert captured.page is not None and captured.page.log["pages"] == "3 of 5"
    assert captured.page.next_url == f"{_URL}4/"
    assert "The tale of the dog" in captured.page.text


def test_at_most_ten_pages_are_joined() -> None:
    pages = {_URL: page(0, pager(14))} | {f"{_URL}{n}/": page(n, pager(14)) for n in range(2, 15)}
    captured, web = take(pages)
    assert len(web.asked) == 10
    assert captured.page is not None and captured.page.log["pages"] == "10 of 14"
    assert captured.reason is Reason.MISSING_PAGES


def test_a_page_given_as_html_says_what_is_missing_unless_it_can_be_fetched() -> None:
    alone = capture_html(page(0, pager(2)), _URL, read=extract)
    assert (alone.state, alone.reason) == (State.PARTIAL, Reason.MISSING_PAGES)
    assert alone.page is not None and alone.page.log["pages"] == "1 of 2"
    web = Web({f"{_URL}2/": page(2)})
    assert capture_html(page(0, pager(2)), _URL, read=extract, fetch=web).state is State.FULL_TEXT


def test_the_view_on_one_page_is_preferred() -> None:
    links = pager(2) + " <a href=/2026/slow-disks/print>View on one page</a>"
    whole = page(0).replace("</article>", page(2) + "</article>")
    captured, web = take({_URL: page(0, links), f"{_URL}print": whole})
    assert web.asked == [_URL, f"{_URL}print"]
    assert captured.final_url == _URL
    assert "The tale of the cat" in text_of(captured)


def test_an_amp_page_is_left_for_the_page_it_is_of() -> None:
    canonical = f"<link rel=canonical href={_URL}>"
    amp = page(0, head=canonical).replace("<html", "<html amp")
    captured, web = take({f"{_URL}amp/": amp, _URL: page(0)}, f"{_URL}amp/")
    assert web.asked == [f"{_URL}amp/", _URL]
    assert captured.final_url == _URL and captured.page is not None
    assert captured.page.log["better"] == "amp: taken"


def test_an_amp_page_stays_when_the_other_is_a_wall_or_shorter() -> None:
    amp = page(0, head=f"<link rel=canonical href={_URL}>").replace("<html", "<html ⚡")
    for other in (None, "<title>Log in</title><form>Log in <input type=password></form>"):
        pages = {f"{_URL}amp/": amp} | ({_URL: other} if other else {})
        captured, _ = take(pages, f"{_URL}amp/")
        assert captured.state is State.FULL_TEXT and captured.final_url == f"{_URL}amp/"
        assert captured.page is not None and captured.page.log["better"].startswith("amp: ")


@pytest.mark.parametrize(
    "sent_on",
    [
        f"<meta http-equiv=refresh content='0; url={_URL}'>",
        f"<title>Moved</title><meta content=\"0;URL='{_URL}'\" http-equiv=Refresh>Moved.",
        f"<script>window.location.href = '{_URL}';</script>",
        f'<script>location.replace("{_URL}")</script><noscript>No script</noscript>',
    ],
)
def test_a_page_that_only_sends_on_is_followed(sent_on: str) -> None:
    short = "https://s.example/x"
    captured, web = take({short: sent_on, _URL: page(0)}, short)
    assert web.asked == [short, _URL]
    assert (captured.final_url, captured.state) == (_URL, State.FULL_TEXT)


def test_a_page_with_text_is_not_left_for_its_refresh() -> None:
    _, web = take({_URL: page(0, head="<meta http-equiv=refresh content='1;url=/live'>")})
    assert web.asked == [_URL]


def test_an_error_page_that_sends_on_is_an_error_page() -> None:
    def fetch(
        url: str, *, limits: Limits, accept: str = "*/*", referer: str | None = None
    ) -> Fetched:
        del limits, accept, referer
        return Fetched(url, 404, "text/html", b"<meta http-equiv=refresh content='0;url=/home'>")

    captured = capture(_URL, fetch=fetch, read=extract)
    assert (captured.reason, captured.final_url) == (Reason.NOT_FOUND, _URL)


def test_sending_on_in_circles_ends() -> None:
    pages = {f"https://s.example/{n}": f"<meta http-equiv=refresh content='0;url=/{(n + 1) % 9}'>"
             for n in range(9)}  # fmt: skip
    _, web = take(pages, "https://s.example/0")
    assert len(web.asked) == 3


@pytest.mark.parametrize(
    ("canonical", "confirmed", "is_trusted"),
    [
        ("https://mag.example/2026/slow-disks", "", True),
        ("https://www.mag.example/x", "", True),
        ("https://mag.example/", "", False),
        ("https://mag.example/404.html", "", False),
        ("https://press.example/slow-disks", "", False),
        ("https://press.example/slow-disks", "https://press.example/slow-disks", True),
    ],
)
def test_a_canonical_address_that_cannot_be_right_is_ignored(
    canonical: str, confirmed: str, is_trusted: bool
) -> None:
    assert (trusted_canonical(canonical, _URL, confirmed) is not None) is is_trusted


@pytest.mark.parametrize(
    ("first", "address", "number"),
    [
        ("https://a.example/x", "https://a.example/x/3", 3),
        ("https://a.example/x.html", "https://a.example/x/3", 3),
        ("https://a.example/x?page=1&y=2", "https://a.example/x?y=2&page=4", 4),
        ("https://a.example/x", "https://a.example/y/3", None),
        ("https://a.example/x/12", "https://a.example/x/13", None),
        ("https://a.example/?p=12", "https://a.example/?p=13", None),
        ("https://a.example/", "https://a.example/page/2", None),
        ("https://a.example/x", "https://b.example/x/2", None),
        ("https://a.example/x", "https://a.example/x/2026", None),
    ],
)
def test_the_number_of_a_page_is_read_from_its_address(
    first: str, address: str, number: int | None
) -> None:
    assert page_number(first, address) == number
