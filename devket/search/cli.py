"""`flask search rebuild`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from devket.db import transaction
from devket.search import services

search = AppGroup("search", help="The index behind the search.")


@search.command("rebuild")
def rebuild() -> None:
    """Make the index anew; while it runs, what is not in it yet is not found."""
    with transaction() as session:
        services.empty(session)
    below: int | None = None
    done = 1
    while done:
        with transaction() as session:
            below, done = services.rebuild(session, below=below)
    click.echo("Done.")
