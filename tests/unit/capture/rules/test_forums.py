"""Each forum's thread: all posts, in order, under their authors, without what stands around."""

from __future__ import annotations

from pathlib import Path

import pytest
from turbohtml import parse_fragment

from devket.capture import Extracted, State
from devket.capture import rules as rules_room
from devket.capture.engine import extract
from devket.capture.model import Kind
from devket.capture.rules.load import load_file
from tests.unit.capture.rules.forum_pages import FIRST, HOSTS, PAGES, SECOND

_RULES = Path(rules_room.__file__).parent / "10-forums.toml"
_UNDATED = {"flarum", "bbpress", "wpforo"}


def read(name: str) -> Extracted:
    host = HOSTS.get(name, "board.example")
    return extract(f"<title>Twice</title>{PAGES[name]}", f"https://{host}/t/1")


def test_every_rule_has_its_page() -> None:
    assert [rule.name for rule in load_file(_RULES)] == list(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_all_posts_are_kept_in_order_and_nothing_else(name: str) -> None:
    page = read(name)
    assert page.log["rule"] == name
    assert page.state is State.FULL_TEXT and page.kind is Kind.DISCUSSION
    assert page.text.index(FIRST) < page.text.index(SECOND)
    assert "Junk" not in page.text


@pytest.mark.parametrize("name", PAGES)
def test_each_post_is_headed_with_its_author(name: str) -> None:
    root = parse_fragment(read(name).content_html)
    names = [name.text for name in root.select("section.post > p.post-meta > strong")]
    assert names[:2] == ["Ada Lane", "Bo Reed"]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "phpbb2"])
def test_code_in_a_post_is_kept_as_it_is(name: str) -> None:
    root = parse_fragment(read(name).content_html)
    assert root.select("section.post pre")[0].text == "load(1)\n  load(2)"


@pytest.mark.parametrize("name", PAGES)
def test_the_thread_is_by_its_first_author(name: str) -> None:
    page = read(name)
    assert page.byline == "Ada Lane"
    assert page.card["comments"] == ("2" if name.startswith("reddit") else "1")
    if name not in _UNDATED:
        assert page.published is not None and f"{page.published:%Y-%m-%d}" == "2026-03-14"


def test_votes_and_the_answer_that_helped_are_told() -> None:
    assert "▲ 12" in read("reddit").content_html and "▲ 3" in read("discourse").content_html
    assert "post-accepted" in read("xenforo").content_html


def test_the_next_page_of_a_thread_is_told() -> None:
    assert read("discourse").next_url == "https://board.example/t/1?page=2"


def test_a_quote_in_a_post_stays() -> None:
    assert "Quoted words." in read("discourse").text


def test_replies_to_replies_are_posts_of_their_own() -> None:
    for name in ("reddit", "reddit-old"):
        assert read(name).content_html.count("A reply.") == 1
