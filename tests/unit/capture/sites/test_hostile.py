"""Pages that look like a site's and are none: no reader falls over one, or takes long."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from turbohtml import parse

from devket.capture import sites
from devket.capture.bounds import bound
from devket.capture.engine import extract
from devket.capture.model import Limits

_URLS = [
    "https://github.com/o/n",
    "https://github.com/o/n/issues/1",
    "https://github.com/o/n/blob/main/a.py",
    "https://github.com/o/n/releases",
    "https://gist.github.com/o/1",
    "https://gitlab.com/o/n/-/issues/1",
    "https://codeberg.org/o/n/issues/1",
    "https://codeberg.org/o/n/src/branch/main/a.py",
    "https://stackoverflow.com/questions/1/x",
    "https://news.ycombinator.com/item?id=1",
    "https://lobste.rs/s/a/b",
    "https://www.youtube.com/watch?v=aB3-_x9Yz01",
    "https://vimeo.com/123456",
    "https://pypi.org/project/x/",
    "https://www.npmjs.com/package/x",
    "https://pkg.go.dev/x",
    "https://arxiv.org/abs/2405.01234",
    "https://arxiv.org/html/2405.01234",
    "https://www.rfc-editor.org/rfc/rfc1.html",
    "https://peps.python.org/pep-1/",
    "https://talk.example/t/x/1",
    "https://m.example/@a/123456",
    "https://x.com/a/status/1",
]
_CLASS = re.compile(r"[.#]([a-zA-Z][\w-]{3,40})")
_HERE = Path(sites.__file__).parent


def _words() -> list[str]:
    """Return the class and id words that the readers look for."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(_HERE.rglob("*.py"))]
    return sorted({word for source in sources for word in _CLASS.findall(source)})


_WORDS = _words()
_TAG_WORDS = "div section table tr td li ul ol p pre article a span time h1 h2 dl dt dd blockquote"
_TAGS = _TAG_WORDS.split()


def _soup(seed: int, size: int) -> str:
    chance = random.Random(seed)
    parts = ['<meta name="generator" content="Discourse"><meta name="citation_title" content="T">']
    for _ in range(size):
        tag = chance.choice(_TAGS)
        words = " ".join(chance.sample(_WORDS, 3))
        name = chance.choice(_WORDS)
        stamp = chance.choice(["2024-01-01", "x", "9" * 400, "-1"])
        parts.append(
            f'<{tag} class="{words}" id="{name}" href="{stamp}" title="{stamp}" datetime="{stamp}"'
            f' indent="{stamp}" data-score="{stamp}" data-answerid="1" width="{stamp}">{stamp} word'
        )
        if chance.random() < 0.6:
            parts.append(f"</{tag}>")
    return "".join(parts)


_LARGE = _soup(7, 3_000)


@pytest.mark.parametrize("url", _URLS)
def test_no_soup_of_a_site_makes_its_reader_fall_over(url: str) -> None:
    assert extract(_soup(len(url), 120), url).title is not None


@pytest.mark.parametrize("url", _URLS)
def test_no_reader_takes_long_over_a_large_page_of_its_words(url: str) -> None:
    document = parse(_LARGE, positions=False)
    bound(document, Limits())
    began = time.process_time()
    sites.read(document, url)
    assert time.process_time() - began < 5
