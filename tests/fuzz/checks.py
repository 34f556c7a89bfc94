"""What must hold of every capture, checked by other means than those that made it."""

from __future__ import annotations

import re
import time

from turbohtml import Comment, Element, Text, parse_fragment

from devket.capture import Extracted, sanitise
from devket.capture.engine import extract
from devket.capture.model import Kind, State

MOST_SECONDS = 5.0  # for a page of some 30 kB, on a busy machine


def _words(text: str) -> list[str]:
    return text.split()


_TAGS = frozenset(
    _words(
        "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt"
        " em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp"
        " section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var"
        " wbr"
    )
)
_ATTRIBUTES = frozenset(
    _words(
        "id class dir lang href title cite datetime open src alt width height loading decoding"
        " start reversed type value colspan rowspan scope span data-file data-lang rel"
    )
)
_LINK = re.compile(r"(?:https?://[^\s]|mailto:[^\s]|#art-)", re.IGNORECASE)
_WEB = re.compile(r"https?://")
_DRAWN = re.compile(r"data:image/(?:webp|png|jpeg);base64,")  # the first page of a PDF
_PICTURE = re.compile(r"(?:https?://[^\s]|/media/images/[\w-])", re.IGNORECASE)


def unsafe(html: str) -> list[str]:
    """Return what in some markup must not be there: tags, attributes, addresses, comments."""
    found: list[str] = []
    for node in parse_fragment(html, positions=False).descendants:
        if isinstance(node, Element):
            found += _unsafe_element(node)
        elif isinstance(node, Comment) or not isinstance(node, Text):
            found.append(type(node).__name__)
    return found


def _unsafe_element(element: Element) -> list[str]:
    found = [] if element.tag in _TAGS else [element.tag]
    for name in element.attrs:
        value = element.attr(name) or ""
        if name not in _ATTRIBUTES:
            found.append(f"{element.tag}[{name}]")
        elif (name in ("href", "cite") and not _LINK.match(value)) or (
            name == "src" and not _PICTURE.match(value)
        ):
            found.append(f"{element.tag}[{name}={value[:40]}]")
        elif name == "id" and not value.startswith("art-"):
            found.append(f"id {value[:40]}")
    return found


def check(body: bytes, url: str, content_type: str | None) -> Extracted:
    """Capture a page and assert all that must hold of what comes out."""
    started = time.process_time()
    page = extract(body, url, content_type)
    spent = time.process_time() - started
    assert spent < MOST_SECONDS, f"{spent:.1f} s"
    assert page.state in State and (page.state is State.FULL_TEXT) == (page.reason is None)
    assert unsafe(page.content_html) == []
    assert sanitise(page.content_html) == page.content_html
    for text in (page.title, page.byline, page.site_name, page.text, page.excerpt, page.lang):
        text.encode("utf-8")  # no lone surrogates: no database takes them
        assert "\x00" not in text
    assert len(page.title) <= 500 and len(page.byline) <= 500
    for address in (page.canonical_url, page.next_url):
        assert address is None or _WEB.match(address)
    lead = page.lead_image
    assert lead is None or _WEB.match(lead) or (page.kind is Kind.PDF and _DRAWN.match(lead))
    return page
