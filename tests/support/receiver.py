"""A receiver of webhooks on loopback: it checks what it gets as a real one would."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from standardwebhooks import Webhook

from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard


@dataclass
class Receiver:
    """What it got, all verified; `answers` says how it takes the next ones, 204 when it is empty.

    An answer is a status, a pair of status and headers, or None for silence. One whose clock is
    not right (`is_strict`) does not mind when something was sent.
    """

    port: int = 0
    secret: str = ""
    is_strict: bool = True
    answers: list[Any] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    patience: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def types(self) -> list[str]:
        """Return the types of what it got."""
        return [one["type"] for one in self.got]

    def fetch(self) -> GuardedFetch:
        """Return a network client that may reach this receiver and nothing else of this machine."""
        allow = frozenset({("127.0.0.1", self.port)})
        return GuardedFetch(AddressGuard(allow), user_agent="Devket/test")

    def take(self, body: bytes, headers: dict[str, str]) -> None:
        """Verify as the library of Standard Webhooks does, and keep it."""
        known = Webhook(self.secret)
        if self.is_strict:
            known.verify(body, headers)
        else:
            at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
            signed = known.sign(msg_id=headers["webhook-id"], timestamp=at, data=body.decode())
            assert signed in headers["webhook-signature"].split(" ")
        self.got.append(json.loads(body))
        self.ids.append(headers["webhook-id"])


class _Server(ThreadingHTTPServer):
    receiver: Receiver


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver = cast(_Server, self.server).receiver
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            receiver.take(body, {name.lower(): text for name, text in self.headers.items()})
        except Exception as error:  # a test is to see whatever was wrong with it
            receiver.refused.append(repr(error))
            self.send_error(401)
            return
        answer = receiver.answers.pop(0) if receiver.answers else 204
        if answer is None:
            receiver.patience.wait(30)
            return
        self._say(*(answer if isinstance(answer, tuple) else (answer, {})))

    def _say(self, status: int, headers: dict[str, str]) -> None:
        said = b"" if status == 204 else b"taken" if status < 300 else b"not \x00 now,\n later"
        self.send_response(status)
        for name, text in {**headers, "Content-Length": str(len(said))}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: Any) -> None:  # its name in the library
        """Say nothing."""


@contextlib.contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.receiver = Receiver(port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.receiver
    finally:
        server.receiver.patience.set()
        server.shutdown()
        server.server_close()
        thread.join()
