"""What stands in a backup and in which order; every reader checks all of it on its way.

`backup.json`, the parts of each table, the files of media by their key, `media.json`, `checksums`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from devket.core.ids import content_key
from devket.upkeep.archive import Member, members
from devket.upkeep.errors import DamagedError
from devket.upkeep.manifest import Manifest, TableShape
from devket.upkeep.rows import decode

MANIFEST, MEDIA, CHECKSUMS = "backup.json", "media.json", "checksums"
PLAIN_TYPE = "application/octet-stream"
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,70}")
_FILE = re.compile(rf"media/({_TYPE.pattern})/([0-9a-f]{{64}})")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of one table, each by column."""

    shape: TableShape
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class MediaFile:
    """One file of the store."""

    key: str
    content_type: str
    data: bytes


class MediaTally:
    """How many files, how many bytes, how many were lost, and one sum over all keys in order."""

    def __init__(self) -> None:
        self.files = self.bytes = 0
        self.missing = 0  # rows name them, yet the store had no whole file when it was backed up
        self._sum = hashlib.sha256()

    def add(self, file: MediaFile) -> None:
        """Count one file."""
        self.files += 1
        self.bytes += len(file.data)
        self._sum.update(file.key.encode())

    def encode(self) -> bytes:
        """Return the member's bytes."""
        told = {"files": self.files, "bytes": self.bytes, "missing": self.missing}
        return json.dumps({**told, "keys": self._sum.hexdigest()}).encode()


def part_name(shape: TableShape, number: int) -> str:
    """Return the member's name of the `number`th part of a table, from 1."""
    return f"tables/{shape.name}/{number:06}.jsonl"


def file_name(key: str, content_type: str) -> str:
    """Return the member's name of a file; a type that is none is left out."""
    kept = content_type if _TYPE.fullmatch(content_type) else PLAIN_TYPE
    return f"media/{kept}/{key}"


def checksums(sums: dict[str, str]) -> bytes:
    """Return the sums of members as `sha256sum -c` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()


def contents(file: BinaryIO) -> Iterator[Manifest | Rows | MediaFile | MediaTally]:
    """Yield what a backup holds: its manifest, then rows, files, and last the tally of the files.

    Everything was as it was written once the last has come. `DamagedError` names what is not.
    """
    return _Walk(_unpacked(file)).run()


class _Walk:
    """One way through a backup."""

    def __init__(self, file: BinaryIO) -> None:
        self._members = members(file)
        self._sums: dict[str, str] = {}  # files of media carry theirs in their name
        self._tally = MediaTally()
        self._at = Member("", b"")

    def run(self) -> Iterator[Manifest | Rows | MediaFile | MediaTally]:
        self._go_on()
        if self._at.name != MANIFEST:
            raise DamagedError("This is no backup of Devket.")
        manifest = Manifest.decode(self._take())
        yield manifest
        for shape in manifest.tables:
            yield from self._rows(shape)
        yield from self._files()
        self._check_tally()
        self._check_sums()
        yield self._tally

    def _go_on(self) -> None:
        found = next(self._members, None)
        if found is None:
            raise DamagedError(f"The backup is cut short after {self._at.name}.")
        self._at = found

    def _take(self) -> bytes:
        """Return the member at hand, its sum noted, and go on to the next."""
        name, data = self._at.name, self._at.data
        self._sums[name] = content_key(data)
        self._go_on()
        return data

    def _rows(self, shape: TableShape) -> Iterator[Rows]:
        number = seen = 0
        while self._at.name == (name := part_name(shape, number + 1)):
            rows = decode(shape, self._take(), name=name)
            number, seen = number + 1, seen + len(rows)
            yield Rows(shape, rows)
        if seen != shape.rows:
            told = f"{shape.name} has {seen:,} rows instead of {shape.rows:,}"
            raise DamagedError(f"The backup is damaged: {told} ({self._at.name!r} follows).")

    def _files(self) -> Iterator[MediaFile]:
        last = ""
        while found := _FILE.fullmatch(self._at.name):
            file = MediaFile(found[2], found[1], self._at.data)
            if content_key(file.data) != file.key or file.key <= last:
                raise DamagedError(f"The backup is damaged: {self._at.name}.")
            self._tally.add(file)
            last = file.key
            yield file
            self._go_on()

    def _check_tally(self) -> None:
        if self._at.name != MEDIA:
            raise DamagedError(f"The backup is damaged: {self._at.name!r} does not belong there.")
        data = self._take()
        try:
            self._tally.missing = int(json.loads(data)["missing"])
        except (ValueError, TypeError, KeyError) as error:
            raise DamagedError(f"The backup is damaged: {MEDIA}.") from error
        if self._tally.encode() != data:
            raise DamagedError("The backup is damaged: files of media are missing or were added.")

    def _check_sums(self) -> None:
        told = set(self._at.data.split(b"\n"))
        for line in checksums(self._sums).split(b"\n"):
            if line not in told:
                raise DamagedError(f"The backup is damaged: {line[66:].decode()}.")
        if self._at != Member(CHECKSUMS, checksums(self._sums)) or next(self._members, None):
            raise DamagedError(f"The backup is damaged: {self._at.name!r}.")


def _unpacked(file: BinaryIO) -> BinaryIO:
    is_packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    return cast(BinaryIO, gzip.GzipFile(fileobj=file, mode="rb")) if is_packed else file
