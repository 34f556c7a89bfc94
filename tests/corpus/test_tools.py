"""What makes, scores and compares the corpus does so rightly."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from bench.compare import EXPLAINED, bare, differences, explanations, unexplained
from bench.corpus import ROOT, run
from tests.corpus.generate.__main__ import Page
from tests.corpus.later import marked
from tests.corpus.scores import Reading, overlap, score, scores, structure
from tests.corpus.server import PAGES, golden, slugs


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages, made anew in another place."""
    folder = tmp_path_factory.mktemp("corpus") / "pages"
    shutil.copytree(PAGES, folder)
    for slug in slugs():
        Page(folder / slug).write()
    return folder


@pytest.mark.parametrize("slug", slugs())
def test_a_page_lies_there_as_its_source_makes_it(again: Path, slug: str) -> None:
    made = {p.relative_to(again): p.read_bytes() for p in (again / slug).rglob("*") if p.is_file()}
    kept = {p.relative_to(PAGES): p.read_bytes() for p in (PAGES / slug).rglob("*") if p.is_file()}
    assert [str(name) for name in made if made[name] != kept.get(name)] == []


def test_nothing_lies_in_the_corpus_that_no_source_names() -> None:
    named = {f"{slug}/{block['file']}" for slug in slugs() for block in golden(slug)["code"]}
    lying = {str(path.relative_to(PAGES)) for path in PAGES.glob("*/code/*")}
    assert lying - named == set()


def test_a_perfect_reader_has_the_best_score() -> None:
    slug = "devto-cascade"
    expected = golden(slug)
    html = (PAGES / slug / "article.html").read_text("utf-8")
    reading = Reading("full text", None, html, expected["title"], expected["byline"], None)
    found = score(slug, expected, reading, PAGES / slug)
    assert (found.state, found.text, found.code, found.language, found.structure) == (1,) * 5
    assert found.metadata == pytest.approx(2 / 3)  # the date is missing


def test_words_that_are_missing_or_too_many_lower_the_score() -> None:
    wanted = Counter("abcd")
    assert overlap(wanted, Counter("ab")) == pytest.approx(2 / 3)
    assert overlap(wanted, Counter("abcdefgh")) == pytest.approx(2 / 3)
    assert overlap(Counter(), wanted) is None


def test_a_kind_of_block_that_is_lost_lowers_the_structure() -> None:
    wanted = "<h2>One</h2><ul><li>first</li><li>second</li></ul>"
    assert structure(wanted, "<h2>One</h2><p>first</p><ul><li>second</li></ul>") == 0.75
    assert structure("<p>only text", "") is None


def test_any_folder_of_pages_can_be_scored(tmp_path: Path) -> None:
    shutil.copytree(PAGES / "minima-cron", tmp_path / "minima-cron")
    (found,) = scores(tmp_path)
    assert (found.slug, found.state, found.code) == ("minima-cron", 1.0, 1.0)


@pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="there is no older engine without a history"
)
def test_the_corpus_is_shown_as_an_older_engine_read_it_and_now(tmp_path: Path) -> None:
    shutil.copytree(PAGES / "minima-cron", tmp_path / "pages" / "minima-cron")
    figures = run("HEAD", tmp_path / "shown" / "index.html", tmp_path / "pages")
    page = (tmp_path / "shown" / "index.html").read_text("utf-8")
    assert figures["code"] == 100
    assert "HEAD against now" in page and "minima-cron" in page


def test_what_only_the_other_engine_keeps_is_listed(tmp_path: Path) -> None:
    shutil.copytree(PAGES / "minima-cron", tmp_path / "minima-cron")
    theirs = "<p>On one night in October</p><p>A sentence that nobody wrote.</p><pre>x = 1</pre>"
    lines = list(differences({"minima-cron": {"html": theirs}}, tmp_path))
    assert lines == [
        ("minima-cron", "code: x = 1"),
        ("minima-cron", "text: A sentence that nobody wrote."),
    ]
    assert unexplained(iter(lines), [("*", "code: ")]) == [
        "minima-cron: text: A sentence that nobody wrote."
    ]
    assert bare("A  b—c!") == "abc"


def test_a_check_is_marked_and_unmarked_without_another_change() -> None:
    source = "+++\nurl = 'x'\n[[more]]\nurl = 'y'\n+++\ntext\n"
    once = marked(source, ["code"])
    assert once == "+++\nurl = 'x'\nlater = [\"code\"]\n[[more]]\nurl = 'y'\n+++\ntext\n"
    assert marked(once, []) == source


def test_every_explained_line_belongs_to_a_page() -> None:
    assert {page for page, _ in explanations(EXPLAINED)} <= {"*", *slugs()}
