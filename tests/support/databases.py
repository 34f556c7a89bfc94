"""The databases of a test process: SQLite files, PostgreSQL databases, emptied between tests."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg2
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event

from devket.db import Base, db
from devket.settings import POSTGRES
from tests.support import postgres

SQLITE, POSTGRESQL = KINDS = ("sqlite", "postgresql")
MIGRATIONS = Path(__file__).parents[2] / "migrations"
# One for the process: each folder of tests that takes the fixtures makes its own `Databases`.
_NUMBERS = count()


@dataclass(slots=True)
class Databases:
    """Hands out databases. `folder` is the run's, `worker` this process's name within it."""

    folder: Path
    worker: str

    def fresh(self, kind: str) -> str:
        """Return the URL of a new, empty database without tables."""
        name = f"devket_{self.worker}_{next(_NUMBERS)}"
        if kind == SQLITE:
            return f"sqlite:///{self.folder / name}.db"
        return postgres.server(self.folder).create(name).replace("postgresql:", f"{POSTGRES}:", 1)


def migrate(app: Flask, revision: str = "head") -> None:
    """Bring the app's database to a revision, as `flask db upgrade` does."""
    with app.app_context():
        upgrade(directory=str(MIGRATIONS), revision=revision)


def hurry(app: Flask) -> None:
    """Let SQLite answer without waiting for the disk, and give up soon on a lock never released."""
    with app.app_context():
        if db.engine.dialect.name == SQLITE:
            event.listen(db.engine, "connect", _hurry)


def _hurry(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA busy_timeout=5000")


def empty(url: str) -> None:
    """Delete every row of every table, past foreign keys and open readers."""
    names = [table.name for table in reversed(Base.metadata.sorted_tables)]
    script = ";".join(f'DELETE FROM "{name}"' for name in names)
    if url.startswith(SQLITE):
        # Without foreign keys nothing takes the index of the rows along.
        script += ";DELETE FROM search_documents;DELETE FROM search_gone"
        script += ";INSERT INTO search_index (search_index) VALUES ('delete-all')"
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=5)
        connection.executescript(f"PRAGMA synchronous=OFF; BEGIN IMMEDIATE; {script}; COMMIT")
        connection.close()
        return
    server = psycopg2.connect(url.replace(f"{POSTGRES}:", "postgresql:", 1))
    try:
        with server, server.cursor() as cursor:
            # A test that left a transaction open must fail the next one soon, not hang the run.
            cursor.execute(f"SET LOCAL lock_timeout = '5s'; {script}")
    finally:
        server.close()
