"""An address in, everything worth keeping out: fetch, judge, read, judge again.

Where the reading runs (here, or behind the bounds of `sandbox`) is the caller's to say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from devket.capture.files.filenames import file_name, name_sent
from devket.capture.model import (
    Captured,
    Choice,
    Extracted,
    Fetch,
    Fetched,
    FetchError,
    Kind,
    Limits,
    Reason,
    Source,
    State,
)
from devket.capture.sandbox.parent import TooComplexError
from devket.capture.walls.verdict import Verdict, judge_answer, judge_redirect, tells_of_itself
from devket.capture.ways.joining import collect, joined, lacking, settle_next
from devket.capture.ways.moved import fetch_page
from devket.capture.ways.oembed import video_card
from devket.core.text import storable

_LIMITS = Limits()
_SECONDS = 15.0  # for a better form of what is there already
_NO_SHORTER = 0.9  # a better form has at least so much of the words


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

    An error page, a challenge or a log-in form is named as such and never kept as the article. An
    article on several pages is joined; a page that names a better form of itself is left for it; of
    a video behind a wall its site's own card is kept.
    """
    web = _Web(fetch, read, limits)
    captured = _taken(url, web)
    if captured.reason is Reason.NOT_FOUND or (captured.page and captured.page.kind is Kind.VIDEO):
        return captured
    card = video_card(url, fetch=fetch, limits=limits)
    if card is None:
        return captured
    return Captured(url, url, card.state, card.reason, "", card)


def _taken(url: str, web: _Web) -> Captured:
    try:
        answer = fetch_page(url, fetch=web.fetch, limits=web.limits)
    except FetchError as error:
        state = State.UNREACHABLE
        return Captured(url, error.url or url, state, error.reason, error.detail, None)
    verdict = judge_answer(answer)
    if verdict is not None:
        return _without_page(url, answer, verdict)
    return _whole(_better(_read(url, answer, web.read, Choice.BEST), web), web)


def capture_html(
    html: bytes | str,
    url: str,
    *,
    read: Read,
    content_type: str | None = None,
    choice: Choice = Choice.BEST,
    fetch: Fetch | None = None,
    limits: Limits = _LIMITS,
) -> Captured:
    """Take a page that the reader's own browser sent, or one kept before, and go the same way.

    Its further pages are joined when `fetch` can bring them; without it they are missing.
    """
    body = html if isinstance(html, bytes) else storable(html).encode()
    kind = content_type or "text/html; charset=utf-8"
    answer = Fetched(url, 200, kind, body)
    verdict = judge_answer(answer)
    if verdict is not None:
        return Captured(url, url, *verdict, "", None)
    captured = _read(url, answer, read, choice)
    return _whole(captured, _Web(fetch, read, limits, choice) if fetch else None)


@dataclass(frozen=True, slots=True)
class _Web:
    """What further pages are fetched and read with."""

    fetch: Fetch
    read: Read
    limits: Limits
    choice: Choice = Choice.BEST

    def page(self, answer: Fetched) -> Extracted | None:
        try:
            return self.read(answer.body, answer.url, answer.content_type, choice=self.choice)
        except TooComplexError:
            return None


def _better(captured: Captured, web: _Web) -> Captured:
    """Return the page in the better form that it names, when that one is no worse."""
    page = captured.page
    if page is None or page.better_url is None:
        return captured
    why = page.log.get("better", "")
    try:
        seconds = min(web.limits.total_seconds, _SECONDS)
        bounds = replace(web.limits, total_seconds=seconds)
        answer = fetch_page(page.better_url, fetch=web.fetch, limits=bounds)
    except FetchError as error:
        return _stayed(captured, page, f"{why}: {error.reason}")
    verdict = judge_answer(answer)
    if verdict is not None:
        return _stayed(captured, page, f"{why}: {verdict[1] or verdict[0]}")
    other = _read(captured.given_url, answer, web.read, Choice.BEST)
    if other.page is None or other.state is not State.FULL_TEXT:
        return _stayed(captured, page, f"{why}: {other.reason or other.state}")
    if other.page.word_count < _NO_SHORTER * page.word_count:
        return _stayed(captured, page, f"{why}: shorter")
    log = {**other.page.log, "better": f"{why}: taken"}
    taken = replace(other.page, log=log, better_url=None)
    if why == "single":  # its address is a view; the article's own is the one that was asked for
        log["pages"] = "1 of 1"
        taken = replace(taken, next_url=None)
        return replace(other, page=taken, final_url=captured.final_url)
    return replace(other, page=taken)


def _stayed(captured: Captured, page: Extracted, why: str) -> Captured:
    return replace(captured, page=replace(page, log={**page.log, "better": why}))


def _whole(captured: Captured, web: _Web | None) -> Captured:
    """Return the capture with the further pages of its article."""
    if captured.page is None:
        return captured
    page = settle_next(captured.page, captured.final_url)
    if page.next_url is None or page.state is not State.FULL_TEXT:
        return replace(captured, page=page)
    if web is None:
        page = lacking(page)
    else:
        parts = collect(page, captured.final_url, fetch=web.fetch, read=web.page, limits=web.limits)
        page = joined(parts) if len(parts.pages) > 1 or parts.rest else replace(page, next_url=None)
    return replace(captured, page=page, state=page.state, reason=page.reason)


def _named(page: Extracted, answer: Fetched) -> Extracted:
    """Return a page that has no better title than its address under the name its server gives."""
    name = name_sent(answer.headers.get("content-disposition"))
    return replace(page, title=name) if name and page.title == file_name(answer.url) else page


def _without_page(url: str, answer: Fetched, verdict: Verdict) -> Captured:
    state, reason = verdict
    detail = (
        f"HTTP {answer.status}" if not 200 <= answer.status < 300 else answer.content_type or ""
    )
    return Captured(url, answer.url, state, reason, detail, None)


def _read(given: str, answer: Fetched, read: Read, choice: Choice) -> Captured:
    try:
        page = read(answer.body, answer.url, answer.content_type, choice=choice)
    except TooComplexError as error:
        reason, detail = Reason.TOO_COMPLEX, str(error)
        return Captured(given, answer.url, State.UNREACHABLE, reason, detail, None)
    page = _named(page, answer)
    if (led_away := judge_redirect(given, answer.url, page)) is not None:
        return Captured(given, answer.url, *led_away, "", None)
    is_wall = page.state in (State.UNREACHABLE, State.BLOCKED)
    if is_wall and not tells_of_itself(page.reason):
        return Captured(given, answer.url, page.state, page.reason, "", None)
    source = Source(answer.body, answer.content_type or "")
    return Captured(given, answer.url, page.state, page.reason, "", page, source)
