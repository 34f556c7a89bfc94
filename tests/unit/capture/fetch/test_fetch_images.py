"""A page's images through the real, guarded network: nothing inner is reached for a picture."""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Callable

from PIL import Image

from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.images import keep_images
from devket.capture.images.examine import examine
from devket.capture.model import Limits

Serve = Callable[..., tuple[int, list[bytes]]]


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (5, 4)).save(out, "PNG")
    return out.getvalue()


def _script(connection: socket.socket, head: bytes) -> None:
    path = head.split(b" ")[1]
    if path == b"/inward.png":
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/x.png\r\n\r\n")
        return
    if path == b"/slow.png":
        time.sleep(0.5)
    body = _png() * (1000 if path == b"/large.png" else 1)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body)
    connection.sendall(head + body)


def test_pictures_are_fetched_under_the_same_guard_and_limits(serve: Serve) -> None:
    port, requests = serve(_script)
    page = f"http://127.0.0.1:{port}/posts/one?draft=1"
    sources = ["/good.png", "/inward.png", "/slow.png", "/large.png", "http://10.0.0.1/inner.png"]
    kept = keep_images(
        sources,
        fetch=GuardedFetch(AddressGuard(frozenset({("127.0.0.1", port)})), user_agent="t"),
        limits=Limits(max_image_bytes=20_000, idle_seconds=0.2),
        referer=page,
        inspect=examine,
    )
    assert [image.failure for image in kept] == [
        None,
        "forbidden_address",
        "timeout",
        "too_large",
        "forbidden_address",
    ]
    assert (kept[0].content_type, kept[0].width, kept[0].height) == ("image/png", 5, 4)
    assert f"Referer: {page}".encode() in requests[0]
