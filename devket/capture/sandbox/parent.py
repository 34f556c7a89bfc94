"""Read hostile pages and pictures in processes with bounds on memory, processor and time.

A helper process is started at first use with everything loaded (`sandbox.zygote`); it forks one
child a page, so no page pays for starting Python, and none outlives its own limits.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from devket.capture.images import Crop, ImageError, Picture, Thumbnail
from devket.capture.images.sizes import MEMORY, Sizes
from devket.capture.model import Choice, Extracted, Limits
from devket.capture.sandbox.wire import (
    BrokenWireError,
    receive_message,
    send_message,
    unpack_page,
    unpack_sizes,
)
from devket.core.clock import monotonic

_GRACE = 3.0  # seconds beyond the child's own wall clock before the wait is given up
_LIMITS = Limits()
_HELPER = "devket.capture.sandbox.zygote"
_COLOURED = (b"<pre", b"<code", b"%PDF-")


class TooComplexError(Exception):
    """A page ran out of the time or memory it may have."""


class _NoChildError(Exception):
    """The helper process went away before it took the work."""


class Sandbox:
    """Runs extraction apart from this process. Safe to share between threads.

    Create it after any fork; nothing is started before the first call. The helper process ends with
    this one, however that ends, and after some idle minutes by itself; it comes back when needed.
    """

    def __init__(self, limits: Limits = _LIMITS, *, site_rules: Path | None = None) -> None:
        self._limits = limits
        self._site_rules = [str(site_rules)] if site_rules is not None else []
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    @property
    def process_id(self) -> int | None:
        """The helper process's id while there is one, for tests and for telling its memory."""
        return self._process.pid if self._process is not None else None

    def extract(
        self,
        html: bytes | str,
        url: str,
        content_type: str | None = None,
        *,
        choice: Choice = Choice.BEST,
    ) -> Extracted:
        """Return what the page says, as `extract` does; `TooComplexError` beyond the bounds."""
        is_text = isinstance(html, str)
        body = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
        request = {
            "do": "extract",
            "url": url,
            "type": content_type,
            "is_text": is_text,
            "colour": True,
            "choice": choice.value,
        }
        try:
            answer, _ = self._ask(request, body)
        except TooComplexError:
            # A lexer can get lost in odd code, a PDF's first page in its drawing; the page
            # without colour is better than none.
            if not any(mark in body for mark in _COLOURED):
                raise
            answer, _ = self._ask({**request, "colour": False}, body)
        try:
            return unpack_page(answer["page"])
        except (BrokenWireError, KeyError) as error:
            raise TooComplexError("The reader gave no page.") from error

    def inspect_image(
        self, data: bytes, declared: str | None, limits: Limits | None = None
    ) -> Picture:
        """Return what is to be kept of a picture, as `devket.capture.images.examine` does."""
        (kind, width, height), body = self._picture("examine", data, declared, limits)
        return Picture(body or data, str(kind), width, height)

    def thumbnail(
        self, data: bytes, content_type: str | None, limits: Limits | None = None
    ) -> Thumbnail:
        """Return a small copy of a picture, as `devket.capture.images.thumbnail` does."""
        (_, width, height), body = self._picture("thumbnail", data, content_type, limits)
        return Thumbnail(body, width, height)

    def plain_picture(
        self, data: bytes, content_type: str | None, limits: Limits | None = None
    ) -> tuple[bytes, str]:
        """Return a picture as JPEG or PNG, as `devket.capture.images.plain_picture` does."""
        (kind, _, _), body = self._picture("plain", data, content_type, limits)
        return body, kind

    def write_anew(self, data: bytes, widths: Sequence[int], *, most_bytes: int) -> Sizes:
        """Return an uploaded picture in these widths, as `devket.capture.images.anew` does.

        `ImageError` for what is none; `TooComplexError` beyond the bounds of time and memory.
        """
        request = {"do": "anew", "widths": list(widths), "declared": None, "memory": MEMORY}
        answer, body = self._ask({**request, "pixels": 0, "bytes": most_bytes}, data)
        if "failure" in answer:
            raise ImageError(str(answer["failure"]))
        try:
            return unpack_sizes(answer, body)
        except BrokenWireError as error:
            raise TooComplexError("The helper gave no picture.") from error

    def square(self, data: bytes, crop: Crop, limits: Limits | None = None) -> Thumbnail:
        """Return a small square of a picture, as `devket.capture.images.square` does."""
        told = {"crop": (crop.x, crop.y, crop.size)}
        (_, width, height), body = self._picture("square", data, None, limits, told)
        return Thumbnail(body, width, height)

    def own_links(self, html: bytes, url: str, content_type: str | None) -> tuple[str, ...]:
        """Return where a page's links with `rel="me"` lead; `TooComplexError` beyond the bounds."""
        answer, _ = self._ask({"do": "own links", "url": url, "type": content_type}, html)
        found = answer.get("links")
        return tuple(map(str, found)) if isinstance(found, list) else ()

    def _picture(
        self,
        verb: str,
        data: bytes,
        declared: str | None,
        limits: Limits | None,
        told: Mapping[str, object] | None = None,
    ) -> tuple[tuple[str, int, int], bytes]:
        """Return type, width and height, and new bytes when there are any; `ImageError`."""
        used = limits or self._limits
        request = {
            "do": verb,
            "declared": declared,
            "pixels": used.max_image_pixels,
            **(told or {}),
        }
        try:
            answer, body = self._ask({**request, "bytes": used.max_image_bytes}, data)
        except TooComplexError as error:
            raise ImageError("too_complex") from error
        if "failure" in answer:
            raise ImageError(str(answer["failure"]))
        try:
            kind, width, height = answer["image"]
            return (str(kind), int(width), int(height)), body
        except (KeyError, TypeError, ValueError) as error:
            raise ImageError("broken") from error

    def close(self) -> None:
        """End the helper process; the next call starts a new one."""
        with self._lock:
            self._stop()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _ask(self, request: Mapping[str, object], body: bytes) -> tuple[dict[str, Any], bytes]:
        """Send one piece of work; once more when the helper had just gone."""
        for _ in range(2):
            with contextlib.suppress(_NoChildError):
                return self._ask_once(request, body)
        raise TooComplexError("The reader could not be started.")

    def _ask_once(self, request: Mapping[str, object], body: bytes) -> tuple[dict[str, Any], bytes]:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                used = self._hand_over(theirs)
            deadline = monotonic() + self._limits.extract_seconds + _GRACE
            ours.settimeout(self._limits.extract_seconds + _GRACE)
            try:
                if ours.recv(1) != b"!":
                    self._forget(used)
                    raise _NoChildError
                send_message(ours, {**self._bounds(), **request}, body)
                ours.settimeout(max(deadline - monotonic(), 0.1))
                return receive_message(ours)
            except (BrokenWireError, OSError) as error:
                raise TooComplexError(
                    "The page needs more time or memory than a page may."
                ) from error

    def _bounds(self) -> dict[str, object]:
        limits = self._limits
        return {
            "seconds": limits.extract_seconds,
            "memory": limits.extract_memory,
            "depth": limits.max_depth,
            "attributes": limits.max_attributes,
            "elements": limits.max_elements,
        }

    def _hand_over(self, connection: socket.socket) -> subprocess.Popen[bytes]:
        """Pass a connection to the helper process, starting it when there is none."""
        with self._lock:
            self._leave_to_parent()
            for _ in range(2):
                if self._process is None or self._process.poll() is not None:
                    self._start()
                assert self._control is not None and self._process is not None
                try:
                    socket.send_fds(self._control, [b"+"], [connection.fileno()])
                except OSError:
                    self._stop()
                    continue
                return self._process
        raise TooComplexError("The reader could not be started.")

    def _leave_to_parent(self) -> None:
        """After a fork the helper belongs to the process that started it; this one gets its own."""
        if self._owner != os.getpid():
            if self._control is not None:
                self._control.close()
            self._process, self._control, self._owner = None, None, os.getpid()

    def _start(self) -> None:
        self._stop()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", _HELPER, str(theirs.fileno()), *self._site_rules],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self._control = ours

    def _forget(self, used: subprocess.Popen[bytes]) -> None:
        with self._lock:
            if self._process is used:
                self._stop()

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._process.wait(timeout=1)  # it ends by itself once the control socket is closed
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = self._control = None
