"""People who keep asking for a page while something is done to the server; every answer counts."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

END_SECONDS = 30


@dataclass(slots=True)
class Load:
    """What came of it, known after the block: how many asked, and how many were let down."""

    requests: int = 0
    failed: int = 0
    told: str = ""


@contextmanager
def under_load(url: str, *, connections: int = 12) -> Iterator[Load]:
    """Ask for a page over connections kept alive until the block ends."""
    load = Load()
    words = ["wrk", "-t", "1", "-c", str(connections), "-d", "600", "--timeout", "20", url]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        yield load
    finally:
        process.send_signal(signal.SIGINT)  # it prints its sums
        load.told, _ = process.communicate(timeout=END_SECONDS)
    load.requests = int(_found(r"(\d+) requests in", load.told) or 0)
    sockets = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", load.told)
    answers = _found(r"Non-2xx or 3xx responses: (\d+)", load.told)
    load.failed = sum(map(int, sockets.groups() if sockets else ())) + int(answers or 0)


def _found(pattern: str, text: str) -> str | None:
    match = re.search(pattern, text)
    return match.group(1) if match else None
