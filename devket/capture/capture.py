"""An address in, everything worth keeping out: fetch, judge, read, judge again.

Where the reading runs (here, or behind the bounds of `sandbox`) is the caller's to say.
"""

from __future__ import annotations

from typing import Protocol

from devket.capture.model import (
    Captured,
    Extracted,
    Fetch,
    Fetched,
    FetchError,
    Limits,
    Reason,
    State,
)
from devket.capture.sandbox import TooComplexError
from devket.capture.verdict import Verdict, judge_answer

_LIMITS = Limits()


class Read(Protocol):
    """Whatever reads a page: `extract` itself, or a `Sandbox`'s."""

    def __call__(self, html: bytes | str, url: str, content_type: str | None = None) -> Extracted:
        """Return what the page says; raise `TooComplexError` when it is beyond the bounds."""


def capture(url: str, *, fetch: Fetch, read: Read, limits: Limits = _LIMITS) -> Captured:
    """Fetch a page and return what it gives, with an honest state; raises for nothing pages do.

    An error page, a challenge or a log-in form is named as such and never kept as the article.
    """
    try:
        answer = fetch(url, limits=limits)
    except FetchError as error:
        state = State.UNREACHABLE
        return Captured(url, error.url or url, state, error.reason, error.detail, None)
    verdict = judge_answer(answer)
    if verdict is not None:
        return _without_page(url, answer, verdict)
    return _read(url, answer.url, answer.body, answer.content_type, read)


def capture_html(
    html: bytes | str, url: str, *, read: Read, content_type: str | None = None
) -> Captured:
    """Take a page that the reader's own browser sent, and go the same way from there on."""
    body = html if isinstance(html, bytes) else html.encode("utf-8", "replace")
    kind = content_type or "text/html; charset=utf-8"
    verdict = judge_answer(Fetched(url, 200, kind, body))
    if verdict is not None:
        return Captured(url, url, *verdict, "", None)
    return _read(url, url, html, kind, read)


def _without_page(url: str, answer: Fetched, verdict: Verdict) -> Captured:
    state, reason = verdict
    detail = (
        f"HTTP {answer.status}" if not 200 <= answer.status < 300 else answer.content_type or ""
    )
    return Captured(url, answer.url, state, reason, detail, None)


def _read(given: str, final: str, html: bytes | str, kind: str | None, read: Read) -> Captured:
    try:
        page = read(html, final, kind)
    except TooComplexError as error:
        return Captured(given, final, State.UNREACHABLE, Reason.TOO_COMPLEX, str(error), None)
    is_wall = page.state in (State.UNREACHABLE, State.BLOCKED)
    return Captured(given, final, page.state, page.reason, "", None if is_wall else page)
