"""One request and its answer over one fresh connection. Redirects are `follow`'s business."""

from __future__ import annotations

import functools
import http.client
import io
import logging
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

import ada_url
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from devket.capture.fetch.budget import Budget, TimedSocket, TimedTLSSocket
from devket.capture.fetch.dial import Dialler
from devket.capture.fetch.unpack import unpacker_for
from devket.capture.model import FetchError, Reason

# It logs a traceback for every header that a stranger's server spells wrongly.
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)

_READ_BYTES = 64 * 1024
# Nothing is read from these; the first bytes are enough to say what they are.
_CUT_TYPES = (
    *("audio/", "video/", "font/", "application/zip", "application/gzip", "application/x-gzip"),
    *("application/x-tar", "application/x-7z", "application/x-rar", "application/vnd.rar"),
    *("application/x-bzip", "application/x-xz", "application/zstd", "application/java-archive"),
)
# Pages and pictures are useless in part; a long film or manual is still a link worth keeping.
_READ_WHOLE = re.compile(r"^$|^text/|^image/|html|xml|json|javascript")
_CUT_BYTES = 64 * 1024
_BEGINNING = 4 * 1024  # of what is answered to what was sent; its status is what counts
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Dial = Callable[[], TimedSocket]
Read = Callable[[urllib3.HTTPResponse, Budget], bytes]


@dataclass(frozen=True, slots=True)
class Request:
    """What a server is asked: by GET, or by POST when there is a body to send."""

    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one server said: the head, and the body unless it is a redirect."""

    status: int
    headers: Mapping[str, str]
    set_cookies: tuple[str, ...]
    location: str | None
    body: bytes


class _PlainConnection(HTTPConnection):
    def __init__(self, host: str, port: int, *, dial: Dial, budget: Budget) -> None:
        super().__init__(host, port, timeout=budget.limits.idle_seconds)
        self._dial = dial

    def _new_conn(self) -> socket.socket:
        return self._dial()


class _TLSConnection(HTTPSConnection):
    def __init__(
        self, host: str, port: int, *, dial: Dial, budget: Budget, tls: ssl.SSLContext
    ) -> None:
        super().__init__(host, port, timeout=budget.limits.idle_seconds, ssl_context=tls)
        self._dial, self._budget = dial, budget

    def _new_conn(self) -> socket.socket:
        sock = self._dial()
        # The handshake reads below Python, where only the socket's own timeout counts.
        sock.settimeout(self._budget.seconds(self._budget.limits.connect_seconds))
        return sock

    def connect(self) -> None:
        """Connect, shake hands and check the certificate; from then on the budget counts."""
        super().connect()
        if isinstance(self.sock, TimedTLSSocket):
            self.sock.budget = self._budget


@functools.cache  # reading the store takes some 25 ms
def tls_context() -> ssl.SSLContext:
    """Return the context that checks certificates and names against the system's store."""
    return ssl.create_default_context()


class Exchanger:
    """Sends requests through a `Dialler`."""

    def __init__(self, dialler: Dialler, tls: ssl.SSLContext) -> None:
        self._dialler, self._tls = dialler, tls
        self._tls.sslsocket_class = TimedTLSSocket

    def ask(self, url: ada_url.URL, request: Request, budget: Budget) -> Answer:
        """Return the answer to one request to an http(s) address; raise `FetchError`."""
        method = "GET" if request.body is None else "POST"
        with _named_failures(budget), closing(self._connection(url, budget)) as connection:
            target = str(url.pathname) + str(url.search)
            connection.request(
                method,
                target,
                body=request.body,
                headers=request.headers,
                preload_content=False,
                decode_content=False,
            )
            response = connection.getresponse()
            with closing(response):
                read = _read_body if request.body is None else _read_beginning
                return _read_answer(response, budget, read)

    def _connection(self, url: ada_url.URL, budget: Budget) -> HTTPConnection:
        is_tls = url.protocol == "https:"
        host = str(url.hostname).removeprefix("[").removesuffix("]")
        port = int(url.port or (443 if is_tls else 80))

        def dial() -> TimedSocket:
            return self._dialler.dial(host, port, budget)

        if is_tls:
            return _TLSConnection(host, port, dial=dial, budget=budget, tls=self._tls)
        return _PlainConnection(host, port, dial=dial, budget=budget)


