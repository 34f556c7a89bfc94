"""Hostile pages cost bounded time, and what is left of them is still safe and small.

The bounds here are many times what the work takes, so that a busy machine does not fail them.
"""

from __future__ import annotations

import time

import pytest
from turbohtml import parse

from devket.capture.bounds import bound
from devket.capture.engine import extract
from devket.capture.model import Limits, State
from devket.capture.sanitise import sanitise

_URL = "https://a.example/p"
_MOST_SECONDS = 10.0

HOSTILE = {
    "nested divs": "<div>" * 200_000 + "x",
    "nested spans": "<p>" + "<span>x" * 50_000,
    "nested tables": "<table><tr><td>" * 20_000 + "x",
    "nested lists": "<ul><li>x" * 20_000,
    "nested quotes": "<blockquote>x" * 6_000,
    "nested pre": "<pre>" * 20_000 + "x",
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x</p>",
    "long attribute": f"<p class='{'a ' * 50_000}' style='{'x:' * 50_000}'>x</p>",
    "entities": "<p>" + "&amp; some text " * 60_000,
    "paragraphs": "<p>some words, with commas, in a paragraph</p>" * 10_000,
    "links": "<a href=#>x</a>" * 6_000,
    "formatting": "<p>" + "<b><i><a>x<p>" * 1_500,
    "one long line": "<p>" + "word " * 100_000,
    "long title": f"<title>{'a | ' * 50_000}</title><p>x",
    "brackets": "<" * 100_000,
    "comments": "<!--x-->" * 50_000,
    "code lines": "<pre>" + "<div>x</div>" * 6_000 + "</pre>",
    "small code blocks": "<pre>x = 1</pre>" * 2_000,
    "json-ld": "<script type='application/ld+json'>" + "[" * 100_000 + "</script><p>x",
    "balanced json-ld": "<script type='application/ld+json'>"
    + "[" * 50_000
    + "]" * 50_000
    + "</script><p>x",
    "nested json-ld": "<script type='application/ld+json'>"
    + '{"@graph":[{"mainEntity":' * 400
    + "1"
    + "}]}" * 400
    + "</script><p>x",
    "a title of nothing but the site": "<title>" + "a | example | " * 20_000 + "</title><p>x",
    "images": "<img src=a.png srcset='" + "a.png 1x," * 50_000 + "'>",
    "headings": "<h2>same</h2>" * 5_000,
    "twin pictures": "".join(f"<p>x<p><img src=/a.png?{n}>" for n in range(5_000)),
    "links in a depth": "<p>some words, with commas</p>" * 20
    + "<div>" * 200
    + "<a href=/x></a>" * 2_000
    + "x",
    "bylines": "<h1>x</h1>" + "<p>Ada, 3 May 2026</p>" * 5_000,
    "tasks": "<ul>" + "<li><input type=checkbox disabled> x" * 5_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_takes_bounded_time(name: str) -> None:
    started = time.process_time()
    page = extract(HOSTILE[name], _URL)
    assert time.process_time() - started < _MOST_SECONDS
    assert page.state in State


@pytest.mark.parametrize("name", ["nested divs", "attributes", "entities", "formatting"])
def test_the_sanitiser_alone_takes_bounded_time(name: str) -> None:
    started = time.process_time()
    sanitise(HOSTILE[name])
    assert time.process_time() - started < _MOST_SECONDS


WIDE_TABLES = {
    "tables within tables": "<table><tr><td>a<td>b<tr><td>c<td>d<tr><td>e" * 9,
    "a long cell beside many rows": f"<table><tr><td>{'words ' * 200}<td>b"
    + "<tr><td>a<td>b" * 500,
}


@pytest.mark.parametrize("name", WIDE_TABLES)
def test_the_text_of_tables_is_not_filled_up_with_spaces(name: str) -> None:
    prose = "<p>" + "some words, with commas, in a paragraph. " * 20
    page = extract(f"<article>{prose * 9}{WIDE_TABLES[name]}", _URL)
    assert page.state is State.FULL_TEXT
    assert len(page.text) < 40_000
    assert "a b" in page.text


def test_text_below_the_depth_limit_is_not_lost() -> None:
    document = parse("<div>" * 1000 + "deep text" + "</div>" * 1000)
    bound(document, Limits(max_depth=50))
    body = document.find("body")
    assert body is not None and body.text == "deep text"
    depth, node = 0, body
    while (child := node.find("div")) is not None:
        depth, node = depth + 1, child
    assert depth < 50


def test_attributes_beyond_the_limit_go_and_the_first_stay() -> None:
    names = " ".join(f"a{n}={n}" for n in range(100))
    document = parse(f"<body {names}><p {names}>x <b>y</b></p>")
    bound(document, Limits(max_attributes=10))
    for tag in ("body", "p"):
        element = document.find(tag)
        assert element is not None
        assert list(element.attrs) == [f"a{n}" for n in range(10)]
        assert element.text == "x y"


def test_names_that_nobody_may_write_do_no_harm() -> None:
    names = " ".join(f"a{n}=1" for n in range(100))
    document = parse(f'<di"v {names} <p"=1>x <b>y</b></di"v><x-y <="z" {names}>z')
    bound(document, Limits(max_attributes=10))
    body = document.find("body")
    assert body is not None and body.text == "x yz"


def test_code_in_an_element_of_the_pages_own_making_is_kept() -> None:
    blocks = "".join(f"<p>Step {n}</p><pre>x = {n}</pre>" for n in range(9))
    page = extract(f"<x-post><nav>{blocks}</nav></x-post><p>{'words, ' * 60}", _URL)
    assert page.content_html.count("<pre") == 9


def test_elements_beyond_the_limit_go() -> None:
    document = parse("<p>x</p>" * 100)
    bound(document, Limits(max_elements=50))
    assert 40 < len(list(document.iter_elements())) <= 50


@pytest.mark.parametrize(
    "html",
    [
        "",
        " ",
        "\x00",
        "\ufeff",
        "<",
        "<!doctype html>",
        "<html>",
        "<p",
        "]]>",
        "\ud800",
        "<body></body>",
        "<pre>",
    ],
)
def test_a_page_of_nothing_is_no_article(html: str) -> None:
    page = extract(html, _URL)
    assert (page.state, page.text) == (State.NOT_AN_ARTICLE, "")


@pytest.mark.parametrize(
    "body", [b"", b"\x00" * 1000, bytes(range(256)) * 40, b"\xff\xfe<p>", b"\x1b$B" * 99]
)
def test_bytes_of_any_kind_are_read(body: bytes) -> None:
    assert extract(body, _URL, "text/html").state in State
