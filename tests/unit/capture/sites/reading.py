"""What the tests of all sites use: a page read as its site's, and the code that came of it."""

from __future__ import annotations

import json

from turbohtml import parse_fragment

from devket.capture import Extracted, State
from devket.capture.engine import extract
from devket.capture.told import CARD

# Tabs, blank lines, a last newline, markup and words that pages put on buttons.
CODE = 'def copy(a):\n\tif a < "b" and True:  # &amp;\n\n        return {"x": 1}\n\nCopy\n  42\n'


def read(html: str, url: str) -> Extracted:
    """Return what the engine makes of a page, which must have been kept whole."""
    page = extract(html, url)
    assert page.state is State.FULL_TEXT, (page.state, page.reason)
    assert page.card.keys() <= CARD
    return page


def codes(page: Extracted) -> list[str]:
    return [code.text for code in parse_fragment(page.content_html).select("pre code")]


def metas(page: Extracted) -> list[str]:
    """Return the line above each post."""
    return [line.text for line in parse_fragment(page.content_html).select(".post-meta")]


def held(value: object) -> str:
    """Return JSON as it stands in a script."""
    return json.dumps(value).replace("</", "<\\/")
