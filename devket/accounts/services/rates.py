"""How often what a program holds may ask: fixed windows, counted in the memory of each process.

Why not in the database: docs/adr/0040-the-interface-for-programs.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from threading import Lock

from devket.accounts.models import Credential, Kind

WINDOW = 60  # seconds
# Requests of a window. Programs of our own interface read how many are left. Apps made for other
# servers know no limit and break off where they meet one: theirs is out of reach for a sync that
# asks for one thing after the other over a network.
OURS, OTHERS = 600, 6_000
LIMITS = {kind: OURS if kind is Kind.API else OTHERS for kind in Kind}


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a window after a request; `ends_in` seconds it begins anew."""

    limit: int
    left: int
    ends_in: int
    is_over: bool


class Rates:
    """Counts of the present window, of all credentials; forgotten when the next one begins."""

    def __init__(self, limits: Mapping[Kind, int] = LIMITS) -> None:
        self.limits = limits
        self._lock, self._number, self._counts = Lock(), 0, dict[int, int]()

    def take(self, held: Credential, now: datetime) -> Allowance:
        """Count one request. What was issued to one client counts together, however often anew."""
        seconds, limit = now.timestamp(), self.limits[held.kind]
        number = int(seconds // WINDOW)
        counted = held.parent_id or held.id
        with self._lock:
            if number != self._number:
                self._number, self._counts = number, {}
            count = self._counts.get(counted, 0) + 1
            self._counts[counted] = count
        ends_in = max(1, ceil((number + 1) * WINDOW - seconds))
        return Allowance(limit, max(0, limit - count), ends_in, count > limit)
