"""Formulas are drawn for showing; what is kept stays TeX, and nothing of a page passes through."""

from __future__ import annotations

import re
import time

import pytest
from turbohtml import parse_fragment

from devket.capture import sanitise
from devket.capture.formulas import draw_formulas, mathml_of

_OURS = frozenset(
    [
        "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub",
        "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd",
    ]
)  # fmt: skip


def inner(tex: str) -> str:
    drawn = mathml_of(tex, is_display=False)
    return re.sub(r"^<math[^>]*>(.*)</math>$", r"\1", drawn)


@pytest.mark.parametrize(
    ("tex", "drawn"),
    [
        ("2^k", "<msup><mn>2</mn><mi>k</mi></msup>"),
        ("x^12", "<mrow><msup><mi>x</mi><mn>1</mn></msup><mn>2</mn></mrow>"),
        (r"\frac{1}{3}", "<mfrac><mn>1</mn><mn>3</mn></mfrac>"),
        (r"\epsilon \leq b", "<mrow><mi>ϵ</mi><mo>≤</mo><mi>b</mi></mrow>"),
        ("x_{n+1}", "<msub><mi>x</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msub>"),
        ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        ("f'", "<msup><mi>f</mi><mo>′</mo></msup>"),
        (r"\sum_i a", "<mrow><munder><mo>∑</mo><mi>i</mi></munder><mi>a</mi></mrow>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\mathbb{R}", "<mi>ℝ</mi>"),
        (r"\text{if } x", "<mrow><mtext>if </mtext><mi>x</mi></mrow>"),
        (r"\hat{x}", '<mover accent="true"><mi>x</mi><mo>^</mo></mover>'),
    ],
)
def test_the_usual_forms_are_drawn(tex: str, drawn: str) -> None:
    assert inner(tex) == drawn


def test_lines_and_matrices_are_tables() -> None:
    assert inner(r"a \\ b").count("<mtr>") == 2
    drawn = inner(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}")
    assert (drawn.count("<mtd>"), drawn.startswith("<mrow><mo>(</mo>")) == (4, True)


@pytest.mark.parametrize(
    "tex", [r"\foo{x}", "{", "}", "a_", "^", r"\begin{pmatrix} a", "$x$", "\\", "{" * 4000]
)
def test_what_is_not_understood_is_left_as_its_source(tex: str) -> None:
    html = sanitise(f'<p>So <span class="math">{tex}</span> holds.</p>')
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


def test_a_long_formula_takes_no_long_time() -> None:
    started = time.perf_counter()
    for tex in ("x_{" * 900 + "}" * 900, "^_" * 1400, r"\left" * 500, "'" * 2900, "a " * 1400):
        mathml_of(tex, is_display=True)
    assert time.perf_counter() - started < 2
