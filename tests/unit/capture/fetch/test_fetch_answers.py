"""What a fetch brings back when the server behaves, and when it does not."""

from __future__ import annotations

import gzip
import random
import socket
import zlib
from collections.abc import Callable

import pytest

from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import FetchError, Limits, Reason

Script = Callable[[socket.socket, bytes], None]
Serve = Callable[..., tuple[int, list[bytes]]]
LIMITS = Limits(total_seconds=3, connect_seconds=1, idle_seconds=1, max_bytes=200_000)


def saying(*pieces: bytes) -> Script:
    def script(connection: socket.socket, _head: bytes) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return script


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def fetch_from(port: int) -> GuardedFetch:
    return GuardedFetch(AddressGuard(frozenset({("127.0.0.1", port)})), user_agent="Devket/test")


def reason_of(serve: Serve, *pieces: bytes) -> Reason:
    port, _ = serve(saying(*pieces))
    with pytest.raises(FetchError) as caught:
        fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS)
    assert caught.value.url == f"http://127.0.0.1:{port}/"
    return caught.value.reason


def test_a_page_comes_with_its_type_and_useful_headers(serve: Serve) -> None:
    headers = ["Content-Type: text/html; charset=utf-8", "ETag: x", "Set-Cookie: a=b", "X-Any: y"]
    port, _ = serve(saying(page(b"<p>hello", *headers)))
    got = fetch_from(port)(f"http://127.0.0.1:{port}/a?b=c#part", limits=LIMITS)
    assert (got.status, got.body) == (200, b"<p>hello")
    assert got.content_type == "text/html; charset=utf-8"
    assert got.url == f"http://127.0.0.1:{port}/a?b=c#part"
    assert got.headers == {"content-type": "text/html; charset=utf-8", "etag": "x"}


def test_the_request_is_honest_and_carries_no_secret(serve: Serve) -> None:
    port, requests = serve(saying(page(b"x")))
    fetch = fetch_from(port)
    fetch(f"http://me:secret@127.0.0.1:{port}/a%20b?q=1#part", limits=LIMITS, accept="image/*")
    lines = requests[0].decode().split("\r\n")
    assert lines[0] == "GET /a%20b?q=1 HTTP/1.1"
    assert f"Host: 127.0.0.1:{port}" in lines
    assert "User-Agent: Devket/test" in lines
    assert "Accept: image/*" in lines
    assert "Accept-Encoding: gzip, deflate" in lines
    assert b"secret" not in requests[0]
    assert b"Cookie" not in requests[0]


@pytest.mark.parametrize(
    ("referer", "sent"),
    [
        ("http://127.0.0.1:{port}/from?x=1#y", "http://127.0.0.1:{port}/from?x=1"),
        ("http://elsewhere.example/from?x=1", "http://elsewhere.example/"),
        ("https://elsewhere.example/from", None),
        ("not an address", None),
    ],
)
def test_another_site_learns_only_the_origin_of_the_referer(
    serve: Serve, referer: str, sent: str | None
) -> None:
    port, requests = serve(saying(page(b"x")))
    url = f"http://127.0.0.1:{port}/"
    fetch_from(port)(url, limits=LIMITS, referer=referer.format(port=port))
    lines = [line for line in requests[0].decode().split("\r\n") if line.startswith("Referer")]
    assert lines == ([f"Referer: {sent.format(port=port)}"] if sent else [])


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "429 Slow", "503 Busy"])
def test_an_error_status_is_an_answer(serve: Serve, status: str) -> None:
    port, _ = serve(saying(page(b"sorry", status=status)))
    got = fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS)
    assert (got.status, got.body) == (int(status[:3]), b"sorry")


def _bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"text" * 999)),
        ("X-GZip", gzip.compress(b"text" * 999)),
        ("gzip", gzip.compress(b"text" * 99) + gzip.compress(b"text" * 900)),
        ("gzip", gzip.compress(b"text" * 999) + b"\x00" * 512),
        ("deflate", zlib.compress(b"text" * 999)),
        ("deflate", _bare_deflate(b"text" * 999)),
        ("identity", b"text" * 999),
    ],
    # The packed bytes hold the time, which would make another name in each worker of the tests.
    ids=["gzip", "x-gzip", "two members", "padded", "zlib", "bare deflate", "not at all"],
)
def test_packed_bodies_are_unpacked(serve: Serve, encoding: str, packed: bytes) -> None:
    port, _ = serve(saying(page(packed, f"Content-Encoding: {encoding}")))
    got = fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS)
    assert got.body == b"text" * 999


