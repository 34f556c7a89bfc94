"""Site rules in the text format that other readers share, from an operator's folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devket.capture import Extracted, Sandbox
from devket.capture.engine import extract
from devket.capture.rules import use_folder
from devket.capture.rules.ftr import configs_for, parse_config

_URL = "https://blog.press.example/a"
_PROSE = "<p>A paragraph of an article, with commas, which is long enough to count as prose.</p>"
_PAGE = (
    "<title>Wrong</title><h1 class=t>Right<i>!</i></h1><p class=by>Ada Lane</p>"
    "<p class=by>Bo Reed</p><time>14 March 2026</time>"
    "<a class=next href=/a?p=2>Next</a><a class=whole href=/a/all>All</a>"
    f"<div id=story>{_PROSE * 6}<p class='promo x'>Junk</p><p id=promo>Junk</p><aside>Junk</aside>"
    f"<p><img src=/ad/1.png><img src=/i/1.png></p><pre>a\n  b</pre></div><div>{_PROSE * 9}</div>"
)
_FILE = """
# A comment: not a rule
title: //h1[@class='t']/text()
author: //p[@class='by']
date: //time
body: //div[@id='none']
body: //div[@id='story']
strip: //aside
strip_id_or_class: promo
strip_image_src: /ad/
next_page_link: //a[@class='next']/@href
single_page_link: //a[@class='whole']
prune: no
tidy: no
test_url: https://press.example/a
http_header(user-agent): Other
"""


@pytest.fixture(autouse=True)
def _no_folder_after() -> Iterator[None]:
    yield
    use_folder(None)


def read(folder: Path, text: str, name: str = ".press.example", page: str = _PAGE) -> Extracted:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    use_folder(folder)
    return extract(page, _URL)


def test_a_file_tells_body_title_author_and_date(tmp_path: Path) -> None:
    page = read(tmp_path, _FILE)
    assert page.log["rule"] == "ftr:.press.example"
    assert (page.title, page.byline) == ("Right", "Ada Lane, Bo Reed")
    assert page.published is not None and page.published.month == 3
    assert page.text.count("A paragraph") == 6 and "Junk" not in page.text
    assert "/i/1.png" in page.content_html and "/ad/" not in page.content_html
    assert "a\n  b" in page.content_html


def test_it_tells_where_the_article_goes_on(tmp_path: Path) -> None:
    page = read(tmp_path, _FILE)
    assert page.next_url == "https://blog.press.example/a?p=2"


def test_the_file_of_the_host_is_asked_first(tmp_path: Path) -> None:
    for name in ("blog.press.example", ".press.example", ".example", "press.example", "other"):
        (tmp_path / f"{name}.txt").write_text(_FILE, encoding="utf-8")
    names = [config.name for config in configs_for(tmp_path, _URL)]
    assert names == ["blog.press.example", ".press.example", ".example"]


@pytest.mark.parametrize(
    "text",
    [
        "body: //div[@id='none']",
        "body: //div[",
        "body: php:function('x')",
        "body: //h1",
        "body:",
        "title: //h1",
        "\x00\xff: : ::",
        "",
    ],
)
def test_a_file_that_gives_too_little_is_passed_over(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).log["rule"] == ""


def test_an_expression_that_cannot_be_used_finds_nothing(tmp_path: Path) -> None:
    text = "body: //div[@id='story']\nstrip: //p[\nauthor: f(.)\ntitle: count(//p)\ndate: //p[$x]"
    page = read(tmp_path, text)
    assert page.log["rule"].startswith("ftr:") and page.title == "Wrong"


def test_strings_of_the_markup_are_replaced(tmp_path: Path) -> None:
    text = 'body: //main\nfind_string: id="story"\nreplace_string: id="s"\n'
    text += "replace_string(<aside>): <i>\nbody: //div[@id='s']"
    page = read(tmp_path, text)
    assert page.log["rule"] == "ftr:.press.example" and page.text.count("A paragraph") == 6


def test_the_whole_on_one_page_is_told_only_where_the_page_has_it(tmp_path: Path) -> None:
    config = parse_config("x", "single_page_link: //a\nif_page_contains: //nav\nprune: no")
    assert config.of("if_page_contains") == ["//nav"] and not config.is_pruned


def test_a_host_that_is_no_file_name_reads_none(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(_FILE, encoding="utf-8")
    assert not list(configs_for(tmp_path / "deep", "https://../x"))
    assert not list(configs_for(tmp_path, "https://[::1]/x"))


def test_the_reader_apart_uses_the_folder_too(tmp_path: Path) -> None:
    (tmp_path / "blog.press.example.txt").write_text(_FILE, encoding="utf-8")
    with Sandbox(site_rules=tmp_path) as sandbox:
        assert sandbox.extract(_PAGE, _URL).log["rule"] == "ftr:blog.press.example"
