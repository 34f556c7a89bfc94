"""The guard at the socket: notations, redirects, names with two faces, rebinding."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Sequence

import pytest

from devket.capture.fetch import GuardedFetch
from devket.capture.fetch.budget import TimedSocket
from devket.capture.fetch.dial import open_socket
from devket.capture.guard import AddressGuard
from devket.capture.model import FetchError, Limits, Reason

Serve = Callable[..., tuple[int, list[bytes]]]
LIMITS = Limits(total_seconds=2, connect_seconds=1, idle_seconds=1)
PUBLIC, OTHER = "93.184.215.14", "2606:4700::1111"

LOOPBACK = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "127.255.255.254",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0177.0x0.0.01",
    "0x7f000001",
    "0x7F.0.0.1",
    "0x7f.1",
    "0",
    "0.0.0.0",
    "0x0",
    "%31%32%37.0.0.1",
    "１２７.０.０.１",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "127．0．0．1",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::FFFF:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::127.0.0.1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[fe80::1]",
    "[fd00:ec2::254]",
    "169.254.169.254",
    "2852039166",
    "0xA9FEA9FE",
    "0251.0376.0251.0376",
    "[::ffff:a9fe:a9fe]",
    "100.100.100.200",
    "192.0.0.192",
    "10.0.0.1",
    "012.0.0.1",
    "3232235521",
    "localhost",
    "LOCALHOST",
    "LocalHost.",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
]


class Recorder:
    """A connector that notes each address it is asked for and reaches none of them."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def __call__(self, address: str, port: int, seconds: float) -> TimedSocket:
        assert seconds > 0
        self.asked.append((address, port))
        raise ConnectionRefusedError(errno.ECONNREFUSED, "not in a test")


def resolving(*answers: Sequence[str]) -> tuple[Callable[[str, int], Sequence[str]], list[str]]:
    """A resolver that answers differently each time (the last for ever), and the names asked."""
    names: list[str] = []

    def resolve(host: str, _port: int) -> Sequence[str]:
        names.append(host)
        return answers[min(len(names), len(answers)) - 1]

    return resolve, names


def refusal(fetch: GuardedFetch, url: str, limits: Limits = LIMITS) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, limits=limits)
    return caught.value


