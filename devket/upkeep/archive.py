"""A tar of plain members, written and read as a stream; anything but that is refused.

Not by `tarfile.open`: it follows links, sparse files and long headers of any size, and a backup
has none of these. `tar x` and `sha256sum -c checksums` open what is written here.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from tarfile import BLOCKSIZE, REGTYPE, USTAR_FORMAT, HeaderError, TarInfo
from typing import BinaryIO

from devket.upkeep.errors import DamagedError, UpkeepError

# Of one member in bytes, so that a damaged length cannot fill the memory. Files of media are far
# smaller (devket.capture.model.Limits), and a part of a table is one megabyte and one row.
MOST = 256 * 1024 * 1024
_CHUNK = 1024 * 1024
_NOTHING = bytes(BLOCKSIZE)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive, whole."""

    name: str
    data: bytes


class ArchiveWriter:
    """Writes members one after the other; `at` is the time they carry (seconds of the epoch)."""

    def __init__(self, file: BinaryIO, *, at: int) -> None:
        self._file = file
        self._at = at

    def add(self, name: str, data: bytes) -> None:
        """Write one member."""
        if len(data) > MOST:
            raise UpkeepError(f"{name} has {len(data):,} bytes; a backup takes {MOST:,} at most.")
        info = TarInfo(name)
        info.size, info.mode, info.mtime = len(data), 0o600, self._at
        self._file.write(info.tobuf(USTAR_FORMAT, "utf-8", "strict"))
        self._file.write(data)
        self._file.write(bytes(-len(data) % BLOCKSIZE))

    def close(self) -> None:
        """Write the mark of the end."""
        self._file.write(_NOTHING * 2)


def members(file: BinaryIO) -> Iterator[Member]:
    """Yield the members up to the mark of the end, after which nothing may follow.

    `DamagedError` when the archive is cut short, or holds anything but plain files.
    """
    after = "its beginning"
    while (head := _read(file, BLOCKSIZE, after)) != _NOTHING:
        try:
            info = TarInfo.frombuf(head, "utf-8", "strict")
        except (HeaderError, UnicodeDecodeError) as error:
            raise DamagedError(f"The backup is damaged after {after}.") from error
        if info.type != REGTYPE or not 0 <= info.size <= MOST:
            raise DamagedError(f"The backup is damaged: {info.name!r} is no plain file of its.")
        data = _read(file, info.size, after)
        _read(file, -info.size % BLOCKSIZE, info.name)
        yield Member(info.name, data)
        after = info.name
    if _read(file, BLOCKSIZE, after) != _NOTHING or _some(file, 1):
        raise DamagedError("The backup is damaged: something follows its end.")


def _read(file: BinaryIO, size: int, after: str) -> bytes:
    """Return so many bytes, taken in pieces, for a length may be claimed that is not there."""
    parts, missing = [], size
    while missing:
        part = _some(file, min(missing, _CHUNK))
        if not part:
            raise DamagedError(f"The backup is cut short after {after}.")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _some(file: BinaryIO, size: int) -> bytes:
    try:
        return file.read(size)
    except EOFError as error:  # the end of a packed file is missing
        raise DamagedError("The backup is cut short.") from error
    except (zlib.error, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's fault, not the file's
        raise DamagedError(f"The backup is damaged: {error}.") from error
