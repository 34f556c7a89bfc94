"""Pages made to hurt, and how much memory the process that reads them ever held."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bench.table import Table
from devket.capture import Sandbox
from devket.capture.model import Limits
from devket.capture.sandbox.parent import TooComplexError

PAGES: dict[str, Callable[[], str]] = {
    "200,000 nested tags": lambda: "<div>" * 200_000 + "x",
    "200,000 attributes": lambda: (
        "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">some text</p>"
    ),
    "600,000 entities": lambda: "<p>" + "&amp; " * 600_000,
    "6 MB of paragraphs": lambda: "<p>some words, in a paragraph</p>" * 190_000,
}
# The processor is what is measured: a busy machine must not end a page by the clock on the wall.
PATIENT = replace(Limits(), extract_seconds=60.0)
_PAUSE = 0.005


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading one page took: seconds of processor, peak MiB of its process, and its end."""

    seconds: float
    mib: float
    end: str


class Peak:
    """The most memory and processor that any process of a sandbox took, watched from outside."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._is_over = threading.Event()
        self.mib = 0.0
        self.seconds = 0.0

    @contextmanager
    def watched(self) -> Iterator[Peak]:
        """Watch for as long as the block lasts."""
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        try:
            yield self
        finally:
            self._is_over.set()
            watcher.join()

    def _watch(self) -> None:
        while not self._is_over.wait(_PAUSE):
            helper = self._sandbox.process_id
            if helper is not None:
                for child in _children(helper):
                    self.mib = max(self.mib, _high_water(child))
                    self.seconds = max(self.seconds, _processor(child))


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(name) for name in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _processor(pid: int) -> float:
    """The seconds of processor that a process has used so far."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _high_water(pid: int) -> float:
    """The peak of a process as the kernel counts it, in MiB."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return 0.0


def cost(sandbox: Sandbox, html: str) -> Cost:
    """Read a page in the sandbox as the worker does, and return what it took."""
    with Peak(sandbox).watched() as peak:
        try:
            end = sandbox.extract(html, "https://hostile.example/").state.value
        except TooComplexError:
            end = "too complex"
    return Cost(peak.seconds, peak.mib, end)


def run() -> None:
    """Print the table of hostile pages."""
    table = Table("Hostile pages in the sandbox", "page", "CPU s", "peak MiB", "state")
    with Sandbox(PATIENT) as sandbox:
        sandbox.extract("<p>so that starting up is not counted</p>", "https://hostile.example/")
        for name, made in PAGES.items():
            found = cost(sandbox, made())
            table.row(name, found.seconds, found.mib, found.end)
    table.show()
