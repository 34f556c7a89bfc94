"""Certificates are checked against the name asked for, and limits hold inside TLS too."""

from __future__ import annotations

import datetime
import socket
import ssl
import time
from collections.abc import Callable, Sequence

import pytest
import trustme

from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import Fetched, FetchError, Limits, Reason

Serve = Callable[..., tuple[int, list[bytes]]]
LIMITS = Limits(total_seconds=5, connect_seconds=3, idle_seconds=3, max_bytes=100_000)
QUICK = Limits(total_seconds=0.4, connect_seconds=0.3, idle_seconds=5, max_bytes=100_000)
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def answering(*pieces: bytes, every: float = 0) -> Callable[[socket.socket, bytes], None]:
    def script(connection: socket.socket, _head: bytes) -> None:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(every)

    return script


def server_with(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def fetch(
    port: int,
    authority: trustme.CA | None,
    host: str = "site.example",
    limits: Limits = LIMITS,
) -> Fetched:
    def resolve(_host: str, _port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    tls = None
    if authority:
        tls = ssl.create_default_context()
        authority.configure_trust(tls)
    guard = AddressGuard(frozenset({("site.example", port), ("127.0.0.1", port)}))
    guarded = GuardedFetch(guard, user_agent="Devket/test", resolve=resolve, tls=tls)
    return guarded(f"https://{host}:{port}/", limits=limits)


def failure(
    port: int,
    authority: trustme.CA | None,
    host: str = "site.example",
    limits: Limits = LIMITS,
) -> Reason:
    with pytest.raises(FetchError) as caught:
        fetch(port, authority, host, limits)
    return caught.value.reason


def test_a_trusted_certificate_for_the_name_is_accepted(
    serve: Serve, authority: trustme.CA
) -> None:
    names: list[str | None] = []
    context = server_with(authority.issue_cert("site.example"))
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    port, requests = serve(answering(GOOD), context)
    assert fetch(port, authority).body == b"secret"
    assert fetch(port, authority, "SITE.example.").body == b"secret"
    assert names == ["site.example", "site.example"]
    assert f"Host: site.example:{port}".encode() in requests[0]


def test_a_certificate_for_an_address_is_accepted(serve: Serve, authority: trustme.CA) -> None:
    port, _ = serve(answering(GOOD), server_with(authority.issue_cert("127.0.0.1")))
    assert fetch(port, authority, "127.0.0.1").body == b"secret"


def test_a_certificate_nobody_vouches_for_is_refused(serve: Serve, authority: trustme.CA) -> None:
    port, requests = serve(answering(GOOD), server_with(authority.issue_cert("site.example")))
    assert failure(port, None) is Reason.TLS
    assert failure(port, trustme.CA()) is Reason.TLS
    assert requests == []


def test_a_certificate_for_another_name_is_refused(serve: Serve, authority: trustme.CA) -> None:
    port, requests = serve(answering(GOOD), server_with(authority.issue_cert("other.example")))
    assert failure(port, authority) is Reason.TLS
    assert failure(port, authority, "127.0.0.1") is Reason.TLS
    assert requests == []


def test_an_expired_certificate_is_refused(serve: Serve, authority: trustme.CA) -> None:
    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    certificate = authority.issue_cert("site.example", not_before=past, not_after=past)
    port, requests = serve(answering(GOOD), server_with(certificate))
    assert failure(port, authority) is Reason.TLS
    assert requests == []


def test_a_server_that_speaks_no_tls_is_refused(serve: Serve, authority: trustme.CA) -> None:
    port, _ = serve(answering(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    assert failure(port, authority, limits=QUICK) in (Reason.TLS, Reason.TIMEOUT)


def test_a_handshake_that_never_comes_is_a_timeout(authority: trustme.CA) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        port = int(silent.getsockname()[1])
        assert failure(port, authority, limits=QUICK) is Reason.TIMEOUT
        assert time.monotonic() - started < 3


def test_time_and_bytes_are_bounded_inside_tls(serve: Serve, authority: trustme.CA) -> None:
    context = server_with(authority.issue_cert("site.example"))
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    slow, _ = serve(answering(head, *[b"x"] * 60, every=0.03), context)
    assert failure(slow, authority, limits=QUICK) is Reason.TIMEOUT
    large, _ = serve(answering(head, *[b"x" * 8192] * 40), context)
    assert failure(large, authority) is Reason.TOO_LARGE


def test_a_redirect_may_leave_tls_yet_not_the_guard(serve: Serve, authority: trustme.CA) -> None:
    context = server_with(authority.issue_cert("site.example"))
    inward = b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\n\r\n"
    port, _ = serve(answering(inward), context)
    assert failure(port, authority) is Reason.FORBIDDEN_ADDRESS
