"""Whether one must pay for an article, by what its page says for search engines."""

from __future__ import annotations

from turbohtml import Document, SelectorSyntaxError

from devket.capture.about.structured import Structured, texts_of

_SENT = 400  # characters: with these, the part to pay for was sent along
_MOST_SELECTORS = 8


def paid_part(document: Document, claims: Structured) -> tuple[bool | None, bool]:
    """Return whether the article is free (None when nobody says) and whether it was cut.

    Pages name the part to pay for by a selector: some send it all the same and hide it by scripts.
    """
    is_free = _as_bool(claims.article.get("isAccessibleForFree"))
    if is_free is None and claims.first("article:content_tier", "og:article:content_tier") in (
        "locked",
        "premium",
    ):
        is_free = False
    if is_free is not False:
        return is_free, False
    lengths = [_length(document, selector) for selector in _selectors(claims)]
    found = [length for length in lengths if length is not None]
    if sum(found) >= _SENT:
        return None, False
    return False, bool(found)


def _as_bool(claim: object) -> bool | None:
    if isinstance(claim, bool):
        return claim
    return {"true": True, "false": False}.get(str(claim).lower().rsplit("/", 1)[-1])


def _selectors(claims: Structured) -> list[str]:
    parts = claims.article.get("hasPart")
    found: list[str] = []
    for part in (parts if isinstance(parts, list) else [parts])[:_MOST_SELECTORS]:
        if isinstance(part, dict) and _as_bool(part.get("isAccessibleForFree")) is False:
            found += texts_of(part.get("cssSelector"))
    return found[:_MOST_SELECTORS]


def _length(document: Document, selector: str) -> int | None:
    """Return how much text stands under a selector, None when there is nothing of that name."""
    try:
        elements = document.select(selector[:200])[:50]
    except SelectorSyntaxError:
        return None
    return sum(len(element.text.strip()) for element in elements) if elements else None
