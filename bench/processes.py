"""The processes of `make run`: how soon they answer, and what they hold while idle."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from bench.table import Table

SETTLE = 5  # seconds until the processes count as idle
ROUNDS = 3


def run() -> None:
    """Print cold start and idle memory of web and worker together."""
    table = Table("make run", "round", "first 200 (s)", "RSS (MiB)", "PSS (MiB)", "processes")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            table.row("empty folder" if number == 0 else "again", *_start(Path(folder)))
    table.show()


def _start(folder: Path) -> tuple[float, float, float, str]:
    port = _free_port()
    environment = {**os.environ, "PORT": str(port), "DEVKET_DATA": str(folder)}
    start = time.monotonic()
    with subprocess.Popen(
        ["make", "run"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as made:
        try:
            _wait_for_answer(f"http://127.0.0.1:{port}/login")
            seconds = time.monotonic() - start
            time.sleep(SETTLE)
            python = [pid for pid in _session_of(made.pid) if "python" in _name(pid)]
            rss, pss = _memory(python, "Rss"), _memory(python, "Pss")
        finally:
            os.killpg(made.pid, signal.SIGINT)
            made.wait(timeout=30)
    return seconds, rss, pss, str(len(python))


def _wait_for_answer(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError):
            time.sleep(0.02)
    raise TimeoutError(f"{address} never answered 200")


def _session_of(leader: int) -> list[int]:
    """Return the processes of the session that `leader` began."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == leader:
                found.append(int(folder.name))
        except ProcessLookupError:
            continue
    return found


def _name(pid: int) -> str:
    return Path(f"/proc/{pid}/exe").resolve().name


def _memory(pids: list[int], kind: str) -> float:
    """Return the sum of a line of smaps_rollup in MiB. RSS counts shared pages once a process."""
    total = 0
    for pid in pids:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith(kind))
    return total / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
