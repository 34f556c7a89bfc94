"""What capture takes and gives: plain frozen data, no behaviour beyond tiny properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from devket.core.types import SafeHtml

# Which reading of pages this is; it grows when kept pages are worth reading again.
ENGINE = "2"


class State(StrEnum):
    """How much of a page is kept; the words are the product's own and stand in `data-state`."""

    PENDING = "pending"
    FULL_TEXT = "full text"
    PARTIAL = "partial"
    BLOCKED = "blocked"
    NOT_AN_ARTICLE = "not an article"
    UNREACHABLE = "unreachable"


class Kind(StrEnum):
    """What a page is; its card and its reader depend on it."""

    ARTICLE = "article"
    VIDEO = "video"
    IMAGE = "image"
    PDF = "pdf"
    REPOSITORY = "repository"
    QUESTION = "question"  # Q&A: its card tells answers, votes and whether one is accepted
    DISCUSSION = "discussion"  # issue, pull request, forum thread, comments on a link
    PACKAGE = "package"
    PAPER = "paper"
    LINK = "link"  # nothing to read: a card only


class Choice(StrEnum):
    """Which part of a page is taken for its article: ours, or what people ask for instead."""

    BEST = "best"  # the rule, else the heuristic with its guards
    TEXT = "text"  # the heuristic alone
    MAIN = "main"  # the largest of `main`, `article`, `[role=main]`
    PAGE = "page"  # everything but menus


class Reason(StrEnum):
    """Why a page is not kept whole. Each has its sentence in `library.presenters.states`."""

    # unreachable
    NOT_FOUND = "not_found"  # 404, 410
    FORBIDDEN_ADDRESS = "forbidden_address"  # private, loopback, link-local…: refused at the socket
    UNKNOWN_HOST = "unknown_host"  # no such name
    REFUSED = "refused"  # connection refused or reset
    TIMEOUT = "timeout"  # too slow, or never ends
    TOO_LARGE = "too_large"  # more bytes than the limit, packed or unpacked
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TLS = "tls"  # certificate not valid
    SERVER_ERROR = "server_error"  # 5xx
    CLIENT_ERROR = "client_error"  # any other 4xx
    BAD_RESPONSE = "bad_response"  # not HTTP, broken encoding
    TOO_COMPLEX = "too_complex"  # extraction ran out of its time or memory
    # blocked
    CHALLENGE = "challenge"  # "checking your browser"
    LOGIN = "login"  # 401, or the page is a log-in form
    CONSENT = "consent"  # a form about cookies stands before the page
    NEEDS_SCRIPTS = "needs_scripts"  # the page builds itself in a browser
    DENIED = "denied"  # 403, 451
    RATE_LIMITED = "rate_limited"  # 429
    # partial
    TEASER = "teaser"  # paywall: the page says itself that there is more
    MISSING_PAGES = "missing_pages"  # an article on several pages, or a long file, not all there
    # not an article
    NO_TEXT = "no_text"  # nothing that reads as an article
    LISTING = "listing"  # a list of articles: a home page, a tag, search results
    PLACEHOLDER = "placeholder"  # a parked domain, a server's default page, a closed account
    EMPTY = "empty"  # an empty answer
    BINARY = "binary"  # neither HTML nor text
    LOCKED = "locked"  # a file that asks for a password
    BROKEN_FILE = "broken_file"  # a file that does not open


# A later try may well go better for these, so the worker tries again by itself.
RETRYABLE = frozenset(
    {Reason.REFUSED, Reason.TIMEOUT, Reason.SERVER_ERROR, Reason.RATE_LIMITED, Reason.UNKNOWN_HOST}
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one capture. Times in seconds, sizes in bytes."""

    total_seconds: float = 30.0
    connect_seconds: float = 6.0
    idle_seconds: float = 10.0
    max_bytes: int = 10 * 1024 * 1024
    max_file_bytes: int = 32 * 1024 * 1024  # of a PDF
    max_pages: int = 10  # of an article in parts
    pages_seconds: float = 25.0  # for all its pages after the first
    max_redirects: int = 10
    max_depth: int = 400
    max_attributes: int = 60
    max_elements: int = 120_000
    extract_seconds: float = 10.0
    extract_memory: int = 512 * 1024 * 1024
    max_images: int = 60
    max_image_bytes: int = 8 * 1024 * 1024
    max_image_total: int = 40 * 1024 * 1024
    max_image_pixels: int = 40_000_000
    images_seconds: float = 25.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer after all redirects. `body` is decompressed, at most `max_bytes`."""

    url: str
    status: int
    content_type: str | None
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Fetch(Protocol):
    """Whatever brings a page or an image: the guarded network, or a folder of pages."""

    def __call__(
        self, url: str, *, limits: Limits, accept: str = ..., referer: str | None = ...
    ) -> Fetched:
        """Return the answer; raise `FetchError` when there is none."""


class Post(Protocol):
    """Whatever takes bytes to an address: the guarded network."""

    def __call__(
        self, url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits
    ) -> Fetched:
        """Return the answer with the first bytes of its body; raise `FetchError` for none.

        A redirect is an answer, too: it is not followed.
        """


class FetchError(Exception):
    """No usable answer; `reason` says why and `url` the hop at which it happened."""

    def __init__(self, reason: Reason, url: str, detail: str = "") -> None:
        self.reason, self.url, self.detail = reason, url, detail
        super().__init__(f"{reason}: {detail or url}")


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one page says, without the network; `content_html` names images by their source."""

    title: str
    byline: str
    site_name: str
    published: datetime | None
    lang: str
    dir: str  # "ltr" or "rtl"
    lead_image: str | None
    excerpt: str
    canonical_url: str | None
    content_html: SafeHtml
    text: str
    word_count: int
    code_languages: tuple[str, ...]
    state: State
    reason: Reason | None
    log: dict[str, str]  # engine version, rule, guard that fired, counts: "how it was read"
    kind: Kind = Kind.ARTICLE
    # Facts for the card by names of `told.CARD`: {"stars": "1200", "version": "2.1.0"}.
    card: dict[str, str] = field(default_factory=dict)
    next_url: str | None = None  # the page on which the article goes on
    # Pictures that came in the page itself: the address each has in the markup, and its `data:`.
    inline: dict[str, str] = field(default_factory=dict)
    better_url: str | None = None  # this very page in a better form; `log["better"]` says why


@dataclass(frozen=True, slots=True)
class KeptImage:
    """One image of an article: kept (with its bytes and size) or failed (with the reason)."""

    source: str
    data: bytes | None
    content_type: str | None
    width: int | None
    height: int | None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A page as it came: kept, so that it can be read again, or viewed when it is a file."""

    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Captured:
    """All that one capture gives. For `unreachable` only the addresses and the reason are set."""

    given_url: str
    final_url: str
    state: State
    reason: Reason | None
    detail: str
    page: Extracted | None
    source: Source | None = None
