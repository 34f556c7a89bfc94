"""A fetch ends: slow, endless, huge and packed answers all meet their limit."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import Fetched, FetchError, Limits, Reason

Script = Callable[[socket.socket, bytes], None]
Serve = Callable[..., tuple[int, list[bytes]]]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SHORT = Limits(total_seconds=0.2, connect_seconds=5, idle_seconds=5, max_bytes=100_000)
IMPATIENT = Limits(total_seconds=9, connect_seconds=5, idle_seconds=0.1, max_bytes=100_000)
ROOMY = Limits(total_seconds=9, connect_seconds=5, idle_seconds=5, max_bytes=100_000)


def fetch(port: int, limits: Limits) -> Fetched:
    guard = AddressGuard(frozenset({("127.0.0.1", port)}))
    return GuardedFetch(guard, user_agent="Devket/test")(f"http://127.0.0.1:{port}/", limits=limits)


def failure(port: int, limits: Limits) -> tuple[FetchError, float]:
    started = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetch(port, limits)
    return caught.value, time.monotonic() - started


def dripping(start: bytes, drop: bytes, every: float = 0.02) -> Script:
    def script(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(start)
        with contextlib.suppress(OSError):
            for _ in range(200):
                connection.sendall(drop)
                time.sleep(every)

    return script


def flooding(start: bytes, piece: bytes) -> Script:
    def script(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(piece)

    return script


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"y"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (HEAD + b"\r\n", b"x"),
        (HEAD + b"Content-Length: 5000\r\n\r\n", b"x"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
    ],
)
def test_an_answer_that_drips_forever_ends_with_the_total_time(
    serve: Serve, start: bytes, drop: bytes
) -> None:
    port, _ = serve(dripping(start, drop))
    error, seconds = failure(port, SHORT)
    assert (error.reason, error.detail) == (Reason.TIMEOUT, "not done after 0.2 seconds")
    assert seconds < 2


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", HEAD + b"\r\nbeginning"])
def test_a_silent_server_ends_with_the_idle_time(serve: Serve, start: bytes) -> None:
    port, _ = serve(dripping(start, b"", every=0.05))
    error, _ = failure(port, IMPATIENT)
    assert error.reason is Reason.TIMEOUT
    assert error.detail == "silent for 0.1 seconds"


def test_a_slow_answer_within_its_limits_arrives(serve: Serve) -> None:
    def script(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(HEAD + b"Content-Length: 4\r\n\r\n")
        for letter in (b"s", b"l", b"o", b"w"):
            time.sleep(0.02)
            connection.sendall(letter)

    port, _ = serve(script)
    assert fetch(port, ROOMY).body == b"slow"


def test_redirects_share_one_total_time(serve: Serve) -> None:
    def script(connection: socket.socket, _head: bytes) -> None:
        time.sleep(0.06)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n")

    port, requests = serve(script)
    error, seconds = failure(port, SHORT)
    assert (error.reason, error.detail) == (Reason.TIMEOUT, "not done after 0.2 seconds")
    assert seconds < 2
    assert 1 <= len(requests) < 6


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b"z" * 8192),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1000),
        (HEAD + b"\r\n", b"x" * 8192),
        (HEAD + b"Content-Length: 99999999999999999999999\r\n\r\n", b"x" * 8192),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n", b"x" * 8192),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"x" * 8192),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 1000),
    ],
)
def test_an_endless_flood_ends_with_the_bytes(serve: Serve, start: bytes, piece: bytes) -> None:
    port, _ = serve(flooding(start, piece))
    error, seconds = failure(port, ROOMY)
    assert error.reason in (Reason.TOO_LARGE, Reason.BAD_RESPONSE)
    assert seconds < 3


def test_a_huge_declared_length_is_refused_before_the_body(serve: Serve) -> None:
    port, _ = serve(dripping(HEAD + b"Content-Length: 5000000\r\n\r\n", b"", every=0.05))
    error, seconds = failure(port, ROOMY)
    assert error.reason is Reason.TOO_LARGE
    assert seconds < 2


def test_a_body_may_be_exactly_as_large_as_the_limit(serve: Serve) -> None:
    for packed, header in (
        (b"x" * 100_000, b""),
        (gzip.compress(b"x" * 100_000), b"Content-Encoding: gzip\r\n"),
    ):
        port, _ = serve(dripping(HEAD + header + b"Connection: close\r\n\r\n" + packed, b"", 0))
        assert len(fetch(port, ROOMY).body) == 100_000
    port, _ = serve(dripping(HEAD + b"\r\n" + b"x" * 100_001, b"", 0))
    assert failure(port, ROOMY)[0].reason is Reason.TOO_LARGE


def _bomb(megabytes: int, wbits: int) -> bytes:
    packer = zlib.compressobj(9, wbits=wbits)
    packed = b"".join(packer.compress(b"\x00" * 1_000_000) for _ in range(megabytes))
    return packed + packer.flush()


@pytest.mark.parametrize(("encoding", "wbits"), [(b"gzip", 31), (b"deflate", 15)])
def test_a_bomb_never_unpacks_beyond_the_limit(serve: Serve, encoding: bytes, wbits: int) -> None:
    bomb = _bomb(20, wbits)
    head = HEAD + b"Content-Encoding: %b\r\nContent-Length: %d\r\n\r\n" % (encoding, len(bomb))
    port, _ = serve(dripping(head + bomb, b"", 0))
    tracemalloc.start()
    try:
        error, _ = failure(port, ROOMY)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert error.reason is Reason.TOO_LARGE
    assert peak < 1_000_000


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: video/mp4",
        b"Content-Type: Application/ZIP\r\nContent-Length: 70000",
        b"Content-Type: application/pdf\r\nContent-Length: 900000000",
        b"Content-Type: application/octet-stream",
    ],
)
def test_what_cannot_be_an_article_comes_cut_to_its_beginning(serve: Serve, head: bytes) -> None:
    port, _ = serve(flooding(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n", b"x" * 8192))
    got = fetch(port, ROOMY)
    assert got.content_type is not None
    assert len(got.body) == 65_536


def test_a_pdf_within_the_limit_comes_whole(serve: Serve) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"
    port, _ = serve(dripping(head + b"x" * 90_000, b"", 0))
    assert len(fetch(port, ROOMY).body) == 90_000


def test_a_name_server_that_hangs_is_a_timeout() -> None:
    release = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        release.wait(5)
        return ["127.0.0.1"]

    hanging = GuardedFetch(AddressGuard(), user_agent="Devket/test", resolve=resolve)
    started = time.monotonic()
    with pytest.raises(FetchError) as caught:
        hanging("http://slow.example/", limits=SHORT)
    assert caught.value.reason is Reason.TIMEOUT
    assert time.monotonic() - started < 2
    release.set()


def test_a_pdf_may_be_larger_than_a_page(serve: Serve) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"
    body = b"%PDF-" + bytes(900_000)
    port, _ = serve(lambda connection, _: connection.sendall(head + body))
    assert fetch(port, ROOMY).body == body
    assert len(fetch(port, replace(ROOMY, max_file_bytes=200_000)).body) <= 200_000
