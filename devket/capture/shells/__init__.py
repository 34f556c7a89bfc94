"""Pages that show nothing without scripts: their text from the data they carry."""

from __future__ import annotations

import re

from turbohtml import Document, Element

from devket.capture.about.structured import read_structured, texts_of
from devket.capture.shells.search import article_of, best_article, facts_of
from devket.capture.shells.sources import values_in
from devket.capture.shells.trees import settle, without_scripts
from devket.capture.told import Told

_LITTLE = 700  # characters of text a page shows; with more it is no shell
_TEXTS = ("p", "pre", "li", "td", "blockquote", "h2", "h3", "code")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_TIMES = 1.5  # how much more the data must say than the page shows


def read(document: Document, url: str) -> Told | None:
    """Return what the embedded data of a page says, None when its markup says as much.

    Parts that scripts would only move (streamed boundaries, shadow roots) are put in place.
    """
    settle(document)
    shown = _shown(document)
    if shown >= _LITTLE:
        return None
    name = _names(document)
    for source, value in values_in(document):
        found = best_article(value, url, name)
        if found is None:
            continue
        article = article_of(found.value)
        if article is None or _length(article.text) < shown * _TIMES:
            continue
        headline, byline, published = facts_of(found)
        return Told(f"shell.{source}", article, headline, byline, published=published)
    return _of_body(document, shown) or _of_noscript(document, shown)


def _names(document: Document) -> str:
    """Return all the names a page gives itself, to know its article by."""
    claims = document.select('meta[property="og:title"], meta[name="twitter:title"]')[:4]
    title = document.find("title")
    own = title.text[:1000] if title is not None else ""
    return " ".join([own, *((claim.attr("content") or "")[:1000] for claim in claims)])


def _shown(document: Document) -> int:
    """Measure what a page shows without scripts, no further than is needed."""
    length = 0
    for element in document.iter_elements(_TEXTS):
        if element.closest("noscript, [hidden], nav, footer, template") is None:
            length += _length(element.text)
        if length >= _LITTLE:
            break
    return length


def _length(text: str) -> int:
    bare = text.strip()
    return len(bare) + 2 * len(_WIDE.findall(bare))


def _of_body(document: Document, shown: int) -> Told | None:
    """The article as JSON-LD gives it: whole, though mostly without its links and pictures."""
    claims = read_structured(document)
    text = next(iter(texts_of(claims.article.get("articleBody"))), "")
    if _length(text) < max(_LITTLE, shown * _TIMES):
        return None
    article = article_of(text)
    return Told("shell.articleBody", article) if article is not None else None


def _of_noscript(document: Document, shown: int) -> Told | None:
    article: Element | None = without_scripts(document)
    if article is None or _length(article.text) < max(400, shown * _TIMES):
        return None
    return Told("shell.noscript", article)
