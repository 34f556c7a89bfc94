"""An address in, everything worth keeping out: fetch, judge, read, judge again.

Where the reading runs (here, or behind the bounds of `sandbox`) is the caller's to say.
"""

from __future__ import annotations

from typing import Protocol

from devket.capture.model import (
    Captured,
    Choice,
    Extracted,
    Fetch,
    Fetched,
    FetchError,
    Limits,
    Reason,
    Source,
    State,
)
from devket.capture.sandbox import TooComplexError
from devket.capture.verdict import Verdict, judge_answer
from devket.core.text import storable

_LIMITS = Limits()


class Read(Protocol):
    """Whatever reads a page: `extract` itself, or a `Sandbox`'s."""

    def __call__(
        self,
        html: bytes | str,
        url: str,
        content_type: str | None = None,
        *,
        choice: Choice = Choice.BEST,
    ) -> Extracted:
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
    return _read(url, answer, read)


def capture_html(
    html: bytes | str,
    url: str,
    *,
    read: Read,
    content_type: str | None = None,
    choice: Choice = Choice.BEST,
) -> Captured:
    """Take a page that the reader's own browser sent, or one kept before, and go the same way."""
    body = html if isinstance(html, bytes) else storable(html).encode()
    kind = content_type or "text/html; charset=utf-8"
    answer = Fetched(url, 200, kind, body)
    verdict = judge_answer(answer)
    if verdict is not None:
        return Captured(url, url, *verdict, "", None)
    return _read(url, answer, read, choice)


def _without_page(url: str, answer: Fetched, verdict: Verdict) -> Captured:
    state, reason = verdict
    detail = (
        f"HTTP {answer.status}" if not 200 <= answer.status < 300 else answer.content_type or ""
    )
    return Captured(url, answer.url, state, reason, detail, None)


def _read(given: str, answer: Fetched, read: Read, choice: Choice = Choice.BEST) -> Captured:
    try:
        page = read(answer.body, answer.url, answer.content_type, choice=choice)
    except TooComplexError as error:
        reason, detail = Reason.TOO_COMPLEX, str(error)
        return Captured(given, answer.url, State.UNREACHABLE, reason, detail, None)
    if page.state in (State.UNREACHABLE, State.BLOCKED):
        return Captured(given, answer.url, page.state, page.reason, "", None)
    source = Source(answer.body, answer.content_type or "")
    return Captured(given, answer.url, page.state, page.reason, "", page, source)
