"""How connections are set up: SQLite like a server, PostgreSQL through a sized pool."""

from __future__ import annotations

import os
import sqlite3
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event

# Requests that only read set this, so that SQLite takes no write lock for them.
READ_ONLY: ContextVar[bool] = ContextVar("read_only", default=False)
BUSY_SECONDS = 20


def engine_options(url: str, threads: int) -> dict[str, Any]:
    """Return the options of `create_engine` for this database and this many threads a process."""
    # An error in the log must not tell addresses and hashes.
    options: dict[str, Any] = {"pool_size": threads, "max_overflow": 4, "hide_parameters": True}
    if url.startswith("sqlite"):
        return {**options, "connect_args": {"timeout": BUSY_SECONDS}}
    return {
        **options,
        # After a restart of the database each pooled connection would otherwise fail one request.
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": 10, "application_name": "devket"},
    }


def set_up(engine: Engine) -> None:
    """Make every connection of a SQLite engine safe for several writers and durable."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)


def forget_connections_after_fork(engine: Engine) -> None:
    """Drop pooled connections in a forked child without closing the parent's sockets."""
    os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: `_begin` says which kind it is to be.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "foreign_keys=ON",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads and then writes is refused at once when another writer came
    # between, whatever the time-out; an immediate one waits its turn.
    connection.exec_driver_sql("BEGIN" if READ_ONLY.get() else "BEGIN IMMEDIATE")
