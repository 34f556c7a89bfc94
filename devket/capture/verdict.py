"""What was got, judged by evidence: an article, a teaser, a wall, an error, or nothing to read.

Every wall needs two signs, as an article *about* log-ins or challenges must not be taken for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from turbohtml import Document

from devket.capture.model import Fetched, Reason, State

Verdict = tuple[State, Reason | None]

FEW_WORDS = 150  # a wall has few words beside its form
_TEASER_WORDS = 700
_ARTICLE_CHARACTERS = 140
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_END = 20_000  # characters at each end of a text in which a wall would speak
_HEAD = 400_000
_TEXT_TYPES = re.compile(
    r"text/|application/(?:xhtml\+xml|json|ld\+json|xml|javascript|x-(?:sh|yaml|python)|yaml|toml)"
    r"|\+(?:xml|json)"
)
_CHALLENGE_TITLES = re.compile(
    r"just a moment|attention required|checking your browser|making sure you.re not a bot"
    r"|pardon our interruption"
    r"|robot check|are you (?:a robot|human)|human verification|verify(?:ing)? you are (?:a )?human"
    r"|security check(?:point)?"
    r"|ddos.guard|one moment,? please|access to this page has been denied|bot verification"
    r"|please wait\W*$|잠시만 기다"
    r"|보안 확인|少々お待ちください|请稍候",
    re.IGNORECASE,
)
_CHALLENGE_MARKS = re.compile(
    r"cf-chl|cf_chl|challenge-platform|challenges\.cloudflare\.com|captcha-delivery\.com|px-captcha"
    r"|_pxAppId|anubis_challenge"
    r"|within\.website/x/cmd/anubis|awswaf|_Incapsula_Resource|geo\.captcha|vercel/security|kpsdk"
    r"|sucuri_cloudproxy"
    r"|g-recaptcha|h-captcha",
)
_CHALLENGE_WORDS = re.compile(
    r"enable javascript and cookies|checking (?:if the site connection is secure|your browser)"
    r"|verify(?:ing)? (?:that )?you are"
    r"|you(?:.re| are) not a (?:ro)?bot|unusual traffic|complete the (?:captcha|security check)"
    r"|press (?:&|and) hold"
    r"|needs to review the security|proof.of.work|자바스크립트를 (?:활성화|사용)|로봇이 아닙",
    re.IGNORECASE,
)
_LOGIN_WORDS = re.compile(
    r"\b(?:log ?in|sign ?in)\b|로그인|ログイン|登录|登入|anmelden|se connecter|iniciar sesión",
    re.IGNORECASE,
)
_CONSENT_WORDS = re.compile(
    r"before you continue to|consent to (?:the use of )?cookies to continue"
    r"|accept (?:all )?cookies to continue",
    re.IGNORECASE,
)
_TEASER_WORDS_RE = re.compile(
    r"(?:subscribe|sign up|log ?in|register|become a member|upgrade)\b.{0,40}\bto (?:continue|keep"
    r"|read)\b"
    r"|(?:this|the (?:rest|full)) (?:article|story|post|content) is (?:for|only available to"
    r"|reserved for|available to)"
    r"|(?:continue|keep) reading with a|already a (?:subscriber|member)\?|for (?:paid "
    r"|paying )?subscribers only|subscriber.only"
    r"|members?.only (?:story|content|post)|(?:unlock|read) the (?:full|rest of th(?:e"
    r"|is)) (?:article|story|post)"
    r"|구독(?:하고|하시면|자).{0,20}(?:계속|전체|전문|읽)|유료 ?(?:회원|구독|기사|콘텐츠)"
    r"|로그인.{0,12}(?:전체|전문|계속).{0,8}(?:읽|보)"
    r"|이 (?:글|기사)는 (?:구독자|회원|멤버십)|有料(?:会員|記事)|続きを読むには|会員限定"
    r"|残り\s?\d+文字|订阅后|付费阅读",
    re.IGNORECASE,
)
_MISSING_TITLES = re.compile(
    r"^\W*(?:error\s*)?404\b|\b(?:page|file|content|article|post) (?:could )?not (?:be )?found\b"
    r"|^not found\b"
    r"|doesn.t exist|페이지를 찾을 수 없|존재하지 않는|ページが見つかりません|页面(?:不存在"
    r"|未找到)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a wall, gathered before the page is cleaned."""

    words: int
    has_password: bool = False
    has_challenge_mark: bool = False
    has_challenge_words: bool = False
    has_login_words: bool = False
    has_consent_words: bool = False
    has_teaser_words: bool = False
    has_missing_words: bool = False


