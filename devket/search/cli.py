"""`flask search rebuild`."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from devket.db import transaction
from devket.search import queries, services

search = AppGroup("search", help="The index behind the search.")


@search.command("rebuild")
@click.option("--missing", is_flag=True, help="Only add what is not in it, as after a break.")
def rebuild(missing: bool) -> None:
    """Make the index anew, newest saves first; what is not in it yet is not found meanwhile.

    Broken off, it is gone on with by --missing, or by the worker.
    """
    with transaction() as session:
        if not missing:
            services.begin(session)
        count = queries.count_missing(session)
    below: int | None = None
    with click.progressbar(length=count, label="Indexing saves", file=sys.stderr) as shown:
        done = 1
        while done:
            with transaction() as session:
                below, done = services.rebuild(session, below=below)
            shown.update(done)
    with transaction() as session:
        services.end(session)
    click.echo(f"{count:,} saves indexed.")
