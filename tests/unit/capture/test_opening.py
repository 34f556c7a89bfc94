"""The article begins with itself: who, when and the summary stand above it already."""

from __future__ import annotations

import pytest

from devket.capture.about.bylines import is_stamp, says_only_who_and_when
from devket.capture.about.dates import without_dates
from devket.capture.engine import extract

_URL = "https://a.example/posts/one"
PROSE = "<p>A paragraph of an article, with commas, which is long enough to count as prose.</p>"
HEAD = (
    "<title>One</title><meta name=author content='Ada Lane'><meta property=og:site_name content=B>"
)


def begins(opening: str, head: str = HEAD) -> str:
    page = extract(f"{head}<article><h1>One</h1>{opening}{PROSE * 9}</article>", _URL)
    return page.text[: page.text.index("\n")]


@pytest.mark.parametrize(
    "line",
    [
        "<p><i>by Ada Lane, 5 October 2009</i></p>",
        "<p>Ada Lane · Jun 3, 2026 · 6 min read</p>",
        "<div><span>Published on 2026-03-14</span><span> in B</span></div>",
        "<p>2026년 3월 14일 작성</p>",
        "<p>2026-03-14に公開</p>",
        "<p>于 2025-10-12 20:31:08 发布</p>",
        "<p>Last updated 3 days ago by Ada Lane</p>",
        "<ul><li>Ada Lane</li><li>14 March 2026 at 10:20 UTC</li></ul>",
        "<h3>Ada Lane</h3>",
        "<p>Posted on Feb 3</p>",
    ],
)
def test_a_line_that_says_only_who_and_when_goes(line: str) -> None:
    assert begins(line).startswith("A paragraph of an article")


@pytest.mark.parametrize(
    "line",
    [
        "In March 2026 Ada Lane left the company.",
        "It was 14 March 2026, and the server was down.",
        "By and by, things went well.",
        "Ada Lane wrote this for B on her way home.",
        "Version 3 is out.",
    ],
)
def test_a_sentence_about_who_and_when_stays(line: str) -> None:
    assert begins(f"<p>{line}</p>") == line


def test_the_dates_of_a_log_stay() -> None:
    head = f"{HEAD}<meta property=article:published_time content=2026-05-05>"
    log = "<h2>2026-05-05</h2><p>Fixed the loader, which was slow.</p><p>2026-03-01</p>"
    page = extract(f"{head}<article><h1>One</h1>{log}{PROSE * 9}</article>", _URL)
    assert page.text.startswith("2026-05-05") and "2026-03-01" in page.text


def test_a_subtitle_stays_as_text_and_is_said_once() -> None:
    summary = "Where the rest of the picture went, and why nobody misses it."
    head = f"{HEAD}<meta name=description content='{summary}'>"
    page = extract(
        f"{head}<article><h1>One</h1><h2>{summary}</h2><p>{summary}</p>{PROSE * 9}</article>", _URL
    )
    assert page.text.count(summary) == 1 and page.text.startswith(summary)
    assert "<h2" not in page.content_html


def test_the_only_line_of_a_short_text_stays() -> None:
    assert not says_only_who_and_when("", "Ada")
    assert not says_only_who_and_when("on and by", "Ada")
    page = extract(f"{HEAD}<article><pre>x = 1</pre><p>Ada Lane</p></article>", _URL)
    assert "Ada Lane" in page.text


def test_stamps_under_posts_go_and_a_rule_parts_the_answers() -> None:
    answer = f"<div class=text>{PROSE * 4}</div><p>answered <b>Sep 3, 2025 at 12:02</b></p>"
    page = extract(
        "<title>Why?</title><main itemscope itemtype='https://schema.org/Question'>"
        f"<div>{PROSE * 6}</div><p>asked Sep 3, 2025 at 11:20</p>"
        f"<div itemprop=acceptedAnswer><span class=sr-only>Accepted answer</span>{answer}</div>"
        f"<div itemprop=suggestedAnswer>{answer}</div></main>",
        _URL,
    )
    assert "asked" not in page.text and "answer" not in page.text.replace("an article", "")
    assert page.content_html.count("<hr>") == 2
    assert is_stamp("edited Mar 1, 2026 at 9:14")
    assert not is_stamp("asked Ada about 1 March 2026")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("x 2026-03-14T10:20:00Z y", "x y"),
        ("x 14th March 2026 y", "x y"),
        ("x Mar 14, 2026 at 10:20 y", "x at y"),
        ("x two days ago", "x two days ago"),
        ("x 2 days ago", "x"),
        ("3일 전 x", "x"),
        ("version 2.10.3", "version 2.10.3"),
    ],
)
def test_dates_are_taken_out_of_a_line(text: str, rest: str) -> None:
    assert " ".join(without_dates(text).split()) == rest


def test_a_row_of_links_to_other_pages_and_the_banner_over_it_go() -> None:
    rows = (
        '<div><h1><a href="/">Handbook of X 3.1</a></h1><div><a href="/">Home</a> |'
        ' <a href="/toc">Table of contents</a></div><div>« <a href="/1">previous</a> |'
        ' <a href="/">up</a> | <a href="/3">next</a> »</div></div>'
    )
    body = f"<div><h1>Part two</h1>{PROSE * 9}</div>"
    page = extract(f"<title>Part two | Handbook</title><main>{rows}{body}</main>", _URL)
    assert page.text.startswith("A paragraph of an article")


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="/a">One thing</a> led to <a href="/b">another</a>.</p>',
        '<p><a href="/a">A talk</a> | <a href="/b">the slides that go with it, again</a></p>',
    ],
)
def test_a_sentence_with_links_and_a_long_link_stay(line: str) -> None:
    assert begins(line) != begins("")


def test_a_line_that_is_the_title_once_more_goes() -> None:
    assert begins('<div class="fancy">One</div>') == begins("")
