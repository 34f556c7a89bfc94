"""Code on whole pages of many platforms comes through the engine unchanged, with its language."""

from __future__ import annotations

import pytest
from turbohtml import parse_fragment

from devket.capture import extract
from tests.unit.capture.code_pages import CODE, FORMS
from tests.unit.capture.code_shapes import SHAPES

_ALL = FORMS | SHAPES
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
