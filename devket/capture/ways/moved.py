"""Pages that only send on: `meta refresh` and one-line scripts, followed as redirects are."""

from __future__ import annotations

import re
from html import unescape

from devket.capture.model import Fetch, Fetched, Limits
from devket.core.urls import join

_MOST_HOPS = 2
_LONGEST = 20_000  # bytes: a page with more to say is read itself
_FEW_LETTERS = 300  # of text beside the address
_LONGEST_WAIT = 5  # seconds: what waits longer is there to be read
# This runs beside the sandbox, so every repetition has its bound.
_REFRESH = re.compile(
    r"<meta\b(?=[^>]{0,300}http-equiv\s{0,9}=\s{0,9}[\"']?refresh)[^>]{0,300}?"
    r"content\s{0,9}=\s{0,9}[\"']?\s{0,9}(\d{1,3})(?:\.\d{0,9})?\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}[\"']?"
    r"([^\"'>]{1,2000})",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"location(?:\.href)?\s{0,9}=\s{0,9}[\"']([^\"'\s]{1,2000})[\"']"
    r"|location\.(?:replace|assign)\(\s{0,9}[\"']([^\"'\s]{1,2000})[\"']",
)
_TAG = re.compile(r"<[^<>]{0,2000}>")


def fetch_page(url: str, *, fetch: Fetch, limits: Limits) -> Fetched:
    """Return the answer for a page, at most two sendings-on later; raise `FetchError`."""
    answer = fetch(url, limits=limits)
    for _ in range(_MOST_HOPS):
        target = sent_on_to(answer)
        if target is None or target.partition("#")[0] == answer.url.partition("#")[0]:
            break
        answer = fetch(target, limits=limits, referer=answer.url)
    return answer


def sent_on_to(answer: Fetched) -> str | None:
    """Return the address to which a page that says nothing else sends its readers."""
    is_page = 200 <= answer.status < 300 and "html" in (answer.content_type or "html")
    if not is_page or len(answer.body) > _LONGEST:
        return None
    body = _without(answer.body, b"noscript")
    said, shown = body.decode("utf-8", "replace"), body
    for name in (b"script", b"style", b"title"):
        shown = _without(shown, name)
    if len("".join(_TAG.sub(" ", shown.decode("utf-8", "replace")).split())) > _FEW_LETTERS:
        return None
    refresh = _REFRESH.search(said)
    if refresh is not None and int(refresh[1]) <= _LONGEST_WAIT:
        return join(answer.url, unescape(refresh[2]).strip())
    script = _SCRIPT.search(said)
    return join(answer.url, script[1] or script[2]) if script is not None else None


def _without(html: bytes, tag: bytes) -> bytes:
    """Return markup without the elements of a name; one that is never closed stays."""
    lower, kept, at = html.lower(), [], 0
    while (start := lower.find(b"<" + tag, at)) >= 0:
        if (end := lower.find(b"</" + tag, start)) < 0:
            break
        kept.append(html[at:start])
        at = lower.find(b">", end) + 1 or len(html)
    return b"".join((*kept, html[at:]))
