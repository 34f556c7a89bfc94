"""Time and bytes of one fetch, counted where they are spent: at the socket's `recv_into`.

Whatever reads above (TLS, buffers, header and chunk parsing) is bounded by this alone.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING

from devket.capture.model import FetchError, Limits, Reason
from devket.core.clock import monotonic
from devket.core.text import one_line

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Room for status line, headers, chunk sizes and padding beside the body itself.
_FRAMING_BYTES = 512 * 1024


class Budget:
    """What a fetch may still use; seconds for all hops together, bytes for each hop."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.url = ""
        self._ends_at = monotonic() + limits.total_seconds
        self._bytes_left = 0

    def start_hop(self, url: str) -> None:
        """Begin a new request; `url` is named in errors from now on."""
        self.url = url
        self._bytes_left = self.limits.max_bytes + _FRAMING_BYTES

    def widen(self, by: int) -> None:
        """Let the body of this hop be so many bytes longer, or shorter when negative."""
        self._bytes_left += by

    def error(self, reason: Reason, detail: str = "") -> FetchError:
        """Return the error to raise for the current hop."""
        return FetchError(reason, self.url, one_line(detail)[:200])

    def seconds(self, at_most: float) -> float:
        """Return how long the next wait may be; raise TIMEOUT when the total is used up."""
        left = self._ends_at - monotonic()
        if left <= 0:
            total = self.limits.total_seconds
            raise self.error(Reason.TIMEOUT, f"not done after {total:g} seconds")
        return min(left, at_most)

    def receive(self, sock: socket.socket, read: Callable[[], int]) -> int:
        """Return what `read` got from the socket, within the idle, total and byte limits."""
        idle = self.limits.idle_seconds
        sock.settimeout(self.seconds(idle))
        try:
            count = read()
        except TimeoutError as error:
            self.seconds(idle)  # says so when it was the total that ran out
            raise self.error(Reason.TIMEOUT, f"silent for {idle:g} seconds") from error
        self._bytes_left -= count
        if self._bytes_left < 0:
            raise self.error(Reason.TOO_LARGE, f"more than {self.limits.max_bytes} bytes")
        return count


class TimedSocket(socket.socket):
    """A plain socket that spends a budget on each read."""

    budget: Budget | None = None

    def recv_into(self, buffer: WriteableBuffer, nbytes: int = 0, flags: int = 0) -> int:
        """Read as `socket.recv_into` does, within the budget."""
        read = super().recv_into
        if self.budget is None:
            return read(buffer, nbytes, flags)
        return self.budget.receive(self, lambda: read(buffer, nbytes, flags))


class TimedTLSSocket(ssl.SSLSocket):
    """A TLS socket that spends a budget on each read."""

    budget: Budget | None = None

    def recv_into(self, buffer: WriteableBuffer, nbytes: int | None = None, flags: int = 0) -> int:
        """Read as `SSLSocket.recv_into` does, within the budget."""
        read = super().recv_into
        if self.budget is None:
            return read(buffer, nbytes, flags)
        return self.budget.receive(self, lambda: read(buffer, nbytes, flags))
