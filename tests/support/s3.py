"""An S3 server of the tests' own (Ceph's radosgw): started when first asked for, gone at the end.

The variables `TEST_S3_…` name another one to use instead.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest

from devket.core.clock import monotonic, sleep
from devket.storage import Bucket, BucketPlace
from tests.support.folder import run_folder
from tests.support.tools import missing, shared_tool

TOOL = "s3-server.sh"
START_SECONDS = 300  # on a machine that does other things as well
COMMANDS = ("radosgw", "ceph-mon", "ceph-osd", "ceph")
# Our name, with TEST_ before it in the environment, and that of the tool's answer.
NAMES = {
    "S3_ENDPOINT_URL": "S3_ENDPOINT_URL",
    "S3_ACCESS_KEY_ID": "AWS_ACCESS_KEY_ID",
    "S3_SECRET_ACCESS_KEY": "AWS_SECRET_ACCESS_KEY",
    "S3_OTHER_ACCESS_KEY_ID": "S3_OTHER_ACCESS_KEY_ID",
    "S3_OTHER_SECRET_ACCESS_KEY": "S3_OTHER_SECRET_ACCESS_KEY",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers, and two who may ask: the owner of buckets, and a stranger to them."""

    endpoint_url: str
    access_key_id: str
    secret_access_key: str
    other_access_key_id: str
    other_secret_access_key: str

    def place(self, name: str) -> BucketPlace:
        """Return the place of one bucket, asked for by its owner."""
        return BucketPlace(
            name=name,
            region="us-east-1",
            endpoint_url=self.endpoint_url,
            access_key_id=self.access_key_id,
            secret_access_key=self.secret_access_key,
        )

    def as_stranger(self, place: BucketPlace) -> BucketPlace:
        """Return the same place, asked for by somebody who may not."""
        return replace(
            place,
            access_key_id=self.other_access_key_id,
            secret_access_key=self.other_secret_access_key,
        )

    def fresh(self) -> Bucket:
        """Make an empty bucket."""
        bucket = Bucket(self.place(f"devket-{secrets.token_hex(8)}"))
        bucket.client().create_bucket(Bucket=bucket.place.name)
        return bucket

    @staticmethod
    def drop(bucket: Bucket) -> None:
        """Take a bucket away with all that is in it."""
        bucket.delete([found.key for found in bucket.list("")])
        bucket.client().delete_bucket(Bucket=bucket.place.name)


def server(folder: Path) -> Server:
    """Return the run's server, starting it when this is the first process to ask."""
    if _is_given():
        return Server(*(os.environ.get(f"TEST_{name}", "") for name in NAMES))
    tool = shared_tool(TOOL)
    if not all(map(shutil.which, COMMANDS)):
        missing("the S3 tests need the packages radosgw, ceph-mon, ceph-osd and ceph-common")
    with (folder / "s3.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = folder / "s3.env"
        if not ready.exists():
            ready.write_text(_start(tool, folder), encoding="utf-8")
        lines = ready.read_text(encoding="utf-8").splitlines()
    told = dict(line.removeprefix("export ").split("=", 1) for line in lines)
    return Server(*(told[name] for name in NAMES.values()))


def stop(folder: Path) -> None:
    """Stop the server that was started in this folder, if one was."""
    if _home(folder).exists():
        for file in _home(folder).glob("run/gateway-*.pid"):
            _stop_gateway(file)
        command = [str(shared_tool(TOOL)), "stop", "--dir", str(_home(folder))]
        subprocess.run(command, check=False, capture_output=True, timeout=START_SECONDS)


class Gateway:
    """A second door to the run's server, for one test to shut and to open again."""

    def __init__(self, folder: Path) -> None:
        if _is_given():
            missing("this test stops the S3 server, and that of TEST_S3_ENDPOINT_URL is not ours")
        self._home = _home(folder)
        self._port = _two_free_ports()
        self._pid_file = self._home / "run" / f"gateway-{self._port}.pid"
        self.endpoint_url = f"http://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Start it and wait for its first answer."""
        name = self._pid_file.with_suffix("")
        command = [
            "radosgw", "-c", f"{self._home}/ceph.conf", "-n", "client.rgw",
            "--rgw-frontends", f"beast endpoint=127.0.0.1:{self._port}",
            "--pid-file", str(self._pid_file), "--admin-socket", f"{name}.asok",
            "--log-file", f"{name}.log",
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=START_SECONDS)
        end = monotonic() + START_SECONDS
        while not self._answers():
            assert monotonic() < end, "the second S3 gateway does not answer"
            sleep(0.1)

    def shut(self) -> None:
        """Stop it; what the server keeps stays."""
        _stop_gateway(self._pid_file)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.endpoint_url, timeout=2):
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


@pytest.fixture(scope="session")
def s3_server() -> Server:
    """The run's S3 server."""
    return server(run_folder())


@pytest.fixture
def bucket(s3_server: Server) -> Iterator[Bucket]:
    """An empty bucket of the test's own."""
    made = s3_server.fresh()
    yield made
    s3_server.drop(made)


@pytest.fixture
def gateway(s3_server: Server) -> Iterator[Gateway]:
    """A door to the run's S3 server that the test may shut; open at first."""
    made = Gateway(run_folder())
    made.open()
    yield made
    made.shut()


def _is_given() -> bool:
    return bool(os.environ.get("TEST_S3_ENDPOINT_URL"))


def _home(folder: Path) -> Path:
    return folder / "s3"


def _start(tool: Path, folder: Path) -> str:
    command = [str(tool), "start", "--port", str(_two_free_ports()), "--dir", str(_home(folder))]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=START_SECONDS
    )
    assert done.returncode == 0, f"{TOOL} failed: {done.stderr}"
    return done.stdout


def _stop_gateway(file: Path) -> None:
    if not file.exists():
        return
    pid = file.read_text(encoding="ascii").strip()
    file.unlink()
    if pid and psutil.pid_exists(int(pid)):
        process = psutil.Process(int(pid))
        if process.name() == "radosgw":
            process.terminate()  # not killed: the server would look out for it for half a minute
            process.wait(30)


def _two_free_ports() -> int:
    """Return a free port of 127.0.0.1 whose neighbour is free as well: the server takes both."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
