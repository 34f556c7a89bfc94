"""The addresses of which a page says that they are the same person's: `rel="me"`."""

from __future__ import annotations

from turbohtml import parse

from devket.capture.decode import decode
from devket.core.urls import join

_MOST = 200
_LONGEST = 2_000  # characters


def own_links(html: bytes, url: str, content_type: str | None) -> tuple[str, ...]:
    """Return where the page's links with `rel="me"` lead, absolute, in their order.

    https://microformats.org/wiki/rel-me; in the head and in the text alike.
    """
    text, _ = decode(html, content_type)
    found = []
    for element in parse(text).select("a[rel][href], link[rel][href]"):
        words = str(element.attr("rel") or "").lower().split()
        href = str(element.attr("href") or "").strip()
        if "me" in words and href and len(href) <= _LONGEST:
            found.append(join(url, href) or "")
        if len(found) == _MOST:
            break
    return tuple(filter(None, found))
