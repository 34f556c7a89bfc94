"""What was got, judged by evidence: an article, a teaser, a wall, an error, or nothing to read.

Every wall needs two signs, as an article *about* log-ins or challenges must not be taken for one.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from devket.capture.model import Extracted, Fetched, Reason, State
from devket.capture.walls import Signals
from devket.capture.walls.words import CHALLENGE_WORDS, LOGIN_ADDRESS, STRONG_MARKS

Verdict = tuple[State, Reason | None]

FEW_WORDS = 150  # a wall has few words beside its form
_SOME_WORDS = 400  # an error page may list other articles
_TEASER_WORDS = 700
_BARE = 20  # words: as good as none
_ARTICLE_CHARACTERS = 140
_TEXT_TYPES = re.compile(
    r"text/|application/(?:xhtml\+xml|json|ld\+json|xml|javascript|x-(?:sh|yaml|python)|yaml|toml)"
    r"|\+(?:xml|json)"
)
_FRONT = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:home|index\.\w{2,5}|main)?/?", re.IGNORECASE
)
_ERROR_ADDRESS = re.compile(r"/(?:404|not[-_]?found|page[-_]not[-_]found)(?:[./]|$)", re.IGNORECASE)


def judge_answer(answer: Fetched) -> Verdict | None:
    """Judge by status, type and emptiness alone; None when the page itself must be read."""
    status = answer.status
    if _says_challenge(answer):
        return State.BLOCKED, Reason.CHALLENGE
    if not 200 <= status < 300:
        return _of_status(status, answer)
    if not answer.body.strip():
        return State.NOT_AN_ARTICLE, Reason.EMPTY
    if not is_text(answer.content_type, answer.body) and not is_file(answer):
        return State.NOT_AN_ARTICLE, Reason.BINARY
    return None


def is_text(content_type: str | None, body: bytes) -> bool:
    """Tell whether an answer is text by its type; without one, by having no NUL at its start."""
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind and kind != "application/octet-stream":
        return bool(_TEXT_TYPES.search(kind))
    head = body[:2048]
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in head


def is_file(answer: Fetched) -> bool:
    """Tell whether an answer is a picture or a PDF, which have readers of their own."""
    kind = (answer.content_type or "").split(";")[0].strip().lower()
    return kind.startswith("image/") or is_pdf(answer.body, kind)


def is_pdf(body: bytes, kind: str) -> bool:
    """Tell whether an answer is a PDF: by its first bytes, whatever its server calls it."""
    is_named = kind in ("", "application/pdf", "application/x-pdf", "application/octet-stream")
    return is_named and b"%PDF-" in body[:1024]


def _says_challenge(answer: Fetched) -> bool:
    """Some walls say in a header what they are."""
    headers = answer.headers
    return (
        "challenge" in headers.get("cf-mitigated", "")
        or "challenge" in headers.get("x-vercel-mitigated", "")
        or headers.get("x-amzn-waf-action", "") in ("challenge", "captcha")
    )


def _of_status(status: int, answer: Fetched) -> Verdict:
    head = answer.body[:200_000].decode("utf-8", "replace")
    is_challenge = bool(STRONG_MARKS.search(head) or CHALLENGE_WORDS.search(head))
    if status in (403, 405, 429, 503) and is_challenge:
        return State.BLOCKED, Reason.CHALLENGE
    blocked = {
        401: Reason.LOGIN,
        407: Reason.LOGIN,
        402: Reason.DENIED,
        403: Reason.DENIED,
        451: Reason.DENIED,
    }
    if status in blocked:
        return State.BLOCKED, blocked[status]
    if status == 429:
        return State.BLOCKED, Reason.RATE_LIMITED
    if status in (404, 410):
        return State.UNREACHABLE, Reason.NOT_FOUND
    if 400 <= status < 500:
        return State.UNREACHABLE, Reason.CLIENT_ERROR
    return State.UNREACHABLE, Reason.SERVER_ERROR if status >= 500 else Reason.BAD_RESPONSE


def judge_page(
    signals: Signals,
    words: int,
    length: int,
    codes: int,
    *,
    is_free: bool | None,
    is_known: bool = False,
    is_cut: bool = False,
) -> Verdict:
    """Judge a page that was read: `words`, `length` (characters) and `codes` of its article.

    `is_known` is for a video, repository, question… that was recognised: those may be short, and
    speak of walls and errors without being any. `is_cut`: the part to pay for was not sent.
    """
    if is_known:
        is_teaser = is_cut or (is_free is False and words < _TEASER_WORDS)
        return (State.PARTIAL, Reason.TEASER) if is_teaser else (State.FULL_TEXT, None)
    # Some pages have all their text in plain boxes, of which the signs count none.
    seen = min(signals.words, words) if words and signals.words >= _BARE else words or signals.words
    wall = _wall(signals, seen)
    if wall is not None:
        return wall
    if length < _ARTICLE_CHARACTERS and not codes:
        return _nothing(signals)
    if signals.is_listing and words < _TEASER_WORDS and not codes:
        return State.NOT_AN_ARTICLE, Reason.LISTING
    if is_cut or (words < _TEASER_WORDS and (is_free is False or signals.has_teaser_words)):
        return State.PARTIAL, Reason.TEASER
    return State.FULL_TEXT, None


def _wall(signals: Signals, seen: int) -> Verdict | None:
    """Name the wall a page is, by two signs at least, and by how little else it says."""
    if seen < FEW_WORDS and _is_challenge(signals, seen):
        return State.BLOCKED, Reason.CHALLENGE
    if seen < FEW_WORDS and signals.placeholder >= 2:
        return State.NOT_AN_ARTICLE, Reason.PLACEHOLDER
    if seen < FEW_WORDS and signals.error >= 2:
        return State.UNREACHABLE, Reason.SERVER_ERROR
    if signals.missing >= (2 if seen < FEW_WORDS else 3) and seen < _SOME_WORDS:
        return State.UNREACHABLE, Reason.NOT_FOUND
    if seen < FEW_WORDS and signals.words < _SOME_WORDS and signals.login >= 2:
        return State.BLOCKED, Reason.LOGIN
    if signals.consent >= 2 and seen < (_SOME_WORDS if signals.consent >= 4 else FEW_WORDS):
        return State.BLOCKED, Reason.CONSENT
    return None


def _is_challenge(signals: Signals, seen: int) -> bool:
    speaks = signals.has_challenge_title or signals.has_challenge_words
    if signals.has_strong_mark:
        return speaks or seen < _BARE * 3
    if signals.has_challenge_title and seen < _BARE:
        return True
    both = signals.has_challenge_title and signals.has_challenge_words
    return both or (signals.has_weak_mark and speaks)


def _nothing(signals: Signals) -> Verdict:
    """Say why there is nothing to read: a list, a page that scripts build, or simply nothing."""
    if signals.is_listing:
        return State.NOT_AN_ARTICLE, Reason.LISTING
    if signals.needs_scripts:
        return State.BLOCKED, Reason.NEEDS_SCRIPTS
    return State.NOT_AN_ARTICLE, Reason.NO_TEXT


def judge_redirect(given: str, final: str, page: Extracted) -> Verdict | None:
    """Judge where a page led: to the front page, an error page, a log-in form; None when on.

    Only within one host: short addresses of other hosts may well lead to a front page.
    """
    asked, led = urlsplit(given), urlsplit(final)
    if _bare_host(asked.hostname) != _bare_host(led.hostname) or asked.path == led.path:
        return None
    if _ERROR_ADDRESS.search(led.path) and not _ERROR_ADDRESS.search(asked.path):
        return State.UNREACHABLE, Reason.NOT_FOUND
    is_front = bool(_FRONT.fullmatch(led.path)) and not led.query
    if is_front and not _FRONT.fullmatch(asked.path):
        return State.UNREACHABLE, Reason.NOT_FOUND
    is_login = bool(LOGIN_ADDRESS.search(led.path)) and not LOGIN_ADDRESS.search(asked.path)
    return (State.BLOCKED, Reason.LOGIN) if is_login and page.word_count < FEW_WORDS else None


def _bare_host(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.").removeprefix("m.")


def tells_of_itself(reason: Reason | None) -> bool:
    """Tell whether a blocked page still gives its own title and card: its text alone is missing."""
    return reason is Reason.NEEDS_SCRIPTS
