"""Redirects: followed by hand, within a number, carrying nothing from one site to another."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence

import pytest

from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import FetchError, Limits, Reason

Script = Callable[[socket.socket, bytes], None]
Serve = Callable[..., tuple[int, list[bytes]]]
LIMITS = Limits(total_seconds=3, connect_seconds=1, idle_seconds=1, max_redirects=3)


def local(_host: str, _port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def fetch_from(port: int) -> GuardedFetch:
    allow = frozenset({("127.0.0.1", port), ("one.example", port), ("two.example", port)})
    return GuardedFetch(AddressGuard(allow), user_agent="Devket/test", resolve=local)


def routing(routes: dict[str, str | list[str]], found: bytes = b"arrived") -> Script:
    """Redirect each path to a place (with more header lines); answer any other path."""

    def script(connection: socket.socket, head: bytes) -> None:
        path = head.split(b" ")[1].decode()
        if path not in routes:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n" + found)
            return
        target = routes[path]
        place, *more = [target] if isinstance(target, str) else target
        lines = ["HTTP/1.1 302 Found", f"Location: {place}", *more, "Content-Length: 0"]
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")

    return script


def header(request: bytes, name: str) -> str | None:
    for line in request.decode("latin-1").split("\r\n")[1:]:
        key, _, value = line.partition(": ")
        if key.lower() == name:
            return value
    return None


@pytest.mark.parametrize(
    ("place", "final"),
    [
        ("/next", "/next"),
        ("next?a=b", "/dir/next?a=b"),
        ("../up", "/up"),
        ("?q=1", "/dir/start?q=1"),
        ("//127.0.0.1:{port}/x", "/x"),
        ("http://127.1:{port}/x", "/x"),
        ("  /padded  ", "/padded"),
        ("/한글", "/%ED%95%9C%EA%B8%80"),
        ("/a b", "/a%20b"),
        ("http://me:secret@127.0.0.1:{port}/x", "/x"),
    ],
)
def test_a_redirect_leads_where_a_browser_would_go(serve: Serve, place: str, final: str) -> None:
    routes: dict[str, str | list[str]] = {}
    port, requests = serve(routing(routes))
    routes["/dir/start"] = place.format(port=port)
    got = fetch_from(port)(f"http://127.0.0.1:{port}/dir/start", limits=LIMITS)
    assert got.url == f"http://127.0.0.1:{port}{final}"
    assert got.body == b"arrived"
    assert header(requests[1], "authorization") is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_is_followed(serve: Serve, status: int) -> None:
    def script(connection: socket.socket, head: bytes) -> None:
        if b"GET /end " in head:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nend")
        connection.sendall(f"HTTP/1.1 {status} Moved\r\nLocation: /end\r\n\r\n".encode())

    port, _ = serve(script)
    assert fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS).body == b"end"


@pytest.mark.parametrize(
    "head", [b"302 Found\r\n", b"300 Choices\r\nLocation: /x\r\n", b"304 Same\r\nLocation: /x\r\n"]
)
def test_what_is_no_redirect_is_an_answer(serve: Serve, head: bytes) -> None:
    def script(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 " + head + b"Content-Length: 0\r\n\r\n")

    port, requests = serve(script)
    got = fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS)
    assert got.status == int(head[:3])
    assert len(requests) == 1


@pytest.mark.parametrize(
    ("given", "place", "final"),
    [
        ("#here", "/next", "#here"),
        ("#here", "/next#there", "#there"),
        ("", "/next#there", "#there"),
    ],
)
def test_the_place_in_the_page_is_kept(serve: Serve, given: str, place: str, final: str) -> None:
    port, requests = serve(routing({"/start": place}))
    got = fetch_from(port)(f"http://127.0.0.1:{port}/start{given}", limits=LIMITS)
    assert got.url == f"http://127.0.0.1:{port}/next{final}"
    assert all(b"#" not in request for request in requests)


def test_as_many_redirects_as_the_limit_are_followed(serve: Serve) -> None:
    port, requests = serve(routing({"/0": "/1", "/1": "/2", "/2": "/3"}))
    assert fetch_from(port)(f"http://127.0.0.1:{port}/0", limits=LIMITS).body == b"arrived"
    assert len(requests) == 4


@pytest.mark.parametrize(
    "routes",
    [
        {"/0": "/0"},
        {"/0": "/1", "/1": "/0"},
        {"/0": "/1", "/1": "/2", "/2": "/3", "/3": "/4"},
    ],
)
def test_one_more_than_the_limit_is_too_many(
    serve: Serve, routes: dict[str, str | list[str]]
) -> None:
    port, requests = serve(routing(routes))
    with pytest.raises(FetchError) as caught:
        fetch_from(port)(f"http://127.0.0.1:{port}/0", limits=LIMITS)
    assert caught.value.reason is Reason.TOO_MANY_REDIRECTS
    assert len(requests) == 4


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/passwd",
        "ftp://one.example/",
        "gopher://one.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "http://a b/",
        "intent://x#Intent;end",
        "/" + "x" * 5000,
    ],
)
def test_a_redirect_leaves_the_web_for_nothing(serve: Serve, place: str) -> None:
    port, requests = serve(routing({"/0": place}))
    with pytest.raises(FetchError) as caught:
        fetch_from(port)(f"http://127.0.0.1:{port}/0", limits=LIMITS)
    assert caught.value.reason is Reason.BAD_RESPONSE
    assert len(requests) == 1


def test_the_body_of_a_redirect_is_not_read(serve: Serve) -> None:
    def script(connection: socket.socket, head: bytes) -> None:
        if b"GET /end " in head:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nend")
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Encoding: br\r\n\r\n")
        while True:
            connection.sendall(b"x" * 8192)

    port, _ = serve(script)
    assert fetch_from(port)(f"http://127.0.0.1:{port}/", limits=LIMITS).body == b"end"


def test_a_cookie_lives_as_long_as_its_chain(serve: Serve) -> None:
    def script(connection: socket.socket, head: bytes) -> None:
        if header(head, "cookie") == "seen=1; mode=plain":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nwelcome")
        else:
            cookies = b"Set-Cookie: seen=1; Path=/; HttpOnly\r\nSet-Cookie: mode=plain\r\n"
            connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /\r\n" + cookies + b"\r\n")

    port, requests = serve(script)
    fetch = fetch_from(port)
    for _ in range(2):
        assert fetch(f"http://one.example:{port}/", limits=LIMITS).body == b"welcome"
    assert [header(request, "cookie") is None for request in requests] == [True, False] * 2


def test_a_cookie_stays_with_the_site_that_set_it(serve: Serve) -> None:
    routes: dict[str, str | list[str]] = {}
    port, requests = serve(routing(routes))
    routes["/0"] = [f"http://two.example:{port}/1", "Set-Cookie: secret=1; Domain=example"]
    fetch_from(port)(f"http://one.example:{port}/0", limits=LIMITS)
    assert header(requests[1], "host") == f"two.example:{port}"
    assert header(requests[1], "cookie") is None


@pytest.mark.parametrize("line", ["=", "a", ";;;", "a\x00b=c", "é=ü", "x" * 9000 + "=1", 'a="'])
def test_a_strange_cookie_does_no_harm(serve: Serve, line: str) -> None:
    port, _ = serve(routing({"/0": ["/1", f"Set-Cookie: {line}"]}))
    assert fetch_from(port)(f"http://one.example:{port}/0", limits=LIMITS).body == b"arrived"