def judge_answer(answer: Fetched) -> Verdict | None:
    """Judge by status, type and emptiness alone; None when the page itself must be read."""
    status = answer.status
    if not 200 <= status < 300:
        return _of_status(status, answer)
    if not answer.body.strip():
        return State.NOT_AN_ARTICLE, Reason.EMPTY
    if not is_text(answer.content_type, answer.body):
        return State.NOT_AN_ARTICLE, Reason.BINARY
    return None


def is_text(content_type: str | None, body: bytes) -> bool:
    """Tell whether an answer is text by its type; without one, by having no NUL at its start."""
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind and kind != "application/octet-stream":
        return bool(_TEXT_TYPES.search(kind))
    head = body[:2048]
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in head


def _of_status(status: int, answer: Fetched) -> Verdict:
    head = answer.body[:200_000].decode("utf-8", "replace")
    is_challenge = bool(_CHALLENGE_MARKS.search(head) or _CHALLENGE_WORDS.search(head))
    is_challenge = is_challenge or answer.headers.get("cf-mitigated") == "challenge"
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


def read_signals(document: Document, html: str) -> Signals:
    """Gather the signs of walls; must run before the page is cleaned."""
    words = _visible_words(document)
    if words >= _TEASER_WORDS:
        return Signals(words=words)  # too much text for any wall: no need to look for signs
    body = document.find("body")
    title = document.find("title")
    text = body.text if body is not None else ""
    ends = text if len(text) < 2 * _END else f"{text[:_END]} {text[-_END:]}"
    headings = " ".join(h.text for h in document.select("h1, h2")[:3])
    name = title.text.strip() if title is not None else ""
    is_titled = bool(_CHALLENGE_TITLES.search(name))
    return Signals(
        words=words,
        has_password=document.select_one('input[type="password"]') is not None,
        has_challenge_mark=bool(_CHALLENGE_MARKS.search(html[:_HEAD])),
        has_challenge_words=is_titled or bool(_CHALLENGE_WORDS.search(ends)),
        has_login_words=bool(_LOGIN_WORDS.search(f"{name} {headings} {ends[:4000]}")),
        has_consent_words=bool(_CONSENT_WORDS.search(f"{name} {ends[:4000]}")),
        has_teaser_words=bool(_TEASER_WORDS_RE.search(ends)),
        has_missing_words=bool(_MISSING_TITLES.search(name) or _MISSING_TITLES.search(headings)),
    )


def _visible_words(document: Document) -> int:
    """Count words in text elements; scripts and menus are not what a page says."""
    texts = [
        e.text for e in document.iter_elements(["p", "pre", "li", "td", "h1", "h2", "blockquote"])
    ]
    return sum(len(text.split()) + len(_WIDE.findall(text)) // 2 for text in texts[:3000])


def judge_page(
    signals: Signals,
    words: int,
    length: int,
    codes: int,
    *,
    is_free: bool | None,
    is_known: bool = False,
) -> Verdict:
    """Judge a page that was read: `words`, `length` (characters) and `codes` of its article.

    `is_known` is for a video, repository, question… that was recognised: those may be short, and
    speak of walls and errors without being any.
    """
    if is_known:
        is_teaser = is_free is False and words < _TEASER_WORDS
        return (State.PARTIAL, Reason.TEASER) if is_teaser else (State.FULL_TEXT, None)
    seen = min(signals.words, words) if words else signals.words
    if (
        seen < FEW_WORDS
        and signals.has_challenge_words
        and (signals.has_challenge_mark or seen < 60)
    ):
        return State.BLOCKED, Reason.CHALLENGE
    if seen < 25 and signals.has_challenge_mark:
        return State.BLOCKED, Reason.CHALLENGE
    if seen < FEW_WORDS and signals.has_missing_words:
        return State.UNREACHABLE, Reason.NOT_FOUND
    if seen < FEW_WORDS and signals.has_password and signals.has_login_words:
        return State.BLOCKED, Reason.LOGIN
    if seen < FEW_WORDS and signals.has_consent_words:
        return State.BLOCKED, Reason.LOGIN
    if length < _ARTICLE_CHARACTERS and not codes:
        return State.NOT_AN_ARTICLE, Reason.NO_TEXT
    if words < _TEASER_WORDS and (is_free is False or signals.has_teaser_words):
        return State.PARTIAL, Reason.TEASER
    return State.FULL_TEXT, None
