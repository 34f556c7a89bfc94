"""`flask search rebuild`."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from devket.db import transaction
from devket.search import queries, services
from devket.search.jobs import index_all

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
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # threads need it itself
    with click.progressbar(length=count, label="Indexing saves", file=sys.stderr) as shown:
        for done in index_all(app):
            shown.update(done)
    click.echo(f"{count:,} saves indexed.")