def _read_answer(response: urllib3.HTTPResponse, budget: Budget, read: Read) -> Answer:
    if response.status < 200:
        raise budget.error(Reason.BAD_RESPONSE, f"status {response.status}")
    location = response.headers.get("location") if response.status in _REDIRECTS else None
    return Answer(
        status=response.status,
        headers={name.lower(): value for name, value in response.headers.items()},
        set_cookies=tuple(response.headers.getlist("set-cookie")),
        location=_as_sent(location) if location else None,
        body=b"" if location else read(response, budget),
    )


def _as_sent(header: str) -> str:
    """Undo Latin-1, as which headers are read, when the bytes were UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _read_body(response: urllib3.HTTPResponse, budget: Budget) -> bytes:
    unpacker = unpacker_for(response.headers.get("content-encoding"))
    limit = _limit(response, budget)
    most, may_cut = _bounds(response, limit)
    if most > limit:
        raise budget.error(Reason.TOO_LARGE, f"{most} bytes")
    # BytesIO hands its buffer over without a copy, so a body is in memory once.
    body = io.BytesIO()
    while data := response.read(_READ_BYTES, decode_content=False):
        body.write(unpacker.feed(data, most + 1 - body.tell()))
        if body.tell() > most:
            if not may_cut:
                raise budget.error(Reason.TOO_LARGE, f"more than {most} bytes")
            body.truncate(min(most, _CUT_BYTES))
            return body.getvalue()
    unpacker.finish()
    return body.getvalue()


def _read_beginning(response: urllib3.HTTPResponse, _budget: Budget) -> bytes:
    """Return the first bytes of a body; one that breaks off or drips is no fault of the status."""
    try:
        return response.read(_BEGINNING, decode_content=False)
    except (FetchError, OSError, http.client.HTTPException, HTTPError):
        return b""


def _limit(response: urllib3.HTTPResponse, budget: Budget) -> int:
    """Return how many bytes a body may have: books in PDF are larger than any page."""
    limits = budget.limits
    if response.headers.get("content-type", "").strip().lower().startswith("application/pdf"):
        budget.widen(limits.max_file_bytes - limits.max_bytes)
        return limits.max_file_bytes
    return limits.max_bytes


def _bounds(response: urllib3.HTTPResponse, limit: int) -> tuple[int, bool]:
    """Return how many bytes to read and whether the beginning will do if there are more.

    More than `limit` means that the server itself announces too much.
    """
    content_type = response.headers.get("content-type", "").strip().lower()
    length = response.headers.get("content-length", "")
    declared = int(length[:20]) if length.isascii() and length.isdigit() else 0
    may_cut = _READ_WHOLE.search(content_type) is None
    if content_type.startswith(_CUT_TYPES) or (may_cut and declared > limit):
        return min(_CUT_BYTES, limit), True
    return max(limit, declared), may_cut


@contextmanager
def _named_failures(budget: Budget) -> Iterator[None]:
    try:
        yield
    except (OSError, http.client.HTTPException, HTTPError, ValueError) as error:
        # urllib3 wraps while it reads a body and not before; the cause is the same.
        cause = error.__cause__ if isinstance(error, HTTPError) else error
        raise budget.error(_reason(cause), str(error)) from error


def _reason(cause: BaseException | None) -> Reason:
    if isinstance(cause, ssl.SSLError):
        return Reason.TLS
    if isinstance(cause, TimeoutError):
        return Reason.TIMEOUT
    # A connection that breaks off in the middle may well hold the next time.
    if isinstance(cause, OSError | http.client.IncompleteRead):
        return Reason.REFUSED
    return Reason.BAD_RESPONSE
