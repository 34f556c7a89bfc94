"""Suggested tags: what a developer would have chosen, and nothing silly."""

from __future__ import annotations

import json

import pytest

from devket.library.services.suggesting import Facts, suggest
from tests.corpus.server import PAGES


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(title="What SQLite’s WAL mode really promises"), ("sqlite",)),
        (Facts(title="Django ORM: select_related 와 prefetch_related"), ("django", "orm")),
        (Facts(title="파이썬으로 배우는 데이터베이스"), ("python", "database")),
        (Facts(title="도커 컨테이너가 느린 이유"), ("docker",)),
        (Facts(title="Errors in Go", code_languages=["go"]), ("go",)),
        (Facts(title="Why goroutines leak"), ("go",)),
        (Facts(title="tally", address="https://pkg.go.dev/tally"), ("go",)),
        (Facts(title="Rust in production", code_languages=["rust"]), ("rust",)),
        (Facts(title="ferrule", kind="repository", card_language="Rust"), ("rust",)),
        (Facts(title="C++20 concepts and C#"), ("c++", "c#")),
        (Facts(title="A grid", address="https://a.example/notes/css-grid.html"), ("css",)),
        (Facts(title="Flask in an afternoon", code_languages=["python"]), ("flask", "python")),
    ],
)
def test_topics_are_found(facts: Facts, expected: tuple[str, ...]) -> None:
    assert suggest(facts, own=(), carried=()) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Go beyond the obvious",
        "Where did all the birds go?",
        "How to Remove Rust From Garden Tools",
        "A Flask of Coffee on the Ridge",
        "How Glaciers React to Warm Summers",
        "Swift action on housing",
        "Spring in the mountains",
        "The kernel of a walnut",
        "Class, order and phylum",
        "A gitarist remembers",
        "Testing the waters",
        "자바섬의 커피 농장 이야기",
    ],
)
def test_everyday_words_are_no_topics(title: str) -> None:
    assert (
        suggest(Facts(title=title, address="https://news.example/go/12"), own=(), carried=()) == ()
    )


def test_own_tags_come_first_and_stand_for_their_topics() -> None:
    facts = Facts(title="Python generators and the event loop", code_languages=["python"])
    own = ("lang/Python", "event loop", "gardening", "or")
    assert suggest(facts, own=own, carried=()) == ("event loop", "lang/Python")
    assert suggest(facts, own=own, carried=("Event Loop",)) == ("lang/Python",)
    assert suggest(facts, own=own, carried=("lang/python",)) == ("event loop",)
    assert suggest(facts, own=(), carried=("lang/python",)) == ()


def test_own_korean_tags_are_found_before_particles() -> None:
    facts = Facts(title="반도체는 어디로 가는가")
    assert suggest(facts, own=("반도체", "도체"), carried=()) == ("반도체",)


def test_there_are_five_at_most() -> None:
    title = "Python, Django, SQL, Docker, Kubernetes, AWS and git"
    assert len(suggest(Facts(title=title), own=(), carried=())) == 5


def test_pages_of_the_corpus_get_only_what_they_are_about() -> None:
    """A page without a word of code and without a topic in its title gets nothing."""
    for path in sorted(PAGES.glob("*/golden.json")):
        golden = json.loads(path.read_text("utf-8"))
        facts = Facts(title=golden["title"], address=golden["url"])
        found = suggest(facts, own=(), carried=())
        assert len(found) <= 2, (golden["title"], found)
        assert "go" not in found or "go.dev" in golden["url"]
