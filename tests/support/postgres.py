"""A PostgreSQL server of the tests' own: started when first asked for, gone when the run ends."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import sql

# Nothing here has to survive a power cut, so nothing waits for a disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_senders=0")
SMALL = ("wal_level=minimal", "shared_buffers=64MB", "max_connections=120", "jit=off")
OWNER = "postgres"


class NoPostgresError(Exception):
    """There is no PostgreSQL on this machine to start."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: `address` is its URL up to the database's name."""

    address: str

    def url(self, name: str) -> str:
        """Return the URL of one database."""
        return f"{self.address}/{name}"

    def create(self, name: str) -> str:
        """Make an empty database, in place of any of that name, and return its URL."""
        connection = psycopg2.connect(self.url("postgres"))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                word = sql.Identifier(name)
                cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(word))
                cursor.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(word)
                )
        finally:
            connection.close()
        return self.url(name)


def server(folder: Path) -> Server:
    """Return the run's server, starting it when this is the first process to ask.

    `TEST_DATABASE_URL` (its database is used only to connect) names another one to use instead.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return Server(given.rsplit("/", 1)[0])
    with _alone(folder / "postgres.lock"):
        ready = folder / "postgres.url"
        if not ready.exists():
            ready.write_text(_start(folder), encoding="utf-8")
        return Server(ready.read_text(encoding="utf-8"))


def stop(folder: Path) -> None:
    """Stop the server that was started in this folder, if one was."""
    data = folder / "postgres"
    if (data / "postmaster.pid").exists():
        command = ["pg_ctl", "stop", "-D", str(data), "-m", "immediate", "-w"]
        subprocess.run(_as_owner(command), check=False, capture_output=True, cwd="/")


def make_cluster(data: Path) -> tuple[Path, int]:
    """Make the folder of a new server, which trusts everybody, and find a port for it."""
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        data.mkdir()
        own(data)
    _run(["initdb", "-D", str(data), "-U", OWNER, "--auth=trust", "--no-sync", "-E", "UTF8",
          "--locale=C.UTF-8"])  # fmt: skip
    return data, _free_port()


def own(data: Path) -> None:
    """Give what lies in a server's folder to whom the server runs as, and to nobody else."""
    for path in (data, *data.iterdir()):
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(path, owner.pw_uid, owner.pw_gid)
        if path.suffix == ".key":
            path.chmod(0o600)


def control(data: Path, *words: str) -> None:
    """Call `pg_ctl` for a server."""
    _run(["pg_ctl", *words, "-D", str(data), "-l", str(data / "log")])


def _start(folder: Path) -> str:
    data, port = make_cluster(folder / "postgres")
    options = " ".join(f"-c {setting}" for setting in (*FAST, *SMALL))
    options += f" -c listen_addresses=127.0.0.1 -c port={port} -k {data}"
    _run(["pg_ctl", "start", "-D", str(data), "-w", "-l", str(data / "log"), "-o", options])
    return f"postgresql://{OWNER}@127.0.0.1:{port}"


def _run(command: list[str]) -> None:
    done = subprocess.run(
        _as_owner(command), check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/"
    )
    if done.returncode:
        raise NoPostgresError(f"{command[0]} failed: {done.stderr.decode(errors='replace')}")


def _as_owner(command: list[str]) -> list[str]:
    tool = [_tool(command[0]), *command[1:]]
    if os.geteuid():
        return tool
    return ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups", *tool]


def _tool(name: str) -> str:
    """Return a server tool's path; Debian keeps them out of PATH, one folder a version."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    versions = [path for path in folders if (path / name).exists()]
    newest = max(versions, key=lambda path: int(path.parent.name), default=None)
    found = str(newest / name) if newest else shutil.which(name)
    if not found:
        raise NoPostgresError(
            "the tests need PostgreSQL: install the package postgresql, or set TEST_DATABASE_URL"
        )
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
