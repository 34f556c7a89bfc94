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
_REFRESH = re.compile(
    r"<meta\b(?=[^>]{0,300}http-equiv\s*=\s*[\"']?refresh)[^>]{0,300}?content\s*=\s*[\"']?\s*"
    r"(\d{1,3})(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'>]{1,2000})",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"location(?:\.href)?\s*=\s*[\"']([^\"'\s]{1,2000})[\"']"
    r"|location\.(?:replace|assign)\(\s*[\"']([^\"'\s]{1,2000})[\"']",
)
_NOSCRIPT = re.compile(r"<noscript\b.*?</noscript>", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"<(script|style|title)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]{0,2000}>")


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
    html = answer.body.decode("utf-8", "replace")
    said = _NOSCRIPT.sub("", html)
    if len("".join(_TAG.sub(" ", _HIDDEN.sub("", said)).split())) > _FEW_LETTERS:
        return None
    refresh = _REFRESH.search(said)
    if refresh is not None and int(refresh[1]) <= _LONGEST_WAIT:
        return join(answer.url, unescape(refresh[2]).strip())
    script = _SCRIPT.search(said)
    return join(answer.url, script[1] or script[2]) if script is not None else None
