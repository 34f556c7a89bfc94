"""Formulas keep their source, or a readable form of it, whatever drew them."""

from __future__ import annotations

import pytest
from turbohtml import parse

from devket.capture.engine import extract
from devket.capture.normalise.mathml import tex_of_mathml

_PROSE = (
    "<p>The boats came in, the harbour filled with noise, and those who had waited since the"
    " morning bought their fish, one after another, until nothing was left.</p>"
)


@pytest.mark.parametrize(
    ("mathml", "tex"),
    [
        ("<msup><mi>q</mi><mn>2</mn></msup>", "q^2"),
        ("<msub><mi>a</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>", "a_{i+1}"),
        ("<msubsup><mi>x</mi><mn>0</mn><mn>2</mn></msubsup>", "x_0^2"),
        ("<mfrac><mn>1</mn><mrow><mn>2</mn><mi>n</mi></mrow></mfrac>", r"\frac{1}{2n}"),
        ("<msqrt><mi>x</mi><mo>+</mo><mi>y</mi></msqrt>", r"\sqrt{x+y}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<munderover><mo>∑</mo><mn>1</mn><mi>n</mi></munderover><mi>k</mi>", "∑_1^nk"),
        ("<mi>a</mi>\n  <mo>=</mo> <mi>b</mi>", "a=b"),
        ("<msup><mi>x</mi></msup>", "x"),
    ],
)
def test_mathml_is_written_as_tex(mathml: str, tex: str) -> None:
    math = parse(f"<math>{mathml}</math>").find("math")
    assert math is not None
    assert tex_of_mathml(math) == tex


def test_mathml_nested_past_sense_is_still_read() -> None:
    math = parse("<math>" + "<mrow>" * 300 + "<mi>x</mi>" + "</mrow>" * 300 + "</math>").find(
        "math"
    )
    assert math is not None
    assert tex_of_mathml(math) == "x"


@pytest.mark.parametrize(
    ("form", "markup"),
    [
        ('<div class="math notranslate">\\[a &lt; b\\]</div>', '<div class="math">a &lt; b</div>'),
        ('<span class="arithmatex">\\(c\\)</span>', '<span class="math">c</span>'),
        ('<div class="math"><p><img src="m.png" alt="d = e"></p></div>', ">d = e</span>"),
        (
            '<span class="katex"><span class="katex-html" aria-hidden="true"><span>f</span></span>'
            "</span>",
            '<span class="math">f</span>',
        ),
        ("<math><msup><mi>g</mi><mn>2</mn></msup></math>", '<span class="math">g^2</span>'),
    ],
)
def test_a_formula_without_its_source_beside_it_stays(form: str, markup: str) -> None:
    page = (
        f"<main><article><h1>Sums</h1>{_PROSE * 4}<p>So {form} holds.</p>{_PROSE}</article></main>"
    )
    assert markup in extract(page, "https://maths.example/sums").content_html


def test_who_is_quoted_stays_with_the_quotation() -> None:
    quote = "<blockquote><p>It is cold.</p><footer>— <cite>The harbour master</cite></footer>"
    page = f"<main><article><h1>Sea</h1>{_PROSE * 4}{quote}</blockquote>{_PROSE}</article></main>"
    assert "The harbour master" in extract(page, "https://sea.example/a").text


def test_an_aside_that_is_a_remark_becomes_a_callout() -> None:
    aside = '<aside class="docs-aside docs-aside--tip"><p>Bring a coat, it is cold.</p></aside>'
    page = f"<main><article><h1>Sea</h1>{_PROSE * 4}{aside}{_PROSE}</article></main>"
    assert (
        '<div class="callout callout-tip">' in extract(page, "https://sea.example/a").content_html
    )


def test_links_in_code_stay_on_their_words_when_marks_before_them_go() -> None:
    code = '<pre>\u200bfirst\u200b <a href="/t">Type</a>\u00a0{}</pre>'
    page = f"<main><article><h1>Sea</h1>{_PROSE * 4}{code}{_PROSE}</article></main>"
    html = extract(page, "https://sea.example/a", colour=False).content_html
    assert 'first <a href="https://sea.example/t" rel="noopener nofollow">Type</a> {}' in html
