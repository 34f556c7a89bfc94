"""Endpoints that misbehave: slow, endless, huge, torn, packed. One function for each first name.

`/slow?seconds=5`, `/drip`, `/endless`, `/huge?bytes=…`, `/bomb?bytes=…`, `/binary?type=…`,
`/status/<code>`, `/redirect/<n>`, `/redirect-to?url=…&status=…`, `/loop`, `/nested?depth=…`,
`/article/<name>?bytes=…&seconds=…`, `/attributes?n=…`, `/closed`, `/garbage`, `/short`, `/packed`,
`/cookies`, `/echo`, `/image/slow.png`, `/image/fake.png`, `/image/huge.png`, `/image/any.png`.
"""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from email.message import Message
from typing import Protocol
from urllib.parse import quote

PAGE = (
    b"<!doctype html><html lang=en><title>A page at last</title>"
    b"<article><h1>A page at last</h1>"
    + b"<p>This paragraph is long enough to be read as the text of an article, with a comma or "
    b"two, and it says nothing else that would be worth keeping.</p>" * 4 + b"</article></html>"
)
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Answer(Protocol):
    """What an endpoint may do with the request it was given."""

    connection: socket.socket
    close_connection: bool
    headers: Message

    def send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Send a whole answer."""

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begin an answer by hand."""

    def send_header(self, keyword: str, value: str) -> None:
        """Add a header."""

    def end_headers(self) -> None:
        """End the headers."""

    def hang_up(self) -> None:
        """Close the connection at once."""


Rest = list[str]
Query = dict[str, str]
Trap = Callable[[Answer, Rest, Query, threading.Event], None]


