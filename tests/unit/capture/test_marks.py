"""The text of an article, and marks painted into it without breaking anything."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from turbohtml import parse_fragment

from devket.capture import sanitise
from devket.capture.formulas import draw_formulas
from devket.capture.marks import Mark, is_code, paint, text_of
from devket.core.types import SafeHtml

PAGES = Path(__file__).parents[2] / "corpus" / "pages"
CODE = '<pre><code data-lang="python"><span class="k">def</span> f(a &lt; b):\n  x</code></pre>'
PIECES = st.sampled_from(
    [
        "<p>one <b>two</b> <i>three</i></p>",
        "<p>a &amp; b &lt; c&nbsp;d <br>e</p>\n",
        "<ul>\n<li>x</li>\n<li>y <a href='https://a.example/?q=1&amp;r=2'>z</a></li>\n</ul>",
        "<table><tr>\n<td>1</td><td>😀 é</td></tr></table>",
        CODE,
        "<blockquote><p>q</p>\n<p>r</p></blockquote>",
        '<p>so <span class="math">a^2 &lt; b</span> holds</p>',
        '<div class="math">\\frac{1}{2}</div>',
        "<p>한국어와 日本語</p>",
        '<p><img src="https://a.example/x.png" alt="a &gt; b"> after</p>',
    ]
)
ARTICLES = st.lists(PIECES, min_size=1, max_size=6).map("".join).map(sanitise)
PLACES = st.lists(st.tuples(st.integers(0, 80), st.integers(1, 60)), max_size=5)


def marks_in(text: str, places: list[tuple[int, int]]) -> list[Mark]:
    numbers = count(1)
    return [
        Mark(next(numbers), start, min(start + length, len(text)), "yellow")
        for start, length in places
        if start < len(text)
    ]


@pytest.mark.parametrize("draws", [False, True], ids=["plain", "drawn"])
@given(html=ARTICLES, places=PLACES)
@settings(max_examples=150, deadline=None)
def test_painting_changes_no_word_and_breaks_no_tag(
    html: SafeHtml, places: list[tuple[int, int]], *, draws: bool
) -> None:
    html = draw_formulas(html) if draws else html
    text = text_of(html)
    marks = marks_in(text, places)
    painted = paint(html, marks)
    assert text_of(painted) == text
    page = parse_fragment(painted, positions=False)
    assert page.inner_html == painted, "a parser would write it in another way"
    for mark in marks:
        pieces = page.select(f'[data-highlight-id="{mark.id}"]')
        shown = "".join(piece.text for piece in pieces)
        wanted = text[mark.start : mark.end]
        if "math" not in html:  # a formula is marked as a whole
            assert "".join(shown.split()) == "".join(wanted.split())
        if wanted.strip():
            assert pieces[0].attrs.get("id") == f"h{mark.id}"
    assert paint(html, []) is html


def test_the_text_is_what_a_parser_makes_of_it() -> None:
    for path in sorted(PAGES.glob("*/article.html")):
        html = sanitise(path.read_text(encoding="utf-8"))
        assert text_of(html) == parse_fragment(html, positions=False).text, path.parent.name
        assert text_of(draw_formulas(html)) == text_of(html), path.parent.name


def test_long_articles_are_painted_whole() -> None:
    rng = Random(3)
    for path in sorted(PAGES.glob("*/article.html"))[::4]:
        html = sanitise(path.read_text(encoding="utf-8"))
        text = text_of(html)
        places = [(rng.randrange(len(text) or 1), rng.randrange(1, 400)) for _ in range(40)]
        assert text_of(paint(html, marks_in(text, places))) == text, path.parent.name


def test_marks_over_each_other_stand_in_each_other() -> None:
    html = sanitise("<p>abcdef</p>")
    painted = paint(html, [Mark(1, 0, 4, "blue"), Mark(2, 2, 6, "pink", has_note=True)])
    page = parse_fragment(painted, positions=False)
    assert [(mark.attrs["data-highlight-id"], mark.text) for mark in page.select("mark")] == [
        ("1", "ab"), ("1", "cd"), ("2", "cd"), ("2", "ef"),
    ]  # fmt: skip
    assert 'data-color="pink" data-note' in painted


def test_a_line_break_at_the_start_of_code_does_not_count() -> None:
    assert text_of('<pre data-file="a">\nx</pre>') == "x"
    assert text_of("<p>a\r\nb\rc</p>") == "a\nb\nc"


def test_code_is_told_from_prose() -> None:
    html = f"<p>before</p>{CODE}<p>after</p>{CODE}"
    text = text_of(html)
    first, second = text.index("def"), text.rindex("def")
    assert is_code(html, first, first + 10)
    assert is_code(html, second, len(text))
    assert not is_code(html, 0, 6)
    assert not is_code(html, first - 3, first + 10)
    assert not is_code(html, first, second + 3)
