"""A server on loopback that writes whatever bytes a test tells it to, well-formed or not."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

import pytest

Script = Callable[[socket.socket, bytes], None]
Serve = Callable[..., tuple[int, list[bytes]]]


def _read_head(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            break
        head += piece
    return head


def _answer(
    connection: socket.socket, script: Script, requests: list[bytes], tls: ssl.SSLContext | None
) -> None:
    # A client that hangs up early, or refuses the certificate, is what many tests are about.
    with contextlib.suppress(OSError), connection:
        spoken = tls.wrap_socket(connection, server_side=True) if tls else connection
        with spoken:
            head = _read_head(spoken)
            requests.append(head)
            script(spoken, head)


def _accept(
    listener: socket.socket, script: Script, requests: list[bytes], tls: ssl.SSLContext | None
) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(
            target=_answer, args=(connection, script, requests, tls), daemon=True
        ).start()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Call with a script (and a TLS context): its port on 127.0.0.1 and the requests it got."""
    listeners: list[socket.socket] = []

    def start(script: Script, tls: ssl.SSLContext | None = None) -> tuple[int, list[bytes]]:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        requests: list[bytes] = []
        threading.Thread(
            target=_accept, args=(listener, script, requests, tls), daemon=True
        ).start()
        return int(listener.getsockname()[1]), requests

    yield start
    for listener in listeners:
        # Closing alone does not wake an `accept` that waits in another thread.
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
