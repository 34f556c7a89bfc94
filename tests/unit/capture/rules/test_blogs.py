"""Places where people publish: the article alone, its cover, its author where only a rule knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from turbohtml import parse_fragment

from devket.capture import Extracted, State
from devket.capture import rules as rules_room
from devket.capture.engine import extract
from devket.capture.rules.load import load_file
from tests.unit.capture.rules.blog_pages import AUTHORED, HOSTS, PAGES
from tests.unit.capture.rules.doc_pages import CODE, TEXT

_FOLDER = Path(rules_room.__file__).parent


def read(name: str) -> Extracted:
    host = HOSTS.get(name, "blog.example")
    return extract(f"<title>Lantern</title>{PAGES[name]}", f"https://{host}/lantern")


def test_every_rule_has_its_page() -> None:
    files = ("30-blogs.toml", "40-generic.toml")
    assert [rule.name for file in files for rule in load_file(_FOLDER / file)] == list(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_the_article_is_kept_and_nothing_else(name: str) -> None:
    page = read(name)
    assert page.log["rule"] == name
    assert page.state is State.FULL_TEXT
    assert page.text.count("The lantern is lit") in (6, 12)
    assert "Junk" not in page.text


@pytest.mark.parametrize("name", PAGES)
def test_code_is_kept_as_it_is(name: str) -> None:
    root = parse_fragment(read(name).content_html)
    assert {code.text for code in root.select("pre > code")} == {CODE}


@pytest.mark.parametrize("name", AUTHORED)
def test_the_author_is_told(name: str) -> None:
    assert read(name).byline == "Ada Lane"


@pytest.mark.parametrize("name", ["ghost", "papermod"])
def test_the_picture_above_the_text_is_kept(name: str) -> None:
    assert "/i/cover.jpg" in read(name).content_html


@pytest.mark.parametrize("name", ["wordpress", "hatom", "microformats"])
def test_where_several_say_they_are_the_article_none_is_believed(name: str) -> None:
    page = extract(f"<title>Lanterns</title>{PAGES[name] * 2}", "https://blog.example/")
    assert page.log["rule"] == ""


def test_what_holds_little_of_the_prose_is_not_believed() -> None:
    page = (
        f"<main class=h-entry><div class=e-content>{TEXT * 2}</div></main><main>{TEXT * 4}</main>"
    )
    assert extract(page, "https://blog.example/a").log["rule"] == ""
