"""Real containers: by a docker engine where one answers, else by the podman beside the project."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.processes import ROOT, free_port, wait_until
from tests.support.tools import shared_tool

TAG = "localhost/devket-tests:latest"
PORT = 8080  # inside
START_SECONDS = 60
# The way an operator is told to run it where nothing but the data may be written.
HELD_TIGHT = ("--read-only", "--tmpfs", "/tmp:mode=1777", "--cap-drop", "ALL",
              "--security-opt", "no-new-privileges")  # fmt: skip


@cache
def engine() -> str:
    """Return the program that takes docker's commands."""
    docker = shutil.which("docker")
    if (
        docker
        and subprocess.run([docker, "info"], capture_output=True, check=False).returncode == 0
    ):
        return docker
    shared_tool("standin-image.sh")
    return str(shared_tool("podman-here.sh"))


def docker(*arguments: str, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    """Run one of docker's commands and return how it went."""
    return subprocess.run(
        [engine(), *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=seconds,
        cwd=ROOT,
    )


def build(tag: str = TAG, *options: str, folder: Path = ROOT) -> str:
    """Build the image of a folder, from what is there of earlier builds, and return its name."""
    if engine().endswith("podman-here.sh"):
        base = subprocess.run(
            [shared_tool("standin-image.sh")], capture_output=True, text=True, check=False
        )
        assert base.returncode == 0, base.stderr
        options = ("--layers", *options)
    done = docker("build", *options, "-t", tag, str(folder), seconds=900)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return tag


@dataclass(slots=True)
class Container:
    """One container of ours and its port of 127.0.0.1."""

    name: str
    port: int

    @property
    def base(self) -> str:
        """The address without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def logs(self) -> str:
        """Return what its programs wrote, on either stream."""
        done = docker("logs", self.name)
        return done.stdout + _told(done.stderr)

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of its log that are JSON."""
        return [json.loads(line) for line in self.logs().splitlines() if line.startswith("{")]

    def run(self, *command: str, feed: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command inside."""
        return subprocess.run(
            [engine(), "exec", "-i", self.name, *command],
            input=feed,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def processes(self, name: str) -> list[int]:
        """Return the ids, inside, of the processes of this name, the eldest first."""
        found = self.run(
            "grep", "-lsx", name, "-r", "/proc", "--include=comm", "--exclude-dir=task"
        )
        return sorted(
            {int(path.split("/")[2]) for path in found.stdout.split() if path[6].isdigit()}
        )

    def is_answering(self, path: str = "/healthz") -> bool:
        """Tell whether a request is answered by 200."""
        try:
            with urllib.request.urlopen(self.base + path, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def wait_until_ready(self) -> None:
        """Wait for the first good answer of `/readyz`."""
        wait_until(
            lambda: self.is_answering("/readyz") or not self.is_running(),
            seconds=START_SECONDS,
            told=f"{self.name} does not answer",
        )
        assert self.is_running(), self.logs()

    def is_running(self) -> bool:
        """Tell whether it has not ended."""
        return self.state("Running") == "true"

    def state(self, field: str) -> str:
        """Return one field of its state: `Running`, `ExitCode`, `OOMKilled`."""
        return docker("inspect", "--format", f"{{{{.State.{field}}}}}", self.name).stdout.strip()

    def wait(self, seconds: float = 60) -> int:
        """Wait for its end; return the exit code."""
        wait_until(lambda: not self.is_running(), seconds=seconds, told=f"{self.name} goes on")
        return int(self.state("ExitCode"))

    def memory(self) -> float:
        """Return what it uses now, in MiB."""
        told = docker("stats", "--no-stream", "--format", "{{.MemUsage}}", self.name).stdout
        amount = told.split("/")[0].strip()
        units = {"GiB": 1024, "MiB": 1, "GB": 1e9 / 2**20, "MB": 1e6 / 2**20, "kB": 1e3 / 2**20}
        unit = next(unit for unit in units if amount.endswith(unit))
        return float(amount.removesuffix(unit)) * units[unit]


@contextmanager
def container(image: str, *options: str, command: Sequence[str] = ()) -> Iterator[Container]:
    """Run an image for the block's time; whatever happened it is gone afterwards."""
    port = free_port()
    name = f"devket-test-{port}"
    place = ("--name", name, "-p", f"127.0.0.1:{port}:{PORT}")
    try:
        done = docker("run", "-d", *place, *options, image, *command)
        assert done.returncode == 0, done.stderr
        yield Container(name, port)
    finally:
        docker("rm", "-f", "-v", name)


def once(image: str, *command: str, options: Sequence[str] = ()) -> tuple[int, str]:
    """Run a command in a container of its own; return its exit code and all that it told."""
    done = docker("run", "--rm", *options, image, *command)
    return done.returncode, done.stdout + _told(done.stderr)


@cache
def host_address(image: str) -> str:
    """Return the address by which containers reach this machine."""
    _, told = once(image, "cat", "/proc/net/route")
    rows = (line.split() for line in told.splitlines())
    found = next(row[2] for row in rows if len(row) > 2 and row[1] == "00000000")
    return socket.inet_ntoa(bytes.fromhex(found)[::-1])


class Relay:
    """Passes connections on from wherever containers can reach to a port of 127.0.0.1."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener: socket.socket | None = None
        self._open: list[socket.socket] = []
        self.port = free_port()

    def start(self) -> None:
        """Take connections from now on."""
        self._listener = socket.create_server(("0.0.0.0", self.port))
        threading.Thread(target=self._take, args=[self._listener], daemon=True).start()

    def stop(self) -> None:
        """Refuse connections, and cut those that are there."""
        for one in (self._listener, *self._open):
            if one is not None:
                _cut(one)
        self._listener, self._open = None, []

    def _take(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                return
            self._open += [near, far]
            for pair in ((near, far), (far, near)):
                threading.Thread(target=_pass_on, args=pair, daemon=True).start()


def _pass_on(near: socket.socket, far: socket.socket) -> None:
    try:
        while data := near.recv(65536):
            far.sendall(data)
    except OSError:
        pass
    finally:
        _cut(far)


def _cut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


def _told(stderr: str) -> str:
    """Leave out what podman says of a machine without systemd."""
    return "\n".join(line for line in stderr.splitlines() if not line.startswith('time="'))
