"""Writing a backup: the database of one moment, then every file that its rows name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from gzip import GzipFile
from pathlib import Path
from typing import IO, BinaryIO, cast

from sqlalchemy import Connection, Engine

from devket import __version__
from devket.core.clock import Clock
from devket.core.ids import content_key
from devket.storage import Blobs
from devket.upkeep.ahead import ahead
from devket.upkeep.archive import ArchiveWriter
from devket.upkeep.contents import (
    CHECKSUMS,
    MANIFEST,
    MEDIA,
    MediaFile,
    MediaTally,
    checksums,
    contents,
    file_name,
    part_name,
)
from devket.upkeep.errors import UpkeepError
from devket.upkeep.ids import with_last_ids
from devket.upkeep.manifest import Manifest
from devket.upkeep.rows import parts
from devket.upkeep.snapshot import count_of, keys_of, snapshot, spooled_keys, streamed
from devket.upkeep.tables import counted, reading, revision, shapes

Tell = Callable[[int], object]  # how many things more are done
PACKED = ".gz"
_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Who is told how far it went: `begin(what, how many)` gives what each step is told to."""

    begin: Callable[[str, int], Tell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is backed up."""

    engine: Engine
    blobs: Blobs
    clock: Clock


def back_up(source: Source, file: BinaryIO, *, progress: Progress) -> tuple[Manifest, MediaTally]:
    """Write a backup and return what it holds. Memory does not grow with what is backed up."""
    with snapshot(source.engine) as connection:
        manifest = _manifest(source, connection)
        writer = _Writer(ArchiveWriter(file, at=int(manifest.made_at.timestamp())))
        writer.tables(connection, manifest, tell=_rows_told(manifest, progress))
        spool = spooled_keys(connection, manifest.tables)
    with spool:
        tell = progress.begin("Files", count_of(spool))
        tally = writer.media(source.blobs, spool, tell=tell)
    writer.close()
    return manifest, tally


def back_up_to(source: Source, path: Path, *, progress: Progress) -> tuple[Manifest, MediaTally]:
    """Write a backup to a file that only its owner may read, read it again, and put it in place.

    Until then `path` is not touched; a backup that fails leaves nothing.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            made = (
                _packed(source, file, path, progress)
                if _is_packed(path)
                else back_up(source, file, progress=progress)
            )
            file.flush()
            os.fsync(file.fileno())
        _verify(draft, *made, tell=progress.begin("Reading it again", made[1].files))
        draft.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            draft.unlink()
        raise
    return made


def _is_packed(path: Path) -> bool:
    return path.suffix == PACKED


def _packed(
    source: Source, file: BinaryIO, path: Path, progress: Progress
) -> tuple[Manifest, MediaTally]:
    with GzipFile(path.stem, "wb", _LEVEL, file) as packed:
        return back_up(source, cast(BinaryIO, packed), progress=progress)


def _verify(draft: Path, manifest: Manifest, tally: MediaTally, *, tell: Tell) -> None:
    found: list[object] = []
    with draft.open("rb") as file:
        for one in contents(file):
            if isinstance(one, MediaFile):
                tell(1)
            elif isinstance(one, Manifest | MediaTally):
                found.append(one)
    is_same = found[0] == manifest and cast(MediaTally, found[-1]).encode() == tally.encode()
    if not is_same:
        raise UpkeepError("What was written did not come back the same; is the disk sound?")


def _manifest(source: Source, connection: Connection) -> Manifest:
    at = revision(connection)
    if at is None:
        raise UpkeepError("The database holds no Devket yet: flask db upgrade.")
    kept = with_last_ids(connection, (counted(connection, one) for one in shapes(connection)))
    return Manifest(
        devket=__version__,
        revision=at,
        made_at=source.clock(),
        database=connection.dialect.name,
        tables=kept,
    )


def _rows_told(manifest: Manifest, progress: Progress) -> Tell:
    return progress.begin("Rows", sum(shape.rows for shape in manifest.tables))


class _Writer:
    """Writes members and notes their sums."""

    def __init__(self, archive: ArchiveWriter) -> None:
        self._archive = archive
        self._sums: dict[str, str] = {}

    def tables(self, connection: Connection, manifest: Manifest, *, tell: Tell) -> None:
        self._add(MANIFEST, manifest.encode())
        for shape in manifest.tables:
            rows = streamed(connection, reading(shape))
            for number, part in enumerate(parts(shape, rows), 1):
                self._add(part_name(shape, number), part)
                tell(part.count(b"\n"))

    def media(self, blobs: Blobs, keys: IO[bytes], *, tell: Tell) -> MediaTally:
        tally = MediaTally()
        for file in ahead(partial(_file, blobs), keys_of(keys)):
            tell(1)
            if file is None:
                tally.missing += 1
                continue
            self._archive.add(file_name(file.key, file.content_type), file.data)
            tally.add(file)
        self._add(MEDIA, tally.encode())
        return tally

    def close(self) -> None:
        self._archive.add(CHECKSUMS, checksums(self._sums))
        self._archive.close()

    def _add(self, name: str, data: bytes) -> None:
        self._archive.add(name, data)
        self._sums[name] = content_key(data)


def _file(blobs: Blobs, key: str) -> MediaFile | None:
    """Return a file; None when it is lost, or is not what it was when it was put."""
    try:
        stat = blobs.stat(key)
        data = b"".join(blobs.open(key))
    except KeyError:
        return None
    if stat is None or content_key(data) != key:
        return None
    return MediaFile(key, stat.content_type, data)
