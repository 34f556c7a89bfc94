"""Commands for operators: the worker, waiting for the database, a check of everything."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from devket.core.clock import monotonic, sleep
from devket.db import Trouble, db, trouble
from devket.web.checks import CHECKS, look
from devket.web.parts import parts

CHECK_SECONDS = 15.0
NOT_IN_TIME = 75  # sysexits: a failure that may pass
BETWEEN_TRIES = 0.5  # seconds


def init_app(app: Flask) -> None:
    """Add the commands."""
    for command in (worker, check, wait):
        app.cli.add_command(command)


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
    """Check settings, database, migrations, queue and storage; one line each."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    found = look(app, tuple(CHECKS), seconds=CHECK_SECONDS)
    for name, finding in found.items():
        click.echo(f"{'ok  ' if finding.is_well else 'FAIL'}  {name:<11} {finding.told}")
    if not all(finding.is_well for finding in found.values()):
        raise SystemExit(1)


@click.command("wait")
@click.option("--seconds", default=60, show_default=True, help="How long to wait.")
@with_appcontext
def wait(seconds: int) -> None:
    """Wait until the database takes connections.

    Ends at once, with 1, on what no waiting mends; with 75 when the time is over.
    """
    found = wait_for_database(seconds)
    if found is not None:
        told = found.line if found.is_lasting else f"{found.line} (waited {seconds} s)"
        click.echo(told, err=True)
        raise SystemExit(1 if found.is_lasting else NOT_IN_TIME)


def wait_for_database(seconds: float, *, tell: Callable[[str], object] = str) -> Trouble | None:
    """Wait until the database takes connections; return why it does not, None when it does.

    Gives up at once on what no waiting mends. `tell` hears once what is waited for.
    """
    end = monotonic() + seconds
    is_told = False
    while (found := database_trouble()) is not None:
        if found.is_lasting or monotonic() >= end:
            return found
        if not is_told:
            tell(found.line)
            is_told = True
        sleep(BETWEEN_TRIES)
    return None


def database_trouble() -> Trouble | None:
    """Return why the database cannot be used right now, None when it can."""
    try:
        with db.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return trouble(error, str(current_app.config["SQLALCHEMY_DATABASE_URI"]))
    return None
