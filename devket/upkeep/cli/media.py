"""`flask media …`: moving kept files between stores, sweeping those that no row names."""

from __future__ import annotations

from datetime import timedelta

import click
from flask.cli import AppGroup

from devket.db import db
from devket.storage import Blobs
from devket.upkeep.cli.telling import bars, plainly
from devket.upkeep.errors import UpkeepError
from devket.upkeep.moving import move as move_files
from devket.upkeep.place import place
from devket.upkeep.sweeping import SAFE_AGE
from devket.upkeep.sweeping import sweep as sweep_files
from devket.web.parts import parts

media_commands = AppGroup("media", help="Kept files: move them, sweep what is not used.")
_OTHER = {"s3": "local", "local": "s3"}


@media_commands.command("move")
@click.option("--to", type=click.Choice(sorted(_OTHER)), required=True, help="Where they go.")
@click.option("--delete", is_flag=True, help="Delete what was moved and read back whole.")
def move(to: str, delete: bool) -> None:
    """Copy all files to the other place; run it again for those that came meanwhile."""
    with plainly():
        if delete and place().at_work != to:
            raise UpkeepError(
                f"Devket still reads its files from {place().at_work}: set DEVKET_MEDIA={to},"
                " restart it, and then move with --delete."
            )
        source, target = _store(_OTHER[to]), _store(to)
        found = source.keys()
        count = sum(1 for _ in found)
        with bars() as progress:
            tell = progress.begin("Files", count)
            done = move_files(source, target, deletes=delete, tell=tell)
    click.echo(
        f"{done.moved:,} files of {done.bytes / 1e6:,.1f} MB moved, {done.there:,} were there."
    )
    if done.damaged:
        raise click.ClickException(f"{done.damaged:,} files are damaged and stay where they are.")


@media_commands.command("sweep")
@click.option("--dry-run", is_flag=True, help="Only tell what would be deleted.")
@click.option(
    "--older-than",
    type=click.IntRange(1),
    default=int(SAFE_AGE.total_seconds() // 3600),
    show_default=True,
    help="Spare files that were put in the last so many hours: their row may be on its way.",
)
def sweep(dry_run: bool, older_than: int) -> None:
    """Delete the files that no row names. The worker does it once a day by itself."""
    with plainly():
        swept = sweep_files(
            db.engine,
            parts().blobs,
            clock=parts().clock,
            safe_age=timedelta(hours=older_than),
            is_rehearsal=dry_run,
        )
    done = "would be deleted" if dry_run else "deleted"
    click.echo(f"{swept.files:,} files of {swept.bytes / 1e6:,.1f} MB {done}.")


def _store(word: str) -> Blobs:
    found = place().stores.get(word)
    if found is None:
        raise UpkeepError("No bucket is named: set DEVKET_S3_BUCKET.")
    return found
