"""A zip file that is handed on while it is written, in pieces, however long its entries are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from typing_extensions import Buffer

_FIRST_YEAR, _MODE = 1980, 0o644 << 16
_LEVEL = 4  # of deflate: texts are nearly as small as at the most, in half the time


class _Sink(io.RawIOBase):
    """Where the archive is written to: nothing can be taken back from it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        return len(piece)

    def take(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


class ZipStream:
    """Entries one after the other; each call gives the bytes that are to be sent by then."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)

    def add(self, name: str, data: bytes | str, *, made_at: datetime | None = None) -> bytes:
        """Write a short entry whole."""
        info = zipfile.ZipInfo(name)
        if made_at is not None and made_at.year >= _FIRST_YEAR:
            info.date_time = made_at.timetuple()[:6]
        info.external_attr = _MODE
        self._zip.writestr(info, data, zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        return self._sink.take()

    def stream(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Write an entry piece by piece; it may be longer than 4 GB."""
        return self._stream(name, pieces)

    def keep(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """As `stream`, for what is packed already, as pictures are."""
        info = zipfile.ZipInfo(name)
        info.external_attr = _MODE
        return self._stream(info, pieces)

    def _stream(self, entry: str | zipfile.ZipInfo, pieces: Iterable[bytes]) -> Iterator[bytes]:
        with self._zip.open(entry, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
                if ready := self._sink.take():
                    yield ready
        yield self._sink.take()

    def close(self) -> bytes:
        """Write the list of entries and return what is left."""
        self._zip.close()
        return self._sink.take()
