"""Traps that real pages set for the choice of the article, each a small page of our own."""

from __future__ import annotations

from devket.capture.engine import extract
from devket.capture.model import Extracted

WORDS = (
    "The tide turned before noon, the boats came in, and the harbour filled with the noise of"
    " engines, gulls and people who had waited since the early morning for their fish."
)
PROSE = "".join(f"<p>{n}. {WORDS}</p>" for n in range(6))


def read(body: str) -> Extracted:
    page = f"<!doctype html><html lang=en><head><title>Harbour</title></head><body>{body}</body>"
    return extract(page, "https://news.example/harbour", colour=False)


def test_an_anchor_that_is_never_closed_is_no_link() -> None:
    page = read(f"<div><h1>Harbour</h1>{PROSE.replace('<p>', '<p><a name=x>')}</div>")
    assert page.text.count("tide turned") == 6


def test_a_section_whose_id_is_its_heading_stays() -> None:
    page = read(
        f"<div class=body><div class=section id=intro><h1>Models</h1>{PROSE}</div>"
        f'<div class=section id="extra-fields-on-relations"><h2>Extra fields on relations</h2>'
        f"<p>Kept: {WORDS}</p>"
        "<pre>a = 1</pre></div></div>"
    )
    assert "Kept:" in page.text
    assert "a = 1" in page.text


def test_comments_are_no_section_of_that_name() -> None:
    page = read(
        f"<article><h1>Harbour</h1>{PROSE}</article><div id=comments><h2>2 comments</h2>"
        f"<p>First! {WORDS}</p><p>Second, {WORDS}</p></div>"
    )
    assert "First!" not in page.text


def test_a_box_named_sidebar_that_holds_code_is_one_of_the_text() -> None:
    page = read(
        f"<div class=chapter><h1>Labels</h1>{PROSE}<div class=sidebar><h3>In practice</h3><p>"
        f"Ask for the label.</p><pre>$ id -Z</pre></div>{PROSE}</div>"
    )
    assert "$ id -Z" in page.text


def test_a_long_column_beside_the_text_goes() -> None:
    live = "".join(f"<li><a href=/l{n}>At {n} o'clock</a> <p>{WORDS}</p></li>" for n in range(40))
    page = read(
        f"<main><div><article><h1>Harbour</h1>{PROSE}</article></div>"
        f"<aside id=sidebar><ul>{live}</ul></aside></main>"
    )
    assert page.text.count("tide turned") == 6


def test_a_list_of_teasers_beside_the_article_goes() -> None:
    teasers = "".join(
        f"<div class=block><h4><strong>Opinion</strong> <a href=/t{n}>Another story here</a></h4>"
        f"<p>Teaser {n}, {WORDS}</p></div>"
        for n in range(3)
    )
    page = read(
        f"<div id=story><div class=part>{PROSE}</div><div class=group>{teasers}</div></div>"
    )
    assert "Teaser" not in page.text
    assert page.text.count("tide turned") == 6


def test_humped_class_names_are_read_word_by_word() -> None:
    page = read(
        f"<div class=col><div class=articleText>{PROSE}</div><div class=relatedContent><p>Also: "
        f"{WORDS}</p></div></div>"
    )
    assert "Also:" not in page.text


def test_code_of_a_section_the_heuristic_left_out_comes_back() -> None:
    methods = "".join(f"<div class=m><h3>m{n}</h3><p>{WORDS}</p></div>" for n in range(6))
    page = read(
        "<main><section class=description><p>Short.</p><pre>one = make()</pre></section>"
        f"<section class=details><div class=list>{methods}<pre>two()</pre></div></section></main>"
    )
    assert "one = make()" in page.text
    assert "two()" in page.text


def test_the_same_code_in_comments_does_not_widen_the_article() -> None:
    page = read(
        f"<article><h1>Harbour</h1>{PROSE}<pre>a()</pre><pre>b()</pre></article><div "
        f"class=comments><div class=comment><p>Mine: {WORDS}</p><pre>c()</pre></div></div>"
    )
    assert "Mine:" not in page.text
