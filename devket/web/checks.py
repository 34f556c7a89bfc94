"""What Devket stands on, asked part by part and within a time: for `/readyz` and `flask check`."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLateError
from dataclasses import dataclass
from functools import cache

from flask import Flask, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from devket.core.clock import monotonic
from devket.db import db, read_only, trouble
from devket.db.migrating import MigrationContext, ScriptDirectory
from devket.storage import LocalBlobs, S3Blobs
from devket.web.parts import parts
from devket.web.static import addresses

log = logging.getLogger(__name__)
PATIENCE = 3.0  # seconds for all parts together
LEAST_FREE = 50_000_000  # bytes of disk without which nothing can be kept


class AilingError(Exception):
    """A part answers, but not as it should; `word` tells it to strangers, the text to operators."""

    def __init__(self, word: str, told: str) -> None:
        super().__init__(told)
        self.word = word


@dataclass(frozen=True, slots=True)
class Finding:
    """How a part was found: `word` is `ok` or what is wrong, without secrets; `told` has more."""

    word: str
    told: str

    @property
    def is_well(self) -> bool:
        """Tell whether requests can be taken as far as this part goes."""
        return self.word == "ok"


def look(app: Flask, names: tuple[str, ...], *, seconds: float = PATIENCE) -> dict[str, Finding]:
    """Look at these parts at once and return how each was found, after `seconds` at the latest."""
    end = monotonic() + seconds
    begun = {name: _begin(app, name) for name in names}
    return {name: _found(app, begun[name], end, seconds) for name in names}


# A look that hangs is not begun again: a probe every few seconds would pile them up.
_UNDER_WAY: dict[tuple[int, int, str], Future[str]] = {}
_LOCK = threading.Lock()


def _begin(app: Flask, name: str) -> Future[str]:
    place = (os.getpid(), id(app), name)  # threads do not live on in a forked child
    with _LOCK:
        running = _UNDER_WAY.get(place)
        if running is not None and not running.done():
            return running
        future: Future[str] = Future()
        _UNDER_WAY[place] = future
    threading.Thread(target=_run, args=(app, name, future), daemon=True).start()
    return future


def _run(app: Flask, name: str, future: Future[str]) -> None:
    try:
        with app.app_context(), read_only():
            future.set_result(CHECKS[name]())
    except Exception as error:  # whatever breaks in a look is what it has to tell
        future.set_exception(error)


def _found(app: Flask, future: Future[str], end: float, seconds: float) -> Finding:
    try:
        error = future.exception(timeout=max(0.0, end - monotonic()))
    except TooLateError:
        return Finding("is too slow", f"has not answered within {seconds:g} s")
    if error is None:
        return Finding("ok", future.result())
    if isinstance(error, AilingError):
        return Finding(error.word, str(error))
    if isinstance(error, SQLAlchemyError):
        url = str(app.config["SQLALCHEMY_DATABASE_URI"])
        return Finding("does not answer", trouble(error, url).line)
    lines = str(error).splitlines()
    return Finding("does not answer", lines[0] if lines else type(error).__name__)


def _settings() -> str:
    return "can be used"  # else there were no app to ask


def _database() -> str:
    with db.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        if connection.dialect.name == "sqlite":
            version = connection.scalar(text("SELECT sqlite_version()"))
            return f"SQLite {version} answers"
        version = connection.scalar(text("SHOW server_version"))
        pid = text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        tls = "with TLS" if connection.scalar(pid) else "without TLS"
    return f"PostgreSQL {version} answers, {tls}"


@cache
def _of_code(folder: str) -> tuple[str | None, frozenset[str]]:
    """Return the newest revision of the code and all of them; probes need not read them anew."""
    scripts = ScriptDirectory(folder)
    return scripts.get_current_head(), frozenset(s.revision for s in scripts.walk_revisions())


def _migrations() -> str:
    wanted, known = _of_code(current_app.extensions["migrate"].directory)
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in known:
        # While a release is delivered, and after it was taken back, the old code meets the new
        # tables, and serves: migrations only add until the next release.
        return f"at {found}, of a newer release"
    if found != wanted:
        told = f"the database is at {found}, the code wants {wanted}: flask db upgrade"
        raise AilingError("are behind", told)
    return f"at {found}"


def _queue() -> str:
    return f"{parts().queue.waiting()} jobs waiting"


def _storage() -> str:
    blobs = parts().blobs
    if isinstance(blobs, S3Blobs):
        blobs.bucket.check()  # writes nothing: probes come every few seconds
        return f"the bucket {blobs.bucket.place.name} answers"
    if not isinstance(blobs, LocalBlobs):
        return "is in memory"
    blobs.root.mkdir(parents=True, exist_ok=True)
    if not os.access(blobs.root, os.W_OK | os.X_OK):
        raise AilingError("cannot be written", f"{blobs.root} cannot be written")
    free = shutil.disk_usage(blobs.root).free
    if free < LEAST_FREE:
        told = f"{blobs.root} has {free / 1e6:.0f} MB left: make room on that disk"
        raise AilingError("is full", told)
    return f"{blobs.root} has {free / 1e9:.1f} GB free"


def _files() -> str:
    blobs, data = parts().blobs, os.urandom(64)
    key = blobs.put(data, "application/octet-stream")
    try:
        if b"".join(blobs.open(key)) != data:
            raise AilingError("are wrong", "a file came back with other bytes")
    finally:
        blobs.delete(key)
    return "are written and read"


def _static() -> str:
    if addresses(current_app).is_collected:
        return "files are collected"
    return "files are served from Devket's own folder"


CHECKS: dict[str, Callable[[], str]] = {
    "settings": _settings,
    "database": _database,
    "migrations": _migrations,
    "queue": _queue,
    "storage": _storage,
    "files": _files,
    "static": _static,
}
PROBED = ("database", "migrations", "queue", "storage")
