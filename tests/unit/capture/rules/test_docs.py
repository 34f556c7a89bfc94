"""Documentation of each generator: the whole body with its code, without what leads elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from turbohtml import parse_fragment

from devket.capture import Extracted, State
from devket.capture import rules as rules_room
from devket.capture.engine import extract
from devket.capture.rules.load import load_file
from tests.unit.capture.rules import doc_pages, reference_pages

PAGES = {**doc_pages.PAGES, **reference_pages.PAGES}
HOSTS = {**doc_pages.HOSTS, **reference_pages.HOSTS}
_FOLDER = Path(rules_room.__file__).parent


def read(name: str) -> Extracted:
    host = HOSTS.get(name, "docs.example")
    return extract(f"<title>Lantern</title>{PAGES[name]}", f"https://{host}/lantern")


def test_every_rule_has_its_page() -> None:
    names = [rule.name for rule in load_file(_FOLDER / "20-docs.toml")]
    names += [rule.name for rule in load_file(_FOLDER / "25-references.toml")]
    assert names == list(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_the_body_is_kept_and_nothing_else(name: str) -> None:
    page = read(name)
    assert page.log["rule"] == name
    assert page.state is State.FULL_TEXT
    assert page.text.count("The lantern is lit") == 6
    assert "Junk" not in page.text


@pytest.mark.parametrize("name", PAGES)
def test_code_is_kept_as_it_is(name: str) -> None:
    root = parse_fragment(read(name).content_html)
    assert doc_pages.CODE in [code.text for code in root.select("pre > code")]


@pytest.mark.parametrize("name", PAGES)
def test_headings_keep_their_words_and_ids_alone(name: str) -> None:
    root = parse_fragment(read(name).content_html)
    headings = {(h.text, h.attr("id")) for h in root.select("h2, h3")}
    assert ("Use", "art-use") in headings


def test_lines_that_a_book_hides_are_no_code() -> None:
    root = parse_fragment(read("mdbook").content_html)
    assert root.select("pre > code.language-rust")[0].text.strip() == "light();"


def test_fragments_of_doxygen_are_code() -> None:
    lines = "".join(f"<div class=line>{line}</div>" for line in ("f() {", "  g();", "}"))
    body = f"<div class=contents><p>{'Words. ' * 60}</p><div class=fragment>{lines}</div></div>"
    page = extract(f"<meta name=generator content='Doxygen 1.9'>{body}", "https://docs.example/f")
    root = parse_fragment(page.content_html)
    assert [code.text for code in root.select("pre > code")] == ["f() {\n  g();\n}"]
