"""How connections are set up: SQLite like a server, PostgreSQL through a sized pool."""

from __future__ import annotations

import os
import sqlite3
from contextvars import ContextVar
from typing import Any

from psycopg2 import OperationalError
from sqlalchemy import Connection, Engine, event

from devket.db.postgres import Access, parameters, with_password

# Requests that only read set this, so that SQLite takes no write lock for them.
READ_ONLY: ContextVar[bool] = ContextVar("read_only", default=False)
BUSY_SECONDS = 20
# A request may hold one connection and need a second for what must outlive its refusal.
OVERFLOW = 4
POOL_SECONDS = 10  # how long a request waits for a connection of the pool
RECYCLE_SECONDS = 1800


def engine_options(url: str, threads: int, access: Access | None = None) -> dict[str, Any]:
    """Return the options of `create_engine` for this database and this many threads a process."""
    options: dict[str, Any] = {
        "pool_size": threads,
        "max_overflow": OVERFLOW,
        "pool_timeout": POOL_SECONDS,
        # An error in the log must not tell addresses and hashes.
        "hide_parameters": True,
    }
    if url.startswith("sqlite"):
        return {**options, "connect_args": {"timeout": BUSY_SECONDS}}
    return {
        **options,
        # After a restart of the database each pooled connection would otherwise fail one request.
        "pool_pre_ping": True,
        # A connection outlives the token it was opened with, but not the right to get new ones.
        "pool_recycle": RECYCLE_SECONDS,
        # Many rows of one statement go together, those with ON CONFLICT too.
        "executemany_mode": "values_plus_batch",
        "connect_args": parameters(url, access or Access()),
    }


def set_up(engine: Engine, access: Access | None = None) -> None:
    """Make every connection of a SQLite engine safe for several writers and durable.

    On PostgreSQL each connection gets a password of its own, where passwords are made.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    elif access is not None and access.make_password is not None:
        _make_passwords(engine, access)


def _make_passwords(engine: Engine, access: Access) -> None:
    def add(_dialect: object, _record: object, _args: object, given: dict[str, Any]) -> None:
        given.pop("password", None)  # one in the address is not the one that is wanted
        try:
            given.update(with_password(given, access))
        except OSError as error:  # for everybody above this is a database that is not to be had
            raise OperationalError(str(error)) from error

    event.listen(engine, "do_connect", add)


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
