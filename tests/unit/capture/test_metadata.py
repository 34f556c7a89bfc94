"""Who wrote what, when, where: claims of every source, ranked, and the title's referee."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from turbohtml import parse

from devket.capture.about.dates import date_in_address, read_date
from devket.capture.about.language import direction_of, language_of_text
from devket.capture.about.metadata import Metadata, read_metadata
from devket.capture.engine import extract

_URL = "https://blog.example.com/2026/03/04/loops"


def read(head: str, body: str = "", url: str = _URL) -> Metadata:
    return read_metadata(parse(f"<html><head>{head}</head><body>{body}</body></html>"), url)


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Loops | Blog</title>", "", "Loops"),
        ("<title>Blog: Loops</title><meta property=og:site_name content=Blog>", "", "Loops"),
        ("<title>Loops - Example</title>", "", "Loops"),
        ("<title>Loops — a study | Blog</title>", "<h1>Loops — a study</h1>", "Loops — a study"),
        ("<title>C | Blog</title>", "<h1>C</h1>", "C"),
        (
            "<title>HTTP/2 | Manual 3.1</title>",
            "<h1>Manual 3.1</h1><main><h2>HTTP/2</h2></main>",
            "HTTP/2",
        ),
        ("<title>A | B | C</title>", "<h1>A | B</h1>", "A | B"),
        ("<title>Site</title>", "<h1>Real title</h1>", "Site"),
        ("", "<h1>Only a heading ¶</h1>", "Only a heading"),
        ('<meta property="og:title" content="From OG"><title>x</title>', "", "From OG"),
        (ld('{"@type":"BlogPosting","headline":"From LD"}') + "<title>x</title>", "", "From LD"),
        ("<title>\n  Spaces \n and\tlines </title>", "", "Spaces and lines"),
        ("<title>Blog | Blog | Loops | Blog | Blog</title>", "", "Blog | Loops"),
        ("<title>TCP/IP - what it is</title>", "", "TCP/IP - what it is"),
        ("<svg><title>icon</title></svg>", "<h1>Page</h1>", "Page"),
        ("<title>파이썬 반복문 :: 블로그</title>", "<h1>파이썬 반복문</h1>", "파이썬 반복문"),
    ],
)
def test_the_title_is_the_articles_own(head: str, body: str, title: str) -> None:
    site = "" if "og:site_name" in head else '<meta property="og:site_name" content="Blog">'
    assert read(site + head, body, "https://example.com/x").title == title


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        (ld('{"@type":"Article","author":{"name":"Ada"}}'), "", "Ada"),
        (
            ld('{"@graph":[{"@type":"WebSite"},{"@type":["TechArticle"],"author":["Ada","Bo"]}]}'),
            "",
            "Ada, Bo",
        ),
        ("<meta name=author content='By Ada'>", "", "Ada"),
        (
            "<meta name=citation_author content=Ada><meta name=citation_author content=Bo>",
            "",
            "Ada, Bo",
        ),
        (
            "<meta property='article:author' content='https://facebook.com/ada'>",
            "<p class=byline>By Ada on May 3, 2026</p>",
            "Ada",
        ),
        ("", "<a rel=author href=/ada>Ada</a>", "Ada"),
        (
            "",
            "<div itemscope itemtype='https://schema.org/BlogPosting'><b"
            " itemprop=author>Ada</b></div>",
            "Ada",
        ),
        ("", "<span class=author>작성자: 김하늘</span>", "김하늘"),
        (
            "",
            "<div itemprop=author><a href=/ada>Ada</a><span itemprop=name hidden>Ada</span></div>",
            "Ada",
        ),
        ("", "<h1>Loops</h1><div><span class=username><a href=/@ada>ada</a></span></div>", "ada"),
        ("", "<h1>Loops</h1><a class='follow-nickName x'>墨香</a>", "墨香"),
        ("", "<h1>Loops</h1><a href=https://h.x/@ada><img></a><a href=/@ada>Ada L</a>", "Ada L"),
        ("", "<h1>Loops</h1><a href=/users/7/ada>Ada</a>", "Ada"),
        ("", "<h1>Loops</h1><p>See <a href=/about>Ada</a></p>", ""),
        ("", f"<h1>Loops</h1><p>{'words ' * 90}</p><b class=username>a commenter</b>", ""),
        ("", "<b class=username>the one logged in</b><h1>Loops</h1>", ""),
        ("", "<h1>Loops</h1><ul class=comments><li class=username>ada</ul>", ""),
        ("", "<aside><span class=author>Somebody else</span></aside>", ""),
        ("", "", ""),
    ],
)
def test_the_byline_is_a_name(head: str, body: str, byline: str) -> None:
    assert read(head, body).byline == byline


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-08-14", "2026-08-14T00:00"),
        ("2026-08-14T10:30:00Z", "2026-08-14T10:30"),
        ("2026-08-14T10:30:00+09:00", "2026-08-14T01:30"),
        ("2026-08-14 10:30", "2026-08-14T10:30"),
        ("2026년 8월 14일", "2026-08-14T00:00"),
        ("2026.08.14.", "2026-08-14T00:00"),
        ("2026/8/14", "2026-08-14T00:00"),
        ("2026年8月14日", "2026-08-14T00:00"),
        ("Posted on August 14th, 2026", "2026-08-14T00:00"),
        ("14 Aug 2026", "2026-08-14T00:00"),
        ("Aug. 14, 2026", "2026-08-14T00:00"),
        ("1786700000", "2026-08-14T09:33"),
    ],
)
def test_dates_are_read_as_pages_write_them(text: str, date: str) -> None:
    found = read_date(text)
    assert found is not None and found.isoformat()[:16] == date and found.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-40", "1776-07-04", "2199-01-01", "9" * 500, "12-34"]
)
def test_what_cannot_be_a_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_the_address_tells_the_date_when_nothing_else_does() -> None:
    assert date_in_address("https://a.example/2026/03/04/x") == datetime(2026, 3, 4, tzinfo=UTC)
    assert date_in_address("https://a.example/2026/03/x") is None
    assert read("").published == datetime(2026, 3, 4, tzinfo=UTC)
    found = read("<meta property='article:published_time' content='2026-01-02'>").published
    assert found == datetime(2026, 1, 2, tzinfo=UTC)


def test_the_day_of_the_last_change_is_not_that_of_publication() -> None:
    changed = "<span>最終更新日 <time datetime=2026-02-09>x</time></span>"
    written = "<span>投稿日 <time datetime=2026-02-02>y</time></span>"
    both = read("", f"<main>{changed}{written}</main>", "https://a.example/x").published
    only = read("", f"<main>{changed}</main>", "https://a.example/x").published
    assert (both, only) == (datetime(2026, 2, 2, tzinfo=UTC), None)


def test_a_date_in_a_side_part_is_not_the_articles() -> None:
    body = (
        "<aside class=sidebar><time datetime=2020-01-01>x</time></aside><time"
        " datetime=2026-02-02>y</time>"
    )
    assert read("", body, "https://a.example/x").published == datetime(2026, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "body", "site"),
    [
        ("<meta property=og:site_name content='The Blog'>", "", "The Blog"),
        ("<meta name=application-name content=App>", "", "App"),
        (ld('{"@type":"Article","publisher":{"name":"Paper"}}'), "", "Paper"),
        ("<title>Caching | Tidepool</title>", "<h1>Caching</h1>", "Tidepool"),
        ("<title>缓存-某某博客</title>", "<h1>缓存</h1>", "某某博客"),
        (
            "<title>Run it — lantern 2.1 documentation</title>",
            "<h1>Run it</h1>",
            "lantern 2.1 documentation",
        ),
        ("<title>Caching - Guide - MkDocs</title>", "<h1>Caching</h1>", "MkDocs"),
        ("<title>Caching-free life</title>", "<h1>Caching-free life</h1>", "blog.example.com"),
        ("<title>Caching | a thing of its own</title>", "<h1>Other</h1>", "blog.example.com"),
        ("", "", "blog.example.com"),
    ],
)
def test_the_site_is_named_by_itself_or_by_its_host(head: str, body: str, site: str) -> None:
    assert read(head, body).site_name == site


@pytest.mark.parametrize(
    ("body", "title"), [("<h1>ferrule</h1>", "ferrule"), ("<h1>Welcome</h1>", "tide/ferrule")]
)
def test_a_repository_is_titled_by_its_name_and_owned_by_its_owner(body: str, title: str) -> None:
    head = "<title>Forge - tide/ferrule: Put a tap into a line.</title>"
    meta = read(head, body, "https://forge.example/tide/ferrule")
    assert (meta.title, meta.byline) == (title, "tide")
    elsewhere = read("<title>On and/or: a word</title>", body, "https://forge.example/tide/ferrule")
    assert (elsewhere.title, elsewhere.byline) == ("On and/or: a word", "")


@pytest.mark.parametrize(
    "line",
    ["于 2026-03-14 20:31:08 发布", "2026년 3월 14일", "2026-03-14に公開", "Mar 14, 2026 · Ada"],
)
def test_a_date_beside_the_heading_is_found_without_any_class(line: str) -> None:
    meta = read(
        "<title>x</title>", f"<h1>Loops</h1><div><span>{line}</span></div>", "https://a.example/x"
    )
    assert (meta.published is None) == ("Ada" in line)
    if meta.published is not None:
        assert meta.published.date().isoformat() == "2026-03-14"


def test_addresses_come_out_absolute() -> None:
    meta = read("<link rel=canonical href='/loops'><meta property=og:image content='/i/hero.png'>")
    assert meta.canonical_url == "https://blog.example.com/loops"
    assert meta.lead_image == "https://blog.example.com/i/hero.png"


@pytest.mark.parametrize(
    "content", ["javascript:alert(1)", "/img/site-logo.png", "", "data:image/png;base64,AA"]
)
def test_a_logo_or_an_odd_address_is_no_lead_image(content: str) -> None:
    assert read(f"<meta property=og:image content='{content}'>").lead_image is None


@pytest.mark.parametrize(
    "json", ["{", "[]", "null", "7", '"x"', "{}", '{"@graph":{}}', "[[[[[]]]]]", '{"@type":7}']
)
def test_broken_json_ld_does_no_harm(json: str) -> None:
    assert read(ld(json) + "<title>Still here</title>").title == "Still here"


@pytest.mark.parametrize(
    ("text", "declared", "lang"),
    [
        ("이 글은 한국어로 쓰였다. " * 10, "en", "ko"),
        ("この文章は日本語で書かれています。" * 10, "", "ja"),
        ("这篇文章是用中文写的，内容很长。" * 10, "", "zh"),
        ("这篇文章是用中文写的。" * 10, "zh-TW", "zh-TW"),
        ("This text is plainly written in the English language, at length." * 3, "", "en"),
        ("This text is in English, whatever the template said about it." * 3, "ko", "en"),
        ("Some text", "de-AT", "de-AT"),
        ("", "fr", "fr"),
    ],
)
def test_the_language_is_the_pages_unless_the_script_disproves_it(
    text: str, declared: str, lang: str
) -> None:
    assert language_of_text(text, declared) == lang


def test_the_author_is_not_that_of_a_teaser_nor_the_site_where_people_are_named() -> None:
    teaser = "<article><h2><a href=/b>Knots</a></h2><a class=byline>Bo Reed</a></article>"
    by = "<h1>Loops</h1><p>By <a href=/author/ada>Ada Lane</a>"
    assert read("", f"{teaser}<div>{by}</div>").byline == "Ada Lane"
    assert read("", teaser).byline == "Bo Reed"
    site = "<meta property=og:site_name content='The Loop'><meta name=author content='The Loop'>"
    assert read(site, by).byline == "Ada Lane"
    assert read(site, "<h1>Loops</h1>").byline == "The Loop"


def test_a_bare_line_under_the_heading_tells_the_day() -> None:
    line = "<h1>Loops</h1> by Ada Lane / January 19, 2017 / <a href=/x>The magazine</a>"
    found = read("", f"<div>{line}</div>", "https://a.example/x")
    assert found.published == datetime(2017, 1, 19, tzinfo=UTC)


def test_the_language_is_that_of_the_prose_and_not_of_its_code() -> None:
    code = "public static string FirstName(Person person) => person.FirstName ?? string.Empty;\n"
    said = "这个方法返回一个人的名字，如果没有名字就返回一个空的字符串，"
    prose = f"<p>{said}所以调用它的人不需要检查。</p>"
    page = extract(
        f"<title>名字</title><article>{f'<pre>{code * 12}</pre>{prose}' * 4}</article>", _URL
    )
    assert page.lang == "zh" and page.text.count("FirstName(") == 48


def test_the_direction_follows_the_page_then_the_language() -> None:
    assert direction_of(parse("<html dir=rtl>"), "en") == "rtl"
    assert direction_of(parse("<body dir=ltr>"), "ar") == "ltr"
    assert direction_of(parse(""), "fa") == "rtl"
    assert direction_of(parse(""), "en") == "ltr"


@pytest.mark.parametrize(
    "json",
    [
        '{"@type":"Article","headline":"Loops","author":{"name":"Ada"},}',
        '/* by the theme */ {"@type":"Article","author":[{"name":"Ada"},],}',
        '{"@type":"Article","description":"two\nlines\tand tabs","author":"Ada"};',
        "<!-- {\"@type\":\"Article\",\"author\":\"Ada\"} -->",
        "//<![CDATA[\n{\"@type\":\"Article\",\"author\":\"Ada\"}\n//]]>",
        "{&quot;@type&quot;:&quot;Article&quot;,&quot;author&quot;:&quot;Ada&quot;}",
        "{'@type': 'Article', author: 'Ada'}",
        '{"@graph":[{"@type":"Person","@id":"#a","name":"Ada"},'
        '{"@type":"Article","author":{"@id":"#a"}}]}',
        '{"@type":"Article","author":[{"@type":"Organization","name":"Mill"},'
        '{"@type":"Person","name":"Ada"}]}',
    ],
)  # fmt: skip
def test_careless_json_ld_is_read(json: str) -> None:
    assert read(ld(json)).byline == "Ada"


def test_of_several_articles_the_pages_own_is_believed() -> None:
    others = "".join(
        ld(f'{{"@type":"Article","headline":"Other {n}","author":"Nobody {n}"}}') for n in range(5)
    )
    own = ld(f'{{"@type":"Article","url":"{_URL}","headline":"Mine","author":"Ada"}}')
    assert read(others + own).byline == "Ada"
    named = ld('{"@type":"Article","headline":"Loops","author":"Ada"}')
    assert read(others + named, "<h1>Loops</h1>").byline == "Ada"
    assert read(others, "<h1>Loops</h1>").byline == ""


@pytest.mark.parametrize(
    ("body", "byline"),
    [
        ("<div class=byline>By <a href=/authors/ada>Ada Miller</a> | <a href=/p>Paper</a></div>",
         "Ada Miller"),
        ("<p class=author><span>Ada Miller</span><span>March 4, 2026</span></p>", "Ada Miller"),
        ("<h1>Loops</h1><p>By Ada Miller / March 4, 2026</p>", "Ada Miller"),
        ("<h1>Loops</h1><p>Von Ada Müller, 4. März 2026</p>", "Ada Müller"),
        ("<h1>Loops</h1><p>Par Ada Meunier</p>", "Ada Meunier"),
        ("<h1>Loops</h1><p>김하늘 기자</p>", "김하늘"),
        ("<h1>Loops</h1><p>文：山田花子</p>", "山田花子"),
        ("<h1>Loops</h1><div><a href=/ada>@ada</a></div>", "@ada"),
        ("<h1>Loops</h1><div><a href=/contributors/ada>Ada Miller</a></div>", "Ada Miller"),
        ("<span class=byline><a rel=author href=/a>Ada</a> and <a rel=author href=/b>Bo</a></span>",
         "Ada and Bo"),
        ("<h1>Loops</h1><p>By the end of the day, all of the basins had run over twice.</p>", ""),
        ("<h1>Loops</h1><p class=author>admin</p>", ""),
        ("<h1>Loops</h1><p class=author>updated</p>", ""),
        ("<h1>Loops</h1><p class=author>{{ page.author }}</p>", ""),
        ("<p class=author>Ada Miller &lt;ada@mill.example&gt;</p>", "Ada Miller"),
        ("<h1>Loops</h1><p>Por la noche todo cambia</p>", ""),
        ("<div class='widget Blog'><h1>Loops</h1><b class=author>Ada Miller</b></div>",
         "Ada Miller"),
    ],
)  # fmt: skip
def test_names_are_found_where_pages_show_them(body: str, byline: str) -> None:
    assert read("", body).byline == byline


@pytest.mark.parametrize(
    ("text", "lang", "date"),
    [
        ("14. August 2026", "de", "2026-08-14"),
        ("Freitag, 14.08.2026, 19:51", "de", "2026-08-14"),
        ("14.8.26", "", "2026-08-14"),
        ("le 1er août 2026", "fr", "2026-08-01"),
        ("14 de agosto de 2026", "es", "2026-08-14"),
        ("8/14/2026 04:23 pm ET", "en", "2026-08-14"),
        ("14/8/2026", "en", "2026-08-14"),
        ("3/4/2026", "en-US", "2026-03-04"),
        ("3/4/2026", "fr", "2026-04-03"),
        ("Fri Aug 14 22:03:42 UTC 2026", "en", "2026-08-14"),
        ("20260814", "", "2026-08-14"),
    ],
)
def test_dates_of_many_lands_are_read(text: str, lang: str, date: str) -> None:
    found = read_date(text, lang)
    assert found is not None and found.date().isoformat() == date


@pytest.mark.parametrize(
    "head",
    [
        "<meta name=sailthru.date value='2026-08-14 10:00'>",
        "<meta name=article_date_original content='Friday, August 14, 2026, 4:51 PM'>",
        "<meta itemprop=datePublished content=2026-08-14>",
        "<meta name=twitter:label1 content=x><meta property=article:published content=2026-08-14>",
    ],
)
def test_a_date_stands_in_meta_tags_of_many_names(head: str) -> None:
    found = read(head, "", "https://a.example/x").published
    assert found is not None and found.date().isoformat() == "2026-08-14"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Mill rivals river in taps</title>", "<h1>How a mill rivals the river in taps</h1>",
         "How a mill rivals the river in taps"),
        ("<title>Forum</title><meta property=og:title content='A tap drips'>",
         "<h1>Thread: A tap drips</h1>", "A tap drips"),
        ("<title>A long title of an article on taps | Somebody's Page</title>", "",
         "A long title of an article on taps"),
        ("<title>이야기 - 물방앗간</title>", "", "이야기 - 물방앗간"),
        ("<title>水龙头与排水的漫长故事_生活_某报</title>", "", "水龙头与排水的漫长故事"),
        ("<title>Make it your own — Mill</title><meta property=og:site_name content=Mill>",
         "<h1>Mill</h1><h1>Make</h1>", "Make it your own"),
    ],
)  # fmt: skip
def test_the_heading_is_referee(head: str, body: str, title: str) -> None:
    assert read(head, body, "https://example.com/x").title == title
