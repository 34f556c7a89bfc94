"""Commands for operators: the worker, and a check of everything Devket stands on."""

from __future__ import annotations

import os
from collections.abc import Callable

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from devket.db import db, read_only
from devket.storage import StorageError
from devket.web.parts import parts


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(worker)
    app.cli.add_command(check)


def run_worker() -> None:
    """Work through the queue until told to end (SIGTERM or Ctrl-C lets running jobs finish)."""
    parts().queue.consumer(threads=parts().worker_threads).run()


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Fetch saved pages and do all other background work."""
    run_worker()


@click.command("check")
@with_appcontext
def check() -> None:
    """Check database, migrations, queue and storage; one line each."""
    with read_only():
        is_well = [_tell(name, run) for name, run in CHECKS.items()]
    if not all(is_well):
        raise SystemExit(1)


def _tell(name: str, run: Callable[[], str]) -> bool:
    try:
        told, is_well = run(), True
    except (SQLAlchemyError, OSError, RuntimeError, StorageError) as error:
        told, is_well = str(error).splitlines()[0], False
    click.echo(f"{'ok  ' if is_well else 'FAIL'}  {name:<11} {told}")
    return is_well


def _database() -> str:
    db.session.execute(text("SELECT 1"))
    return f"{db.engine.dialect.name} answers"


def _migrations() -> str:
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    wanted = scripts.get_current_head()
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != wanted:
        raise RuntimeError(f"the database is at {found}, the code wants {wanted}: flask db upgrade")
    return f"at {found}"


def _queue() -> str:
    return f"{parts().queue.waiting()} jobs waiting"


def _storage() -> str:
    data = os.urandom(64)
    key = parts().blobs.put(data, "application/octet-stream")
    try:
        if b"".join(parts().blobs.open(key)) != data:
            raise RuntimeError("a file came back with other bytes")
    finally:
        parts().blobs.delete(key)
    return "writes and reads"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "queue": _queue,
    "storage": _storage,
}
