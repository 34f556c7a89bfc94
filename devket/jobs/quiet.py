"""A worker without its queue looks for it several times a second; it says so once in a while."""

from __future__ import annotations

import logging

from devket.core.clock import monotonic

PAUSE = 30.0  # seconds between two lines that say the same
# Where and how Huey tells that its store does not answer.
_LOOPS = ("huey.consumer.Worker", "huey.consumer.Scheduler")
_SAID = ("Error reading from queue", "Error reading schedule.")


class OnceAWhile(logging.Filter):
    """Lets the first of equal messages pass, and the next one after the pause."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether this line is to be written."""
        if record.msg not in _SAID:
            return True
        now = monotonic()
        if now - self._last.get(record.msg, -PAUSE) < PAUSE:
            return False
        self._last[record.msg] = now
        return True


def say_once_a_while() -> None:
    """Keep the worker's complaints about an outage to one line in half a minute."""
    for name in _LOOPS:
        logger = logging.getLogger(name)
        if not any(isinstance(kept, OnceAWhile) for kept in logger.filters):
            logger.addFilter(OnceAWhile())
