"""Devket's own processes, started as an operator starts them, on free ports and fresh folders."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from devket.app import create_app
from devket.core.clock import monotonic, sleep
from devket.settings import Settings

ROOT = Path(__file__).parents[2]
START_SECONDS, END_SECONDS = 60, 20  # on a machine that does other things as well
TOGETHER = ("-m", "deploy.together")
WEB = ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py")
WORKER = ("-m", "devket.worker")
# What an operator's shell may hold and a test must not.
OWN_NAMES = ("DEVKET_", "DATABASE_URL", "DB_", "FLASK_", "PORT", "WEB_CONCURRENCY")


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens at.

    Below those that outgoing connections are given: one of them might have it by the time.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_until(holds: Callable[[], bool], *, seconds: float, told: str) -> None:
    """Wait until something holds; fail with `told` when it does not in time."""
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end, f"waited {seconds} s: {told}"
        sleep(0.05)


@dataclass(slots=True)
class Installation:
    """Where one Devket lives: its folder, its port, its environment; processes come and go."""

    folder: Path
    database_url: str = ""
    fetch_allow: str = ""
    port: int = field(default_factory=free_port)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The address without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What its processes wrote."""
        return self.folder / "log.txt"

    def environment(self) -> dict[str, str]:
        """Return the environment of its processes."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(OWN_NAMES)}
        own = {
            "DEVKET_DATA": str(self.folder / "data"),
            "DEVKET_BASE_URL": self.base,
            "DEVKET_SECRET_KEY": "a key for tests only",
            "DEVKET_FETCH_ALLOW": self.fetch_allow,
            "DEVKET_HOST_PAUSE": "0",
            "FLASK_APP": "devket.app",
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
        }
        if self.database_url:
            own["DATABASE_URL"] = self.database_url
        return {**kept, **own, **self.extra}

    def start(self, command: Sequence[str] = TOGETHER) -> subprocess.Popen[bytes]:
        """Start a process of Python in a group of its own, writing to the log."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def flask(self, *arguments: str, feed: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the shell (`flask save …`) and return how it went."""
        return subprocess.run(
            [sys.executable, "-m", "flask", *arguments],
            cwd=ROOT,
            env=self.environment(),
            input=feed,
            capture_output=True,
            text=True,
            check=False,
            timeout=START_SECONDS,
        )

    def wait_until_ready(self) -> None:
        """Wait for the first good answer of `/readyz`."""
        wait_until(self.is_ready, seconds=START_SECONDS, told=self.told())

    def is_ready(self) -> bool:
        """Tell whether the web process takes requests and its database answers."""
        try:
            with urllib.request.urlopen(f"{self.base}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def told(self) -> str:
        """Return the end of the log."""
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""

    def app(self) -> Flask:
        """Return an app in this process over the same database, to look and to prepare."""
        data = self.folder / "data"
        url = self.database_url or f"sqlite:///{data / 'devket.db'}"
        key = self.environment()["DEVKET_SECRET_KEY"]
        return create_app(
            Settings(
                data=data,
                database_url=url,
                secret_key=key,
                base_url=self.base,
                log_level="WARNING",
                password_cost=1,
            )
        )


@contextmanager
def running(place: Installation, command: Sequence[str] = TOGETHER) -> Iterator[None]:
    """Run a command for the block's time; end its whole group afterwards, whatever happened."""
    process = place.start(command)
    try:
        yield
    finally:
        end(process)


def end(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> int:
    """Send a process a signal, wait for it, and leave none of its group alive."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        return process.wait(END_SECONDS)
    finally:
        kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it started, as a power cut would."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait(END_SECONDS)
