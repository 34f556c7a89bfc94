"""Reading what was read: an article made a page again keeps its code, pictures and words."""

from __future__ import annotations

import pytest
from turbohtml import parse

from devket.capture.capture import capture
from devket.capture.engine import extract
from devket.capture.folder import FolderFetch
from devket.capture.model import Extracted
from tests.corpus.server import PAGES, golden, slugs

_FETCH = FolderFetch(PAGES)


def _first(slug: str) -> Extracted:
    page = capture(golden(slug)["url"], fetch=_FETCH, read=extract).page
    assert page is not None
    return page


def _again(page: Extracted) -> Extracted:
    # At another host: who knows a site by its address would look for that site's own markup.
    return extract(
        f"<!doctype html><html lang='{page.lang}'><title>{page.title}</title><body><article>"
        f"<h1>{page.title}</h1>{page.content_html}</article>",
        "https://again.example/",
    )


def _code(page: Extracted) -> list[tuple[str, str]]:
    return [
        (block.text, block.attr("data-lang") or "")
        for block in parse(str(page.content_html)).select("pre code")
    ]


_ARTICLES = [
    slug
    for slug in slugs()
    if golden(slug)["state"] == "full text" and golden(slug).get("kind") != "image"
]


@pytest.mark.parametrize("slug", _ARTICLES)
def test_an_article_read_again_is_the_same(slug: str) -> None:
    first = _first(slug)
    again = _again(first)
    assert _code(again) == _code(first)
    assert again.content_html.count("<img") == first.content_html.count("<img")
    assert again.text == first.text
