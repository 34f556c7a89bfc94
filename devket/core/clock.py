"""The only place that reads the clock. Everything else is handed a `Clock` or calls `utcnow`."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utcnow() -> datetime:
    """Return the present as an aware UTC datetime, whole microseconds."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Return seconds on a clock that never goes back, for time limits."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    """Wait; here so that tests can see every place that waits."""
    time.sleep(seconds)
