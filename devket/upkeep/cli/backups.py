"""`flask backup` and `flask restore`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import click
from flask.cli import with_appcontext

from devket.db import db
from devket.upkeep.backup import Source, back_up, back_up_to
from devket.upkeep.cli.telling import bars, plainly
from devket.upkeep.contents import MediaTally
from devket.upkeep.errors import UpkeepError
from devket.upkeep.manifest import Manifest
from devket.upkeep.place import place
from devket.upkeep.restore import Target, check, holds_people
from devket.upkeep.restore import restore as put_back
from devket.web.parts import parts

PIPE = "-"


@click.command("backup")
@click.argument("file")
@click.option("--force", is_flag=True, help="Put it in the place of a file that is there.")
@with_appcontext
def backup(file: str, force: bool) -> None:
    """Write database and media into FILE, while Devket runs.

    With `.gz` at the end of its name it is packed; `-` writes to standard output. The file holds
    everything people keep, and the hashes of their passwords.
    """
    source = Source(engine=db.engine, blobs=parts().blobs, clock=parts().clock)
    with plainly(), bars() as progress:
        if file == PIPE:
            made = back_up(source, sys.stdout.buffer, progress=progress)
            sys.stdout.buffer.flush()
        else:
            made = back_up_to(source, _free(Path(file), force=force), progress=progress)
    _tell(f"Wrote {file}", *made)


@click.command("restore")
@click.argument("file")
@click.option("--replace", is_flag=True, help="Also when the database holds people.")
@click.option("--yes", is_flag=True, help="Do not ask before replacing.")
@with_appcontext
def restore(file: str, replace: bool, yes: bool) -> None:
    """Put the backup in FILE in the place of what is there; `-` reads standard input.

    The whole file is checked first. Stop web and worker before, and start them again after.
    """
    with plainly():
        if holds_people(db.engine):
            _ask(file, may_replace=replace, is_sure=yes)
        with _opened(file) as opened:
            with bars() as progress:
                checked = check(opened, progress=progress)
            target = Target(engine=db.engine, blobs=parts().blobs, may_replace=replace)
            with bars() as progress:
                put_back(checked, target, progress=progress)
    _tell(f"Restored {file}", checked.manifest, checked.tally)


def _free(path: Path, *, force: bool) -> Path:
    if path.exists() and not force:
        raise UpkeepError(f"{path} is there already; --force puts the backup in its place.")
    if not path.parent.is_dir():
        raise UpkeepError(f"{path.parent} is no folder.")
    return path


def _ask(file: str, *, may_replace: bool, is_sure: bool) -> None:
    if not may_replace:
        raise UpkeepError("The database holds people; --replace puts the backup in its place.")
    if not is_sure and file == PIPE:
        raise UpkeepError("With the backup on standard input nobody can be asked: add --yes.")
    if not is_sure:
        told = "Everything in the database is replaced and cannot be brought back. Go on?"
        click.confirm(told, abort=True, err=True)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """Open a file that can be read twice; what comes by a pipe is put aside first."""
    if file != PIPE:
        with Path(file).open("rb") as opened:
            yield opened
        return
    with tempfile.TemporaryFile(dir=place().data) as aside:
        shutil.copyfileobj(sys.stdin.buffer, aside)
        yield cast(BinaryIO, aside)


def _tell(done: str, manifest: Manifest, tally: MediaTally) -> None:
    counts = {shape.name: shape.rows for shape in manifest.tables}
    click.echo(
        f"{done}: {counts.get('users', 0):,} people, {counts.get('saves', 0):,} saves,"
        f" {tally.files:,} files of {tally.bytes / 1e6:,.1f} MB,"
        f" from {manifest.made_at:%Y-%m-%d %H:%M} UTC.",
        err=True,
    )
    if tally.missing:
        click.echo(f"Warning: {tally.missing:,} files were lost before, or damaged.", err=True)
