"""Blocks are numbered as a browser counts them, headings get anchors, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from turbohtml import parse_fragment

from devket.capture import sanitise
from devket.capture.formulas import draw_formulas
from devket.capture.outline import BLOCKS, block_with, outline
from devket.core.types import SafeHtml
from tests.unit.capture.attacks import ATTACKS

PAGES = sorted(Path("tests/corpus/pages").glob("*/article.html"))
PAGE = sanitise(
    "<h2 id=art-own>Own name</h2><p>First of all.</p><ul><li>A leaf<p>inside</p></li></ul>"
    "<h3>Über <em>Trees</em> &amp; more</h3><p>Second of all.</p><h3>Über Trees &amp; more</h3>"
    "<h2>…</h2><blockquote><p>Said.</p></blockquote>"
)


def test_every_block_has_an_anchor_in_the_order_of_reading() -> None:
    found = outline(PAGE)
    tree = parse_fragment(found.html)
    blocks = [element for element in tree.iter_elements() if element.tag in BLOCKS]
    assert tuple(element.attrs["id"] for element in blocks) == found.anchors
    assert len(set(found.anchors)) == len(found.anchors)
    assert found.anchors[:4] == ("art-own", "b1", "b2", "b3")


def test_headings_are_named_by_their_words_and_never_twice() -> None:
    told = [(one.level, one.anchor, one.text) for one in outline(PAGE).headings]
    assert told == [
        (2, "art-own", "Own name"),
        (3, "part-über-trees-more", "Über Trees & more"),
        (3, "part-über-trees-more-6", "Über Trees & more"),
        (2, "b7", "…"),
    ]


def test_the_words_of_an_article_stay_as_they_are() -> None:
    assert len(PAGES) > 100
    for page in PAGES:
        html = draw_formulas(sanitise(page.read_text("utf-8")))
        shown = outline(html).html
        assert re.sub(r' id="(?:b\d+|part-[^"]*)"', "", shown) == html, page
        assert parse_fragment(shown).text == parse_fragment(html).text


def test_nothing_in_an_attribute_is_taken_for_a_tag() -> None:
    html = sanitise('<p title="<p>"><img src="https://a.example/x.png" alt="<p id=x><h2>"></p>')
    assert len(outline(html).anchors) == 1
    for attack in ATTACKS:
        clean = sanitise(attack)
        tree = parse_fragment(outline(clean).html)
        for element in tree.iter_elements():
            element.attrs.pop("id", None)
        plain = parse_fragment(clean)
        for element in plain.iter_elements():
            element.attrs.pop("id", None)
        assert tree.inner_html == plain.inner_html


def test_what_is_no_markup_of_ours_is_left_alone() -> None:
    odd = SafeHtml("<p>One</p><p title='<p>'>Two</p>")
    assert outline(odd).html == odd
    assert outline(odd).anchors == ()
    assert outline(SafeHtml()).headings == ()


@pytest.mark.parametrize(
    ("words", "near", "found"),
    [
        ("First of all.", 0.0, 1),
        ("  Second\n of   all.", 0.5, 5),
        ("A leafinside", 0.0, 2),
        ("Über Trees & more", 0.0, 4),
        ("Über Trees & more", 1.0, 6),
        ("Second of all, now with other words behind", 0.5, None),
        ("Nothing that is here", 0.5, None),
        ("", 0.5, None),
    ],
)
def test_a_block_is_found_by_its_first_words(words: str, near: float, found: int | None) -> None:
    assert block_with(PAGE, words, near=near) == found


def test_a_block_whose_end_was_changed_is_found_by_its_beginning() -> None:
    long = "A long sentence that stood in the first version, and went on like this to its end."
    now = "A long sentence that stood in the first version, but ends in another way now."
    assert block_with(f"<p>Other.</p><p>{now}</p>", long[:80], near=0) == 1


def test_words_between_coloured_code_are_found() -> None:
    code = "".join(f'<span class="k">word{n}</span> ' for n in range(40))
    words = " ".join(f"word{n}" for n in range(40))[:80]
    assert block_with(f"<p>Other.</p><pre><code>{code}</code></pre>", words, near=0) == 1