def _slow(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    closing.wait(float(query.get("seconds", "5")))
    answer.send(200, PAGE)


def _stream(
    answer: Answer, pieces: Iterator[bytes], headers: dict[str, str], *, status: int = 200
) -> None:
    """Send pieces without a length until they end or the client has had enough."""
    answer.close_connection = True
    answer.send_response(status)
    for name, value in {**headers, "Connection": "close"}.items():
        answer.send_header(name, value)
    answer.end_headers()
    try:
        for piece in pieces:
            answer.connection.sendall(piece)
    except OSError:
        return  # the client left, as it should


def _drip(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    pause = float(query.get("pause", "0.2"))

    def drops() -> Iterator[bytes]:
        yield b"<!doctype html><title>Drip</title><p>"
        while not closing.wait(pause):
            yield b"."

    _stream(answer, drops(), HTML)


def _endless(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    def flood() -> Iterator[bytes]:
        yield b"<!doctype html><title>Endless</title><article>"
        while not closing.is_set():
            yield b"<p>And on it goes, as it did before, and as it will in a moment.</p>" * 256

    _stream(answer, flood(), HTML)


def _huge(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    """A length in the headers that is over the limit, and the bytes to go with it."""
    size = int(query.get("bytes", str(64 * 1024 * 1024)))

    def body() -> Iterator[bytes]:
        sent = 0
        while sent < size and not closing.is_set():
            chunk = b"x" * min(65536, size - sent)
            sent += len(chunk)
            yield chunk

    _stream(answer, body(), {**HTML, "Content-Length": str(size)})


def _bomb(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    """A small gzip body that unpacks to many megabytes of zeros."""
    size = int(query.get("bytes", str(200 * 1024 * 1024)))
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(b"\0" * (1024 * 1024)) for _ in range(size // (1024 * 1024))]
    body = b"".join([*parts, packer.flush()])
    answer.send(200, body, {**HTML, "Content-Encoding": "gzip"})


def _binary(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    body = bytes(range(256)) * 64
    answer.send(200, body, {"Content-Type": query.get("type", "application/octet-stream")})


def _status(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    status = int(rest[0])
    text = f"<!doctype html><title>Answer {status}</title><h1>Answer {status}</h1>"
    answer.send(status, b"" if status in (204, 304) else text.encode())


def _redirect(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    left = int(rest[0])
    if left <= 0:
        answer.send(200, PAGE)
    else:
        _redirect_to(answer, [], {"url": f"/redirect/{left - 1}"}, closing)


def _redirect_to(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    target = quote(query.get("url", "/"), safe=":/?#[]@!$&'()*+,;=%")
    answer.send(int(query.get("status", "302")), b"", {"Location": target})


def _loop(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    answer.send(302, b"", {"Location": "/loop"})


def _nested(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    depth = int(query.get("depth", "100000"))
    body = b"<!doctype html><title>Nested</title>" + b"<div>" * depth + PAGE + b"</div>" * depth
    answer.send(200, body)


def _attributes(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    many = b" ".join(b"data-%d=x" % number for number in range(int(query.get("n", "100000"))))
    answer.send(200, PAGE.replace(b"<article>", b"<article " + many + b">"))


def _closed(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    """A reset instead of an answer."""
    answer.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    answer.hang_up()


def _garbage(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    answer.connection.sendall(b"\x16\x03\x01 this is not HTTP at all \xff\xfe\r\n\r\n")
    answer.hang_up()


def _short(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    """Promise more bytes than come."""
    _stream(answer, iter([PAGE[:200]]), {**HTML, "Content-Length": str(len(PAGE))})


def _image(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    name = rest[0] if rest else ""
    if name == "slow.png":
        closing.wait(float(query.get("seconds", "5")))
    body = _wide_png() if name == "huge.png" else PAGE if name == "fake.png" else _png(8, 8)
    answer.send(200, body, {"Content-Type": "image/png"})


def _png(width: int, height: int) -> bytes:
    """A grey picture, every byte as the format wants it."""
    rows = zlib.compress((b"\0" + b"\x80" * width) * height, 9)
    return _png_of(width, height, rows)


def _wide_png() -> bytes:
    """A picture of 900 million pixels in a megabyte: a decompression bomb for image readers."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * 30_001) for _ in range(30_000)) + packer.flush()
    return _png_of(30_000, 30_000, rows)


def _png_of(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _cookies(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    answer.send(200, PAGE, {**HTML, "Set-Cookie": "seen=1; Path=/"})


def _echo(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    """The headers of the request as text: what leaves the house with a fetch."""
    answer.send(200, str(answer.headers).encode(), {"Content-Type": "text/plain; charset=utf-8"})


def _packed(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    """An honest compressed page."""
    answer.send(200, gzip.compress(PAGE), {**HTML, "Content-Encoding": "gzip"})


def _article(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    """`/article/<name>?bytes=…&seconds=…`: an honest article of that name, length and slowness."""
    closing.wait(float(query.get("seconds", "0")))
    title = f"Article {'/'.join(rest)}"
    part = (
        "<h2>A section</h2>"
        + f"<p>{'A sentence about queues, with a comma, and one idea in it. ' * 8}</p>" * 3
        + "<pre><code class=language-python>def push(item):\n\tqueue.append(item)\n</code></pre>"
    )
    body = part * max(1, int(query.get("bytes", "4000")) // len(part))
    page = f"<!doctype html><html lang=en><title>{title}</title><article><h1>{title}</h1>{body}"
    answer.send(200, page.encode(), HTML)


HOSTILE: dict[str, Trap] = {
    "article": _article,
    "slow": _slow,
    "drip": _drip,
    "endless": _endless,
    "huge": _huge,
    "bomb": _bomb,
    "binary": _binary,
    "status": _status,
    "redirect": _redirect,
    "redirect-to": _redirect_to,
    "loop": _loop,
    "nested": _nested,
    "attributes": _attributes,
    "closed": _closed,
    "garbage": _garbage,
    "short": _short,
    "image": _image,
    "cookies": _cookies,
    "echo": _echo,
    "packed": _packed,
}
