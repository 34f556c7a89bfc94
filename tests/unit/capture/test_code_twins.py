"""A block that a plugin left beside the one it drew stands once in the article."""

from __future__ import annotations

import pytest
from turbohtml import parse

from devket.capture.code import lift_code

_CODE = "for tide in table:\n    moor(tide)\n"


def _blocks(html: str) -> list[tuple[str, str]]:
    document = parse(html)
    store = lift_code(document)
    found = (store.block_of(pre) for pre in document.select("pre"))
    return [(block.text, block.language) for block in found if block is not None]


@pytest.mark.parametrize(
    "html",
    [
        f"<div><pre>{_CODE}</pre></div><pre class='language-python' hidden>{_CODE}</pre>",
        f"<div><pre class='language-python'>{_CODE}</pre> <div><pre>{_CODE}</pre></div></div>",
    ],
)
def test_the_source_beside_what_was_drawn_from_it_goes(html: str) -> None:
    assert _blocks(html) == [(_CODE, "python")]


def test_code_said_again_after_some_words_stays() -> None:
    html = f"<pre>{_CODE}</pre><p>And once more:</p><pre>{_CODE}</pre>"
    assert [text for text, _ in _blocks(html)] == [_CODE, _CODE]


def test_a_short_command_may_stand_twice() -> None:
    assert len(_blocks("<pre>make</pre><pre>make</pre>")) == 2
