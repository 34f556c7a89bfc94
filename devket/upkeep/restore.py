"""Putting a backup in the place of what is there: all of it, or nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.exc import SQLAlchemyError

from devket.storage import Blobs
from devket.upkeep import schema
from devket.upkeep.ahead import ahead
from devket.upkeep.backup import Progress, Tell
from devket.upkeep.contents import MediaFile, MediaTally, Rows, contents
from devket.upkeep.errors import DamagedError, UpkeepError
from devket.upkeep.ids import go_on_after
from devket.upkeep.manifest import Manifest, TableShape
from devket.upkeep.tables import revision, shapes, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a backup goes, and whether what is there may be replaced."""

    engine: Engine
    blobs: Blobs
    may_replace: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup of which every byte was looked at."""

    file: BinaryIO  # can be read again from its beginning
    manifest: Manifest
    tally: MediaTally


def check(file: BinaryIO, *, progress: Progress) -> Checked:
    """Read a whole backup; `DamagedError` names what is wrong with it.

    `UpkeepError` when a newer Devket made it.
    """
    file.seek(0)
    tell: Tell | None = None
    manifest: Manifest | None = None
    for one in contents(file):
        if isinstance(one, Manifest):
            manifest = _known(one)
            tell = progress.begin("Checking", sum(shape.rows for shape in one.tables))
        elif isinstance(one, Rows) and tell is not None:
            tell(len(one.rows))
        elif isinstance(one, MediaTally) and manifest is not None:
            return Checked(file, manifest, one)
    raise DamagedError("This is no backup of Devket.")


def holds_people(engine: Engine) -> bool:
    """Tell whether anybody has an account in the database."""
    with engine.connect() as connection:
        return _people(connection)


def restore(checked: Checked, target: Target, *, progress: Progress) -> None:
    """Put a checked backup in the place of the database; its files into the store before.

    All rows in one transaction: what fails leaves the database as it was. Files that the store
    has beside those of the backup stay.
    """
    _put_files(checked, target.blobs, tell=progress.begin("Files", checked.tally.files))
    tell = progress.begin("Rows", sum(shape.rows for shape in checked.manifest.tables))
    with schema.writing(target.engine) as connection:
        if not target.may_replace and _people(connection):
            raise UpkeepError("The database holds people; --replace puts the backup in its place.")
        schema.make_bare(connection)
        schema.bring_to(connection, checked.manifest.revision)
        with schema.forward_names_allowed(connection):
            _fill(connection, checked, tell=tell)
        schema.bring_to(connection, "head")
        _go_on_after(connection, checked.manifest)


def _known(manifest: Manifest) -> Manifest:
    if not schema.knows(manifest.revision):
        raise UpkeepError(
            f"The backup was made by a newer Devket ({manifest.devket}, migration"
            f" {manifest.revision}): update Devket and try again."
        )
    return manifest


def _people(connection: Connection) -> bool:
    if revision(connection) is None:
        return False
    return connection.execute(text("SELECT 1 FROM users LIMIT 1")).first() is not None


def _again(checked: Checked) -> Iterator[Manifest | Rows | MediaFile | MediaTally]:
    checked.file.seek(0)
    return contents(checked.file)


def _put_files(checked: Checked, blobs: Blobs, *, tell: Tell) -> None:
    files = (one for one in _again(checked) if isinstance(one, MediaFile))
    for _ in ahead(partial(_put, blobs), files):
        tell(1)


def _put(blobs: Blobs, file: MediaFile) -> None:
    blobs.put(file.data, file.content_type)


def _fill(connection: Connection, checked: Checked, *, tell: Tell) -> None:
    _compare(checked.manifest, shapes(connection))
    for one in _again(checked):
        if isinstance(one, Rows):
            _insert(connection, one)
            tell(len(one.rows))
        elif isinstance(one, MediaFile):
            return  # every part of every table came before


def _compare(manifest: Manifest, there: tuple[TableShape, ...]) -> None:
    """See that the backup has the very columns that the migrations made."""
    wanted = {shape.name: dict(shape.columns) for shape in there}
    given = {shape.name: dict(shape.columns) for shape in manifest.tables}
    if wanted != given:
        names = sorted(name for name in {*wanted, *given} if wanted.get(name) != given.get(name))
        raise DamagedError(
            f"The backup does not fit migration {manifest.revision}: {', '.join(names)}."
        )


def _insert(connection: Connection, some: Rows) -> None:
    if not some.rows:
        return
    try:
        connection.execute(insert(table(some.shape)), some.rows)
    except (SQLAlchemyError, ValueError) as error:
        told = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise UpkeepError(f"The database refuses rows of {some.shape.name}: {told}.") from error


def _go_on_after(connection: Connection, manifest: Manifest) -> None:
    last = {shape.name: shape for shape in manifest.tables}
    now = [last.get(shape.name, shape) for shape in shapes(connection)]
    go_on_after(connection, now)
