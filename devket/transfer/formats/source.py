"""The file an import reads: as bytes, as text, or as a zip whose members are looked at safely.

Nothing is unpacked to disk under a name of the file's own, and no more is read than is allowed.
"""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from typing_extensions import Buffer

MOST_BYTES = 2 * 1024**3  # of the file itself
MOST_MEMBERS = 200_000
MOST_UNPACKED = 8 * 1024**3  # of all members together
MOST_RATIO = 200  # unpacked against packed, from this many bytes on
RATIO_FROM = 10 * 1024**2
PEEK = 64 * 1024


class UnreadableError(Exception):
    """The file as a whole cannot be read; its text is a sentence and a gettext key."""


@dataclass(frozen=True)
class Source:
    """One file. Every `open` begins at its start, so a file can be looked at and read twice."""

    path: Path
    name: str = ""  # as the person called it; never decides what is in it

    @cached_property
    def head(self) -> str:
        """Return the first characters, in whatever encoding they are; empty for a zip."""
        if self.is_zip:
            return ""
        with self.path.open("rb") as file:
            start = file.read(PEEK)
        return start.decode(_encoding(start), "replace").removeprefix("\ufeff")

    @cached_property
    def is_zip(self) -> bool:
        """Tell whether this is an archive."""
        with self.path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04" or zipfile.is_zipfile(file)

    def open(self) -> io.BufferedReader:
        """Open the file itself."""
        return self.path.open("rb")

    def text(self) -> IO[str]:
        """Open the file as text: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252.

        A mark at the start is left out; line ends are as they stand, as CSV wants them.
        """
        return as_text(self.open())

    @cached_property
    def members(self) -> tuple[zipfile.ZipInfo, ...]:
        """Return what a zip holds, checked: too many, too large and too dense are refused."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                found = tuple(one for one in archive.infolist() if not one.is_dir())
        except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
            raise UnreadableError("This zip file is damaged.") from error
        if len(found) > MOST_MEMBERS:
            raise UnreadableError("This zip file holds too many files.")
        if any(one.flag_bits & 0x1 for one in found):
            raise UnreadableError("This zip file is locked with a password.")
        unpacked = sum(one.file_size for one in found)
        packed = sum(one.compress_size for one in found)
        if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO):
            raise UnreadableError("This zip file would unpack to far more than it should.")
        return found

    def member(self, info: zipfile.ZipInfo) -> io.BufferedReader:
        """Open a member of the zip; more than it said of itself is not read."""
        archive = zipfile.ZipFile(self.path)
        return io.BufferedReader(_Bounded(archive, info))

    def names(self) -> Iterator[str]:
        """Yield the names of a zip's members; a file that is none has none."""
        return (one.filename for one in self.members) if self.is_zip else iter(())


class _Bounded(io.RawIOBase):
    """A member of an archive: closes the archive with itself, ends where it said it would."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        self._archive = archive
        self._file = archive.open(info)
        self._left = info.file_size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        room = memoryview(buffer)
        try:
            chunk = self._file.read(min(len(room), self._left))
        except (zipfile.BadZipFile, EOFError, OSError) as error:
            raise UnreadableError("This zip file is damaged.") from error
        self._left -= len(chunk)
        room[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._archive.close()
        super().close()


def as_text(file: io.BufferedReader) -> IO[str]:
    """Return a file of bytes as text, by the same rules as `Source.text`."""
    encoding = _encoding(file.peek(PEEK)[:PEEK])
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def _encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(start)
        except UnicodeDecodeError:
            continue
        return encoding
    return "utf-8-sig"
