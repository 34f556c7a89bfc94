"""Code on whole pages of many platforms comes through the engine unchanged, with its language."""

from __future__ import annotations

import pytest
from turbohtml import parse_fragment

from devket.capture.engine import extract
from tests.unit.capture.code_oddities import ODDITIES
from tests.unit.capture.code_pages import CODE, FORMS
from tests.unit.capture.code_shapes import SHAPES

_ALL = FORMS | SHAPES | ODDITIES
_BEFORE = (
    "<p>The rows come in from the store, one page at a time, and most of them are of no use to us,"
    " so we look for those that stand above a number and count them.</p>"
)
_AFTER = (
    "<p>What comes out is a line of text, which the next step reads again, splits, and writes to"
    " the log; nothing else depends on it, as far as we could see.</p>"
)


def _page(form: str) -> str:
    return (
        "<!doctype html><html lang=en><head><title>Picking rows</title></head><body><nav><a href=/>"
        f"Home</a></nav><main><article><h1>Picking rows</h1>{_BEFORE * 3}{form}{_AFTER * 3}"
        "</article></main><footer>All of it is ours</footer></body></html>"
    )


@pytest.mark.parametrize("name", _ALL)
def test_code_comes_through_unchanged_with_its_language(name: str) -> None:
    form, language = _ALL[name]
    page = extract(_page(form), "https://blog.example/rows", colour=False)
    blocks = parse_fragment(page.content_html).select("pre")
    assert [block.text.removesuffix("\n") for block in blocks] == [CODE]
    code = blocks[0].find("code")
    assert code is not None
    assert (code.attr("data-lang") or "") == language


def test_tokens_of_one_line_are_no_lines() -> None:
    form = (
        '<pre><code><span class="a">go </span><span class="a">run</span><span class="a"> .</span>'
    )
    page = extract(_page(form + "</code></pre>"), "https://blog.example/rows", colour=False)
    assert [b.text for b in parse_fragment(page.content_html).select("pre")] == ["go run ."]


def test_a_prompt_before_the_code_stays() -> None:
    form = '<pre><span class="prompt">$ </span><code>make all</code></pre>'
    page = extract(_page(form), "https://blog.example/rows", colour=False)
    assert [b.text for b in parse_fragment(page.content_html).select("pre")] == ["$ make all"]


def test_a_listing_whose_own_lines_are_numbered_keeps_its_numbers() -> None:
    form = "<pre>1 one\n2 two\n3 three</pre><pre>1\n2\n3</pre>"
    page = extract(_page(form), "https://blog.example/rows", colour=False)
    texts = [b.text for b in parse_fragment(page.content_html).select("pre")]
    assert texts == ["1 one\n2 two\n3 three", "1\n2\n3"]


def test_parts_of_a_module_keep_the_empty_lines_between_them() -> None:
    form = (
        '<div class="highlight"><pre>import os\n\n\n<div class="viewcode-block"><a class='
        '"viewcode-back" href="a.html">[docs]</a>def f():\n    pass</div>\n\n\n<div class='
        '"viewcode-block"><a class="viewcode-back" href="b.html">[docs]</a>def g():\n    pass'
        "</div></pre></div>"
    )
    page = extract(_page(form), "https://docs.example/rows", colour=False)
    block = parse_fragment(page.content_html).select("pre")[0].text
    assert "import os\n\n\n" in block
    assert "def f():\n    pass\n\n\n" in block
