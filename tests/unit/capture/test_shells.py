"""Pages without markup of their own: the article is read from the data they carry."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from turbohtml import parse, parse_fragment

from devket.capture import shells
from devket.capture.engine import extract
from devket.capture.model import State
from tests.unit.capture.shell_pages import (
    CODE,
    HTML,
    MARKDOWN,
    POST,
    SHELLS,
    TITLE,
    WORDS,
    of_json,
    shell,
)

_URL = "https://mill.example/posts/slow-taps"


def codes(html: str) -> list[str]:
    return [pre.text for pre in parse_fragment(html).select("pre")]


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_gives_the_article_it_carries(name: str) -> None:
    page = extract(SHELLS[name], _URL)
    assert page.state is State.FULL_TEXT
    assert page.log["rule"].startswith("shell.")
    assert all(words in page.text for words in WORDS)
    assert "cookies" not in page.text and "Another post" not in page.text
    assert codes(page.content_html) == [CODE]
    assert page.code_languages == ("python",)


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_tells_who_wrote_it_and_when(name: str) -> None:
    page = extract(SHELLS[name], _URL)
    assert (page.title, page.byline) == (TITLE, "Ada Miller")
    assert page.published is not None
    assert page.published.date() == datetime(2026, 3, 4, tzinfo=UTC).date()


def test_markdown_in_the_data_is_read_as_markdown() -> None:
    page = extract(of_json({"post": {**POST, "content": MARKDOWN}}), _URL)
    assert "<h2" in page.content_html and codes(page.content_html) == [CODE]
    assert page.code_languages == ("python",)


def test_plain_text_in_the_data_is_read_as_paragraphs() -> None:
    page = extract(of_json({"post": {"title": TITLE, "body": "\n\n".join(WORDS)}}), _URL)
    assert page.content_html.count("<p>") == len(WORDS)


def test_a_page_that_shows_its_text_is_not_taken_for_a_shell() -> None:
    body = f"<article><h1>Mine</h1>{'<p>' + 'Text that the page shows itself, of course. ' * 20}"
    assert shells.read(parse(SHELLS["next"].replace("<div id=root>", body)), _URL) is None


@pytest.mark.parametrize(
    "data",
    [
        {"messages": {"welcome": "Welcome to the place where everything is fine. " * 30}},
        {"tokens": ["abcdef0123456789" * 200]},
        {"styles": {"css": "body { color: red; } a { color: blue; } " * 80}},
        {"a": [[[[[[[["x"]]]]]]]], "b": "y" * 500},
    ],
)
def test_data_that_is_no_article_is_left_alone(data: object) -> None:
    page = extract(of_json(data), _URL)
    assert page.state is not State.FULL_TEXT or "welcome" not in page.text


def test_streamed_parts_go_where_they_belong() -> None:
    html = shell(
        "<main><h1>T</h1><!--$?--><template id='B:0'></template><p>Loading…</p><!--/$--></main>"
        f"<div hidden id='S:0'><article>{HTML}</article></div><script>$RC('B:0','S:0')</script>"
    )
    page = extract(html, _URL)
    assert codes(page.content_html) == [CODE] and "Loading" not in page.text
    assert WORDS[0] in page.text


def test_a_shadow_root_is_read_with_what_its_slots_hold() -> None:
    html = shell(
        "<x-post><template shadowrootmode='open'><article><h2>Inside</h2>"
        f"{HTML}<slot name='end'></slot></article></template><p slot='end'>Light at the end of"
        " it, in its slot, of a fair length.</p></x-post>"
    )
    page = extract(html, _URL)
    assert codes(page.content_html) == [CODE] and "Light at the end" in page.text


def test_what_stands_in_noscript_is_read_when_nothing_else_does() -> None:
    page = extract(shell(f"<noscript><h1>{TITLE}</h1>{HTML}</noscript>"), _URL)
    assert codes(page.content_html) == [CODE] and WORDS[-1] in page.text


def test_the_body_in_json_ld_is_read_when_nothing_else_does() -> None:
    claims = {"@type": "BlogPosting", "headline": TITLE, "articleBody": "\n\n".join(WORDS)}
    page = extract(shell(f"<script type='application/ld+json'>{json.dumps(claims)}</script>"), _URL)
    assert page.state is State.FULL_TEXT and WORDS[-1] in page.text


def test_hidden_scripts_in_the_data_never_come_out() -> None:
    evil = HTML + "<script>boom()</script><img src=x onerror=boom()><a href='javascript:x'>l</a>"
    page = extract(of_json({"post": {"title": TITLE, "content": evil}}), _URL)
    assert "boom" not in page.content_html and "javascript" not in page.content_html


@pytest.mark.parametrize(
    "script",
    [
        "window.__STATE__ = " + "{a:" * 50_000,
        "window.__STATE__ = " + "[" * 200_000,
        "window.__NUXT__=(function(a){return " + "[a," * 20_000 + "}(1))",
        "self.__next_f.push([1,\"" + "0:" * 50_000 + "\"])",
        "window.a=" * 30_000,
        "JSON.parse('" + "\\\\" * 50_000,
        "kit.start data: [" + "/*" * 50_000,
    ],
)  # fmt: skip
def test_hostile_data_is_passed_over(script: str) -> None:
    page = extract(shell(f"<script>{script}{' ' * 300}</script>"), _URL)
    assert page.state in State


def test_flat_data_that_names_itself_ends() -> None:
    loop = [{"a": 0, "b": [0, 0]}, [0, 1, 1, 1, 1]] * 50
    assert extract(of_json(loop, 'id="__NUXT_DATA__"'), _URL).state in State