def test_a_body_in_chunks_is_put_together(serve: Serve) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    port, _ = serve(saying(head, b"3\r\nabc\r\n", b"4;x=y\r\ndefg\r\n0\r\nTrailer: 1\r\n\r\n"))
    assert fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS).body == b"abcdefg"


def test_a_body_may_end_with_the_connection(serve: Serve) -> None:
    port, _ = serve(saying(b"HTTP/1.0 200 OK\r\n\r\n", b"one", b"two"))
    assert fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS).body == b"onetwo"


def test_what_follows_the_declared_length_is_ignored(serve: Serve) -> None:
    port, _ = serve(saying(page(b"whole") + b"and more"))
    assert fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS).body == b"whole"


def test_an_empty_answer_is_an_empty_body(serve: Serve) -> None:
    port, _ = serve(saying(b"HTTP/1.1 204 No Content\r\n\r\n"))
    assert fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS).body == b""


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        ([b"\x00\x01garbage" * 50 + b"\r\n\r\n"], Reason.BAD_RESPONSE),
        ([b"220 mail.example ESMTP\r\n"], Reason.BAD_RESPONSE),
        ([b"HTTP/1.1 abc OK\r\n\r\n"], Reason.BAD_RESPONSE),
        ([b"HTTP/1.1 103 Early Hints\r\n\r\n"], Reason.BAD_RESPONSE),
        ([b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"], Reason.BAD_RESPONSE),
        ([b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99_999 + b"\r\n\r\n"], Reason.BAD_RESPONSE),
        ([], Reason.REFUSED),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this"], Reason.REFUSED),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nab"], Reason.REFUSED),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab"], Reason.REFUSED),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nab"], Reason.BAD_RESPONSE),
        ([page(b"not packed", "Content-Encoding: gzip")], Reason.BAD_RESPONSE),
        ([page(gzip.compress(b"a" * 99)[:-12], "Content-Encoding: gzip")], Reason.BAD_RESPONSE),
        ([page(b"x", "Content-Encoding: br")], Reason.BAD_RESPONSE),
        ([page(b"x", "Content-Encoding: gzip, gzip")], Reason.BAD_RESPONSE),
        ([page(gzip.compress(b"") * 999, "Content-Encoding: gzip")], Reason.BAD_RESPONSE),
    ],
)
def test_a_broken_answer_has_a_reason(serve: Serve, pieces: list[bytes], reason: Reason) -> None:
    assert reason_of(serve, *pieces) is reason


def test_no_damage_to_an_answer_escapes_as_another_error(serve: Serve) -> None:
    chance = random.Random(3)
    whole = page(gzip.compress(b"text" * 50), "Content-Encoding: gzip", "Location: /x")
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    broken = bytearray()
    port, _ = serve(lambda connection, _head: connection.sendall(bytes(broken)))
    reasons: set[Reason | None] = set()
    for _ in range(120):
        broken[:] = chance.choice([whole, chunked])
        for _ in range(chance.randint(1, 5)):
            broken[chance.randrange(len(broken))] = chance.choice(b"\x00\xff\r\n -:;19zZ")
        try:
            fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS)
            reasons.add(None)
        except FetchError as error:
            reasons.add(error.reason)
    assert {Reason.BAD_RESPONSE, Reason.REFUSED, None} <= reasons


def test_a_port_where_nobody_listens_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    with pytest.raises(FetchError) as caught:
        fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS)
    assert caught.value.reason is Reason.REFUSED


@pytest.mark.parametrize(
    "url", ["", "hello", "ftp://example.org/", "file:///etc/passwd", "http://"]
)
def test_only_addresses_of_the_web_are_fetched(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch_from(1)(url, limits=LIMITS)
    assert caught.value.reason is Reason.BAD_RESPONSE


def test_proxies_of_the_environment_are_ignored(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, asked = serve(saying(page(b"from the proxy")))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy}")
    port, _ = serve(saying(page(b"direct")))
    assert fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS).body == b"direct"
    assert asked == []
