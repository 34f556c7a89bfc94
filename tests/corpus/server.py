"""The corpus over HTTP on loopback, with endpoints that misbehave on purpose.

`python -m tests.corpus.server [port]` serves it by hand. What the app makes of it is not here.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from tests.corpus.hostile import HOSTILE
from tests.corpus.kinds import KINDS

PAGES = Path(__file__).parent / "pages"
IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
# Set by the server itself; a golden may repeat them for the folder fetcher.
_OWN_HEADERS = {"content-length", "connection", "date", "server"}


def slugs() -> list[str]:
    """Return the names of all pages, in order."""
    return sorted(path.parent.name for path in PAGES.glob("*/golden.json"))


def goldens(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the name and the golden of every page of `folder`, in order."""
    paths = sorted(folder.glob("*/golden.json"))
    return [(path.parent.name, json.loads(path.read_text("utf-8"))) for path in paths]


def golden(slug: str) -> dict[str, Any]:
    """Return what is expected of the page `slug`."""
    loaded: dict[str, Any] = json.loads((PAGES / slug / "golden.json").read_text("utf-8"))
    return loaded


class CorpusServer:
    """Serve the corpus at a free port of 127.0.0.1 for as long as the `with` block lasts.

    Each page stands at `/<slug>/` with its own bytes, status and headers, its images below it.
    `hits` counts the requests per path. With `local_addresses`, a page names itself (canonical)
    and its pictures (og:image, another host…) by their addresses here, so that all can be fetched.
    """

    def __init__(self, port: int = 0, *, local_addresses: bool = False) -> None:
        self.hits: Counter[str] = Counter()
        self.local_addresses = local_addresses
        self.closing = threading.Event()
        self._http = _Server(("127.0.0.1", port), _Handler)
        self._http.corpus = self
        self.port: int = self._http.server_address[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        self._http.serve_forever(poll_interval=0.05)

    @property
    def base(self) -> str:
        """The address of the server without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def url(self, name: str) -> str:
        """Return the address of a page by its slug, or of an endpoint by its path (`/slow`)."""
        return f"{self.base}{name}" if name.startswith("/") else f"{self.base}/{name}/"

    def page(self, slug: str, name: str = "page.html") -> tuple[dict[str, Any], bytes]:
        """Return the golden of a page and the bytes to send for it, or for one of its others."""
        expected = golden(slug)
        body = (PAGES / slug / name).read_bytes()
        if self.local_addresses:
            body = _moved(body, expected, self.url(slug))
        return expected, body

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)


def _moved(body: bytes, expected: dict[str, Any], here: str) -> bytes:
    """Let a page name itself and its pictures by the address that it has on this server."""
    pictures = [*expected.get("images", []), expected.get("lead_image")]
    moves = {url: f"{here}img/{url.rsplit('/', 1)[-1]}" for url in pictures if url}
    moves |= {url: f"{here}{name}" for url, name in expected.get("more", {}).items()}
    # Longest first: a page's address is the beginning of its pictures'.
    for old, new in sorted(
        {**moves, expected["url"]: here}.items(), key=lambda pair: -len(pair[0])
    ):
        body = body.replace(old.encode(), new.encode())
    return body


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # an endless answer must not hold up the end of a test
    request_queue_size = 64
    corpus: CorpusServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle is what these tests are about."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer a page, an image or a trap."""
        parts = urlsplit(self.path)
        self.server.corpus.hits[parts.path] += 1
        names = [unquote(name) for name in parts.path.split("/") if name]
        if names and (trap := HOSTILE.get(names[0]) or KINDS.get(names[0])):
            query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
            trap(self, names[1:], query, self.server.corpus.closing)
        elif not names:
            self._index()
        elif names[0] in slugs():
            self._page_or_image(names[0], names[1:])
        else:
            self.send(404, b"<!doctype html><title>404</title><h1>Not here</h1>")

    do_HEAD = do_GET

    def _index(self) -> None:
        links = "".join(f'<li><a href="/{slug}/">{slug}</a></li>' for slug in slugs())
        self.send(200, f"<!doctype html><title>Corpus</title><ul>{links}</ul>".encode())

    def _page_or_image(self, slug: str, rest: list[str]) -> None:
        if not rest or rest[0] in golden(slug).get("more", {}).values():
            expected, body = self.server.corpus.page(slug, *rest[:1])
            self.send(expected["status"], body, expected["headers"])
            return
        path = PAGES / slug / "img" / rest[-1]
        # An encoded slash survives the split above: only a bare name is an image here.
        is_image = path.name == rest[-1] and path.suffix in IMAGE_TYPES and path.is_file()
        if rest[0] == "img" and len(rest) == 2 and is_image:
            self.send(200, path.read_bytes(), {"Content-Type": IMAGE_TYPES[path.suffix]})
        else:
            self.send(404, b"No such image.", {"Content-Type": "text/plain"})

    def send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Send a whole answer; a HEAD request gets its headers only."""
        self.send_response(status)
        for name, value in (headers or {"Content-Type": "text/html; charset=utf-8"}).items():
            if name.lower() not in _OWN_HEADERS:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def hang_up(self) -> None:
        """Close the connection at once, without another byte."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: `hits` tells what was asked."""


def main(port: int) -> None:
    """Serve until Ctrl-C."""
    with CorpusServer(port) as server:
        print(f"The corpus stands at {server.base}/ (Ctrl-C ends it)")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8099)
