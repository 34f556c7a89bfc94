"""Questions of each software: the accepted answer first, comments folded, and the card's facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from turbohtml import parse_fragment

from devket.capture import Extracted, State
from devket.capture import rules as rules_room
from devket.capture.engine import extract
from devket.capture.model import Kind
from devket.capture.rules.load import load_file
from tests.unit.capture.rules.question_pages import ASKED, BEST, FIRST, NOTE, PAGES

_RULES = Path(rules_room.__file__).parent / "15-questions.toml"
_ACCEPTING = ("question2answer", "askbot", "osqa", "microdata-questions")


def read(name: str) -> Extracted:
    return extract(f"<title>Once</title>{PAGES[name]}", "https://ask.example/1")


def test_every_rule_has_its_page() -> None:
    assert [rule.name for rule in load_file(_RULES)] == list(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_question_and_answers_are_kept_and_nothing_else(name: str) -> None:
    page = read(name)
    assert page.log["rule"] == name and page.state is State.FULL_TEXT
    assert all(page.text.count(text) == 1 for text in (ASKED, FIRST, BEST))
    assert "Junk" not in page.text
    assert page.byline == "Ada Lane"
    assert page.published is not None and f"{page.published:%Y-%m-%d}" == "2026-03-14"


@pytest.mark.parametrize("name", _ACCEPTING)
def test_the_accepted_answer_stands_first(name: str) -> None:
    page = read(name)
    root = parse_fragment(page.content_html)
    sections = root.select("section.post:not(details section)")
    authors = [section.select("p.post-meta strong")[0].text for section in sections]
    assert authors == ["Ada Lane", "Bo Reed", "Cy Moss"]
    assert sections[1].has_class("post-accepted")
    assert page.kind is Kind.QUESTION
    assert page.card == {"score": "5", "answers": "2", "accepted": "1"}


@pytest.mark.parametrize("name", ["question2answer", "askbot", "osqa"])
def test_comments_are_folded_under_their_answer(name: str) -> None:
    root = parse_fragment(read(name).content_html)
    comments = root.select("section.post-accepted > details > section.post")
    assert [comment.text for comment in comments] == [f"Ada Lane{NOTE}"]
