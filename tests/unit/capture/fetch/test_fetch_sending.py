"""Sending by POST: one guarded exchange, whose status counts and whose body is only begun."""

from __future__ import annotations

import socket
from collections.abc import Callable
from time import monotonic

import pytest

from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import FetchError, Limits, Reason

Script = Callable[[socket.socket, bytes], None]
Serve = Callable[..., tuple[int, list[bytes]]]
LIMITS = Limits(total_seconds=1.5, connect_seconds=1, idle_seconds=1)


def sender(port: int) -> GuardedFetch:
    allow = frozenset({("127.0.0.1", port)})
    return GuardedFetch(AddressGuard(allow), user_agent="Devket/test")


def saying(answer: bytes) -> Script:
    """Take what is sent in full, then answer."""

    def script(connection: socket.socket, head: bytes) -> None:
        wanted = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        got = len(head.partition(b"\r\n\r\n")[2])
        while got < wanted:
            got += len(connection.recv(65536))
        connection.sendall(answer)

    return script


def test_a_body_arrives_as_it_is_with_its_headers(serve: Serve) -> None:
    port, requests = serve(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
    headers = {"Content-Type": "application/json", "webhook-id": "msg_1"}
    answer = sender(port).post(
        f"http://127.0.0.1:{port}/at?a=1", b'{"a":1}', headers=headers, limits=LIMITS
    )
    assert (answer.status, answer.body) == (200, b"ok")
    head = requests[0].decode("latin-1")
    assert head.startswith("POST /at?a=1 HTTP/1.1\r\n")
    for line in ("webhook-id: msg_1", "Content-Length: 7", "User-Agent: Devket/test"):
        assert f"{line}\r\n" in head
    assert head.count("Accept-Encoding") == 1


def test_a_redirect_is_told_and_not_followed(serve: Serve) -> None:
    inside, met = serve(saying(b"HTTP/1.1 200 OK\r\n\r\n"))
    to = f"HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:{inside}/\r\nContent-Length: 0\r\n\r\n"
    port, _ = serve(saying(to.encode()))
    answer = sender(port).post(f"http://127.0.0.1:{port}/", b"{}", headers={}, limits=LIMITS)
    assert answer.status == 307
    assert met == []


def test_a_private_address_gets_nothing(serve: Serve) -> None:
    port, met = serve(saying(b"HTTP/1.1 200 OK\r\n\r\n"))
    guarded = GuardedFetch(AddressGuard(), user_agent="Devket/test")
    with pytest.raises(FetchError) as raised:
        guarded.post(f"http://127.0.0.1:{port}/", b"{}", headers={}, limits=LIMITS)
    assert raised.value.reason is Reason.FORBIDDEN_ADDRESS
    assert met == []


def test_a_name_that_leads_inside_gets_nothing(serve: Serve) -> None:
    port, met = serve(saying(b"HTTP/1.1 200 OK\r\n\r\n"))
    guarded = GuardedFetch(
        AddressGuard(), user_agent="Devket/test", resolve=lambda _host, _port: ["127.0.0.1"]
    )
    with pytest.raises(FetchError) as raised:
        guarded.post(f"http://hook.example:{port}/", b"{}", headers={}, limits=LIMITS)
    assert raised.value.reason is Reason.FORBIDDEN_ADDRESS
    assert met == []


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n" + b"x" * 100_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nbroken",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    ],
    ids=["endless", "broken", "badly chunked", "packed"],
)
def test_the_status_counts_whatever_the_body_is_like(serve: Serve, answer: bytes) -> None:
    port, _ = serve(saying(answer))
    told = sender(port).post(f"http://127.0.0.1:{port}/", b"{}", headers={}, limits=LIMITS)
    assert told.status == 200
    assert len(told.body) <= 4096


def test_who_never_answers_is_given_up(serve: Serve) -> None:
    def silent(connection: socket.socket, _head: bytes) -> None:
        connection.settimeout(5)
        connection.recv(65536)
        connection.recv(65536)

    port, _ = serve(silent)
    begun = monotonic()
    with pytest.raises(FetchError) as raised:
        sender(port).post(f"http://127.0.0.1:{port}/", b"{}", headers={}, limits=LIMITS)
    assert raised.value.reason is Reason.TIMEOUT
    assert monotonic() - begun < 4
