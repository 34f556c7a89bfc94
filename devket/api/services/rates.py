"""How often one token may ask: fixed windows, counted in the memory of each process.

Why not in the database: docs/adr/0040-the-interface-for-programs.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from threading import Lock

LIMIT, WINDOW = 600, 60  # requests; seconds


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a window after a request; `ends_in` seconds it begins anew."""

    limit: int
    left: int
    ends_in: int
    is_over: bool


class Rates:
    """Counts of the present window, of all tokens; forgotten when the next one begins."""

    def __init__(self, limit: int = LIMIT, window: int = WINDOW) -> None:
        self.limit, self.window = limit, window
        self._lock, self._number, self._counts = Lock(), 0, dict[int, int]()

    def take(self, token_id: int, now: datetime) -> Allowance:
        """Count one request of a token."""
        seconds = now.timestamp()
        number = int(seconds // self.window)
        with self._lock:
            if number != self._number:
                self._number, self._counts = number, {}
            count = self._counts.get(token_id, 0) + 1
            self._counts[token_id] = count
        ends_in = max(1, ceil((number + 1) * self.window - seconds))
        return Allowance(self.limit, max(0, self.limit - count), ends_in, count > self.limit)