def redirecting_to(target: str) -> Callable[[socket.socket, bytes], None]:
    def script(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {target}\r\n\r\n".encode())

    return script


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", LOOPBACK)
def test_no_notation_of_an_inner_address_is_connected_to(scheme: str, host: str) -> None:
    recorder = Recorder()
    resolve, _ = resolving(["127.0.0.1"])
    fetch = GuardedFetch(AddressGuard(), user_agent="t", resolve=resolve, connect=recorder)
    assert refusal(fetch, f"{scheme}://{host}/").reason is Reason.FORBIDDEN_ADDRESS
    assert recorder.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_the_systems_own_resolver_and_sockets_reach_nothing_inside(serve: Serve, host: str) -> None:
    port, requests = serve(redirecting_to("/"))
    fetch = GuardedFetch(AddressGuard(), user_agent="t")
    assert refusal(fetch, f"http://{host}:{port}/").reason is Reason.FORBIDDEN_ADDRESS
    assert requests == []


@pytest.mark.parametrize("host", ["[fe80::1%25eth0]", "[fe80::1%eth0]", "1.2.3.4.5", "256.1.1.1"])
def test_addresses_that_browsers_reject_are_no_addresses(host: str) -> None:
    recorder = Recorder()
    fetch = GuardedFetch(AddressGuard(), user_agent="t", connect=recorder)
    assert refusal(fetch, f"http://{host}/").reason is Reason.BAD_RESPONSE
    assert recorder.asked == []


@pytest.mark.parametrize(
    "answers", [[PUBLIC, "10.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC, OTHER, "::1"], ["fe80::1%2"]]
)
def test_one_private_address_among_public_ones_refuses_the_name(answers: list[str]) -> None:
    recorder = Recorder()
    resolve, _ = resolving(answers)
    fetch = GuardedFetch(AddressGuard(), user_agent="t", resolve=resolve, connect=recorder)
    assert refusal(fetch, "http://two-faces.example/").reason is Reason.FORBIDDEN_ADDRESS
    assert recorder.asked == []


def test_a_name_that_rebinds_is_resolved_once_and_its_checked_address_used() -> None:
    recorder = Recorder()
    resolve, names = resolving([PUBLIC], ["127.0.0.1"])
    fetch = GuardedFetch(AddressGuard(), user_agent="t", resolve=resolve, connect=recorder)
    assert refusal(fetch, "http://rebind.example/").reason is Reason.REFUSED
    assert names == ["rebind.example"]
    assert recorder.asked == [(PUBLIC, 80)]


def test_each_address_is_tried_in_order_and_no_name_is_given_to_the_socket() -> None:
    recorder = Recorder()
    resolve, _ = resolving([OTHER, PUBLIC])
    fetch = GuardedFetch(AddressGuard(), user_agent="t", resolve=resolve, connect=recorder)
    assert refusal(fetch, "https://both.example:8443/").reason is Reason.REFUSED
    assert recorder.asked == [(OTHER, 8443), (PUBLIC, 8443)]


def test_the_far_end_of_the_open_socket_is_checked_once_more(serve: Serve) -> None:
    port, requests = serve(redirecting_to("/"))
    opened: list[TimedSocket] = []

    def misled(_address: str, _port: int, seconds: float) -> TimedSocket:
        opened.append(open_socket("127.0.0.1", port, seconds))
        return opened[-1]

    resolve, _ = resolving([PUBLIC])
    fetch = GuardedFetch(AddressGuard(), user_agent="t", resolve=resolve, connect=misled)
    error = refusal(fetch, "http://honest.example/")
    assert error.reason is Reason.FORBIDDEN_ADDRESS
    assert opened[0].fileno() == -1
    assert requests in ([], [b""])


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "//0x7f.1/",
        "http://127.0.0.1:1/",
        "http://inner.example/",
        "https://inner.example/",
        "http://0/",
    ],
)
def test_a_redirect_to_an_inner_address_stops_there(serve: Serve, target: str) -> None:
    port, requests = serve(redirecting_to(target))
    resolve, _ = resolving(["10.0.0.1"])
    guard = AddressGuard(frozenset({("127.0.0.1", port)}))
    fetch = GuardedFetch(guard, user_agent="t", resolve=resolve)
    error = refusal(fetch, f"http://127.0.0.1:{port}/")
    assert error.reason is Reason.FORBIDDEN_ADDRESS
    assert "127.0.0.1:" + str(port) not in error.url
    assert len(requests) == 1


def test_a_name_that_turns_private_between_two_hops_stops_there(serve: Serve) -> None:
    port, requests = serve(redirecting_to("http://turn.example:8080/second"))
    resolve, names = resolving(["127.0.0.1"], ["127.0.0.2"])
    guard = AddressGuard(frozenset({("127.0.0.1", port)}))
    fetch = GuardedFetch(guard, user_agent="t", resolve=resolve)
    error = refusal(fetch, f"http://turn.example:{port}/first")
    assert (error.reason, error.url) == (
        Reason.FORBIDDEN_ADDRESS,
        "http://turn.example:8080/second",
    )
    assert names == ["turn.example", "turn.example"]
    assert len(requests) == 1


@pytest.mark.parametrize("port", [22, 25, 6379, 11211])
def test_a_port_that_is_not_for_pages_is_refused_before_the_name_is_asked(port: int) -> None:
    resolve, names = resolving([PUBLIC])
    fetch = GuardedFetch(AddressGuard(), user_agent="t", resolve=resolve, connect=Recorder())
    assert refusal(fetch, f"http://example.org:{port}/").reason is Reason.FORBIDDEN_ADDRESS
    assert names == []


def test_an_allowed_name_is_fetched_from_where_it_lives(serve: Serve) -> None:
    def script(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ninner")

    port, requests = serve(script)
    resolve, names = resolving(["127.0.0.1"])
    guard = AddressGuard(frozenset({("wiki.inner", port)}))
    got = GuardedFetch(guard, user_agent="t", resolve=resolve)(
        f"http://Wiki.Inner:{port}/", limits=LIMITS
    )
    assert got.body == b"inner"
    assert names == ["wiki.inner"]
    assert f"Host: wiki.inner:{port}".encode() in requests[0]


def test_an_international_name_is_asked_for_in_its_ascii_form() -> None:
    resolve, names = resolving([PUBLIC])
    fetch = GuardedFetch(AddressGuard(), user_agent="t", resolve=resolve, connect=Recorder())
    assert refusal(fetch, "http://Bücher.example/").reason is Reason.REFUSED
    assert names == ["xn--bcher-kva.example"]


@pytest.mark.parametrize("answer", [[], OSError("no such name"), UnicodeError("label too long")])
def test_a_name_without_an_address_is_an_unknown_host(answer: Sequence[str] | Exception) -> None:
    def resolve(_host: str, _port: int) -> Sequence[str]:
        if isinstance(answer, Exception):
            raise answer
        return answer

    fetch = GuardedFetch(AddressGuard(), user_agent="t", resolve=resolve, connect=Recorder())
    assert refusal(fetch, "http://nowhere.example/").reason is Reason.UNKNOWN_HOST
