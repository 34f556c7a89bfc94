"""The file an import reads: as bytes, as text, or as a zip whose members are looked at safely.

Nothing is unpacked to disk under a name of the file's own, and no more is read than is allowed.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from lzma import LZMAError
from pathlib import Path
from typing import IO

from typing_extensions import Buffer

from devket.core.errors import N_
from devket.transfer.formats.encodings import decoded, encoding_of

MOST_BYTES = 2 * 1024**3  # of the file itself
MOST_MEMBERS = 100_000
MOST_UNPACKED = 8 * 1024**3  # of all members together
MOST_RATIO = 200  # unpacked against packed, from this many bytes on
RATIO_FROM = 10 * 1024**2
MOST_INDEX = 32 * 1024**2  # of the table of contents of a zip, in bytes
PEEK = 64 * 1024
MOST_LOOKED_AT = 50  # members of a zip, to tell its format
LARGEST = 8 * 1024**2  # letters of one row, the text of its page included
_ZIP_FAULTS = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError),
    *(struct.error, zlib.error, LZMAError, OverflowError),
)
# What systems and programs put beside the files that people see.
_HIDDEN = re.compile(r"(^|/)(__MACOSX/|\.(?!\.?/)|Thumbs\.db$|desktop\.ini$)", re.I)


class UnreadableError(Exception):
    """The file cannot be read, or not further; its text is a sentence and a gettext key."""

    def __init__(self, sentence: str, raw: str = "") -> None:
        super().__init__(sentence)
        self.raw = raw  # what stands where the reading ended


DAMAGED = N_("This zip file is damaged.")
TOO_MANY = N_("This zip file holds too many files.")
LOCKED = N_("This zip file is locked with a password.")
TOO_LARGE = N_("This zip file would unpack to far more than it should.")
BREAKS_OFF = N_("The file breaks off or is damaged here; what follows could not be read.")
ROW_TOO_LARGE = N_("This row is larger than Devket can take.")


@dataclass(frozen=True)
class Source:
    """One file. Every `open` begins at its start, so a file can be looked at and read twice."""

    path: Path
    name: str = ""  # as the person called it; never decides what is in it
    room: int = 1  # times what a zip of somebody's may hold: more on the machine itself

    @cached_property
    def start(self) -> bytes:
        """Return the first bytes; none when they cannot be had."""
        try:
            with self.open() as file:
                return file.read(PEEK)
        except UnreadableError:
            return b""

    @cached_property
    def head(self) -> str:
        """Return the first letters, in whatever encoding they are; empty for a zip.

        Line ends are made one kind.
        """
        start = "" if self.is_zip else decoded(self.start)
        return start.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def is_zip(self) -> bool:
        """Tell whether this is an archive."""
        return self.start.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    def open(self) -> io.BufferedReader:
        """Open the file itself."""
        return self.path.open("rb")

    def text(self) -> IO[str]:
        """Open the file as text, in the encoding that its first bytes tell.

        A mark at the start is left out; line ends are as they stand, as CSV wants them.
        """
        return as_text(self.open())

    @cached_property
    def members(self) -> tuple[zipfile.ZipInfo, ...]:
        """Return what a zip holds, checked: too many, too large and too dense are refused."""
        listed = self._archive.infolist()
        found = tuple(one for one in listed if one.filename and not one.is_dir())
        if len(found) > MOST_MEMBERS * self.room:
            raise UnreadableError(TOO_MANY)
        if any(one.flag_bits & 0x1 for one in found):
            raise UnreadableError(LOCKED)
        unpacked = sum(one.file_size for one in found)
        packed = sum(one.compress_size for one in found)
        is_dense = unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO
        if is_dense or unpacked > MOST_UNPACKED * self.room:
            raise UnreadableError(TOO_LARGE)
        return found

    def member(self, info: zipfile.ZipInfo) -> io.BufferedReader:
        """Open a member of the zip; more than it said of itself is not read."""
        try:
            return io.BufferedReader(_Bounded(self._archive.open(info), info.file_size))
        except _ZIP_FAULTS as error:
            raise UnreadableError(DAMAGED) from error

    def names(self) -> Iterator[str]:
        """Yield the names of a zip's members; a file that is none has none."""
        return (one.filename for one in self.members) if self.is_zip else iter(())

    def parts(self) -> Iterator[Source]:
        """Yield what a zip holds, by name, without what systems hide there; else the file."""
        if not self.is_zip:
            yield self
            return
        for info in sorted(self.members, key=lambda one: one.filename):
            if not _HIDDEN.search(info.filename):
                yield Part(self.path, info.filename, whole=self, info=info)

    @cached_property
    def first_parts(self) -> tuple[Source, ...]:
        """Return as many of the parts as are looked at to tell what this is."""
        return tuple(islice(self.parts(), MOST_LOOKED_AT))

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        """Return the zip, its contents read once; closed with the last who holds this source."""
        try:
            self._weigh_index()
            return zipfile.ZipFile(self.path)
        except _ZIP_FAULTS as error:
            raise UnreadableError(DAMAGED) from error

    def _weigh_index(self) -> None:
        """Refuse a table of contents that is too large before it is read into memory."""
        with self.path.open("rb") as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(max(0, size - 66_000))
            tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at >= 0 and len(tail) >= at + 16:
            (index,) = struct.unpack_from("<L", tail, at + 12)
            wide = tail.rfind(b"PK\x06\x06", 0, at)  # of a zip beyond four gigabytes
            if index == 0xFFFFFFFF and 0 <= wide <= at - 48:
                (index,) = struct.unpack_from("<Q", tail, wide + 40)
            if index > MOST_INDEX * self.room:
                raise UnreadableError(TOO_MANY)


@dataclass(frozen=True)
class Part(Source):
    """A member of a zip, read as a file of its own. A zip within a zip is not looked into."""

    whole: Source | None = None
    info: zipfile.ZipInfo | None = None

    def open(self) -> io.BufferedReader:
        """Open the member."""
        assert self.whole is not None and self.info is not None
        return self.whole.member(self.info)

    def parts(self) -> Iterator[Source]:
        """Yield this alone."""
        yield self


class _Bounded(io.RawIOBase):
    """A member of an archive: ends where it said it would."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        room = memoryview(buffer)
        try:
            chunk = self._file.read(min(len(room), self._left))
        except _ZIP_FAULTS as error:
            raise UnreadableError(DAMAGED) from error
        self._left -= len(chunk)
        room[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def as_text(file: io.BufferedReader) -> IO[str]:
    """Return a file of bytes as text, by the same rules as `Source.text`."""
    try:
        encoding, errors = encoding_of(file.peek(PEEK)[:PEEK])
    except UnreadableError:
        file.close()
        raise
    return io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
