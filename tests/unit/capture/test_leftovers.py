"""What stands beside an article on its page is no word of it."""

from __future__ import annotations

import pytest

from devket.capture.engine import extract

_URL = "https://a.example/posts/one"
_PROSE = "<p>A paragraph of an article, with commas, which is long enough to count as prose.</p>"


def read(extra: str) -> str:
    page = extract(f"<title>One</title><article><h1>One</h1>{_PROSE * 5}{extra}{_PROSE}", _URL)
    return page.content_html


@pytest.mark.parametrize("words", ["Advertisement", "Anzeige:", "광고", "Jump to Recipe"])
def test_a_label_of_an_advertisement_goes(words: str) -> None:
    assert words not in read(f"<div><p>{words}</p></div>")


def test_the_same_word_stays_in_a_list_and_in_a_sentence() -> None:
    kept = read("<ul><li><p>Advertisement</p></li></ul><p>Advertisement is older than print.</p>")
    assert kept.count("Advertisement") == 2


def test_a_heading_is_no_link_to_itself_and_can_still_be_reached() -> None:
    kept = read(
        '<p><a href="#way">See there</a> first, as it is short.</p>'
        '<h2><a id="way" href="#way">2. </a><a href="#way">The way</a></h2>'
    )
    assert '<h2 id="art-way">2. The way</h2>' in kept
    assert 'href="#art-way"' in kept


def test_a_heading_that_leads_to_another_page_stays_a_link() -> None:
    assert '<a href="https://a.example/two"' in read('<h2><a href="/two">Two</a></h2>')


def test_the_pieces_of_a_caption_stand_apart_and_are_said_once() -> None:
    kept = read(
        '<figure><img src="/a.png" width="600" height="400" alt="A quay"><figcaption>'
        "<span>The quay at noon.</span><span><span>Credit</span>"
        "<span><span>Credit</span><span>Image by Ilse Rook</span></span></span></figcaption>"
        "</figure>"
    )
    assert "The quay at noon. Credit Image by Ilse Rook" in kept


def test_the_first_letter_of_a_caption_stays_with_its_word() -> None:
    kept = read(
        '<figure><img src="/a.png" width="600" height="400" alt="A quay"><figcaption>'
        "<b>T</b><span>he quay</span></figcaption></figure>"
    )
    assert "The quay" in kept.replace("<b>T</b>", "T")


def test_more_than_two_line_ends_are_no_more_than_two() -> None:
    kept = read("<div>The first part of it,<br><br> <br>\n<br>and the second part of it.</div>")
    assert kept.count("<br>") == 2


def test_a_line_end_beside_a_block_goes_and_those_of_a_verse_stay() -> None:
    kept = read("<div><br><p>One line,<br>and another.</p><br><br><p>The end of it.</p></div>")
    assert kept.count("<br>") == 1


def test_a_list_of_facts_keeps_the_name_of_its_author() -> None:
    kept = read('<dl><dt>Author:</dt><dd><div class="author">A. Wren</div></dd></dl>')
    assert "A. Wren" in kept


def test_a_task_of_a_list_is_marked_as_one() -> None:
    kept = read('<ul><li><input type="checkbox" disabled checked> Sand the oar</li></ul>')
    assert '<li class="task">☑ Sand the oar</li>' in kept


def test_the_way_back_from_a_note_stands_after_it() -> None:
    note = '<li id="cite_note-1"><span><a href="#cite_ref-1">↑</a></span> <span>A note.</span></li>'
    kept = read(
        f'<p>Said.<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup></p><ol>{note}</ol>'
    )
    assert 'A note. <a href="#art-cite_ref-1" class="footnote-back"' in kept
    assert "↑" not in kept


def test_ways_back_to_several_places_keep_their_letters() -> None:
    ways = '^ <a href="#cite_ref-1-0">a</a> <a href="#cite_ref-1-1">b</a> A note.'
    assert ">a</a>" in read(f'<ol><li id="cite_note-1">{ways}</li></ol>')


def test_an_excerpt_says_neither_marks_of_notes_nor_a_lone_link() -> None:
    page = extract(
        '<title>One</title><article><h1>One</h1><p><a href="/b">The long story behind it</a></p>'
        '<p>It began at sea.<sup><a href="#fn1">[1]</a></sup> Nobody saw it, or said so.</p>'
        f'{_PROSE * 5}<ol><li id="fn1">A note.</li></ol>',
        _URL,
    )
    assert page.excerpt.startswith("It began at sea. Nobody saw it")


@pytest.mark.parametrize(
    ("box", "kind"),
    [
        ('<div class="NOTE"><p>Note</p><p>Mind the tide.</p></div>', "note"),
        ('<div class="WARNING"><p>경고</p><p>Mind the tide.</p></div>', "warning"),
        ('<div class="tip"><p>Tip:</p><p>Mind the tide.</p></div>', "tip"),
    ],
)
def test_a_box_that_names_its_own_kind_is_a_callout(box: str, kind: str) -> None:
    assert f'<div class="callout callout-{kind}"><p><strong>' in read(box)


def test_a_box_with_such_a_class_and_other_words_is_none() -> None:
    assert "callout" not in read('<div class="tip"><p>Ten of them</p><p>Mind the tide.</p></div>')


@pytest.mark.parametrize(
    ("host", "is_kept"), [("news.a.example", False), ("a.example", False), ("b.example", True)]
)
def test_what_the_writer_points_to_elsewhere_stays_at_the_end(host: str, is_kept: bool) -> None:
    links = (
        f'<li><a href="https://{host}/oar">The oar</a><li><a href="https://{host}/sail">Sail</a>'
    )
    page = f"<title>One</title><article><h1>One</h1>{_PROSE * 9}<h2>Related</h2><ul>{links}</ul>"
    assert ("The oar" in extract(page, "https://www.a.example/posts/one").content_html) is is_kept


def test_a_box_of_the_page_at_the_end_goes_wherever_it_leads() -> None:
    box = '<h2>Related</h2><ul class=picks><li><a href="https://ads.test/1">Buy an oar</a></ul>'
    page = f"<title>One</title><article><h1>One</h1>{_PROSE * 9}{box}</article>"
    assert "Buy an oar" not in extract(page, _URL).content_html


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("<p>Tags: <a href=/t/1>oars</a>, <a href=/t/2>sails</a></p>", False),
        ("<dl><dt>Filed under:</dt><dd><a href=/t/1>oars</a></dd></dl>", False),
        ("<p>Tags: <a href=/t/1>oars</a> are what a boat is pulled along by.</p>", True),
        ("<p>Knots: <a href=/k/1>oars</a>, <a href=/k/2>sails</a></p>", True),
    ],
)
def test_a_line_that_names_the_tags_of_an_article_goes(line: str, is_kept: bool) -> None:
    assert ("oars" in read(line)) is is_kept


@pytest.mark.parametrize("words", ["Enlarge this image", "View this image ›", "Play video"])
def test_the_name_of_a_thing_to_press_goes(words: str) -> None:
    assert words not in read(f"<p><a href=/big.png>{words}</a></p>")


@pytest.mark.parametrize("name", ["right-rail", "author-info", "ugc-flyout"])
def test_a_column_or_box_named_as_beside_the_article_goes(name: str) -> None:
    assert "boating" not in read(f"<div class={name}><p>More about boating, every week.</p></div>")
