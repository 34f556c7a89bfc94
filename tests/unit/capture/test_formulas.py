"""Formulas are drawn for showing; what is kept stays TeX, and nothing of a page passes through."""

from __future__ import annotations

import re
import time

import pytest
from turbohtml import parse_fragment

from devket.capture import sanitise
from devket.capture.formulas import draw_formulas, mathml_of

_OURS_WORDS = (
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover"
    " mtable mtr mtd mstyle mpadded mphantom"
)
_OURS = frozenset(_OURS_WORDS.split())


def inner(tex: str) -> str:
    return re.sub(r"^<math[^>]*>(.*)</math>$", r"\1", mathml_of(tex, is_display=False))


@pytest.mark.parametrize(
    ("tex", "drawn"),
    [
        ("2^k", "<msup><mn>2</mn><mi>k</mi></msup>"),
        (r"\frac{1}{3}", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>3</mn></mrow></mfrac>"),
        (r"\epsilon \leq b", "<mi>ϵ</mi><mo>≤</mo><mi>b</mi>"),
        (r"\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mn>3</mn></mroot>"),
        (r"\mathbb{R}", "<mi>ℝ</mi>"),
        (r"\text{if}\ x", "<mtext>if</mtext>"),
    ],
)
def test_the_usual_forms_are_drawn(tex: str, drawn: str) -> None:
    assert drawn in inner(tex)


@pytest.mark.parametrize("name", ["align*", "aligned", "gathered", "split", "pmatrix", "cases"])
def test_lines_and_matrices_are_tables(name: str) -> None:
    drawn = inner(rf"\begin{{{name}}} a & b \\ c & d \end{{{name}}}")
    assert drawn.count("<mtr>") == 2
    assert "&amp;" not in drawn


@pytest.mark.parametrize(
    "tex", [r"\foo{x}", "{", "}", "^", r"\begin{pmatrix} a", "$x$", "a & b", "{" * 2900]
)
def test_what_is_not_understood_is_left_as_its_source(tex: str) -> None:
    escaped = tex.replace("&", "&amp;")
    html = sanitise(f'<p>So <span class="math">{escaped}</span> holds.</p>')
    assert draw_formulas(html) == html


def test_only_the_formulas_of_an_article_change() -> None:
    html = sanitise('<p>a <code>2^k</code></p><div class="math">x &lt; 2</div><p>&amp;lt; b</p>')
    drawn = draw_formulas(html)
    assert '<math display="block" alttext="x &lt; 2"><mrow><mi>x</mi><mo>&lt;</mo>' in drawn
    assert drawn.startswith("<p>a <code>2^k</code></p>")
    assert drawn.endswith("<p>&amp;lt; b</p>")


@pytest.mark.parametrize(
    "tex",
    [
        "<img src=x onerror=alert(1)>",
        r"\text{</mtext><script>alert(1)</script>}",
        r"\operatorname{<b>} \mathbf{\"><svg>}",
        r"\href{javascript:alert(1)}{x}",
        '"><a href=x>',
    ],
)
def test_no_formula_writes_a_tag_that_is_not_ours(tex: str) -> None:
    escaped = tex.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    drawn = draw_formulas(sanitise(f'<span class="math">{escaped}</span>'))
    tags = {element.tag for element in parse_fragment(drawn).iter_elements()}
    assert tags <= _OURS | {"span", "html", "body", "#document-fragment"}
    assert "javascript:" not in re.sub(r'alttext="[^"]*"', "", drawn) or "href" not in drawn


def test_a_long_formula_takes_no_long_time() -> None:
    started = time.perf_counter()
    for tex in ("x_{" * 900 + "}" * 900, "^_" * 1400, r"\left" * 500, "'" * 2900, "a " * 1400):
        mathml_of(tex, is_display=True)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("word", [r"\newcommand{%s}", r"\def%s", r"\newcommand {%s}"])
def test_words_that_a_formula_makes_for_itself_are_not_followed(word: str) -> None:
    started = time.perf_counter()
    tex = word % r"\za" + "{x}"
    for one, other in zip("abcdef", "bcdefg", strict=True):
        tex += word % rf"\z{other}" + "{" + rf"{{\z{one}}}" * 12 + "}"
    assert mathml_of(tex + r"\zg", is_display=False) == ""
    assert time.process_time() - started < 1


def test_an_article_of_nothing_but_odd_formulas_is_drawn_in_part_and_soon() -> None:
    html = sanitise(f'<div class="math">{"()" * 1450}</div>' * 400)
    started = time.process_time()
    drawn = draw_formulas(html)
    assert time.process_time() - started < 4
    assert 1 <= drawn.count("<math") < 20
    assert drawn.endswith("()</div>")
