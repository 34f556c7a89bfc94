"""Content encodings, unpacked piece by piece and never beyond the room that is left."""

from __future__ import annotations

import zlib
from typing import Protocol

# zlib alone stops at a given output size in every Python supported; others are not asked for.
OFFERED = "gzip, deflate"
_MOST_MEMBERS = 64


class BadEncodingError(ValueError):
    """The packed bytes are broken, or packed in a way that was not asked for."""


class Unpacker(Protocol):
    """Takes the body as it arrives and gives it unpacked."""

    def feed(self, data: bytes, room: int) -> bytes:
        """Return at most `room` (> 0) bytes; when all of them are used there may be more."""

    def finish(self) -> None:
        """Raise `BadEncodingError` when the packed stream broke off."""


def unpacker_for(content_encoding: str | None) -> Unpacker:
    """Return the unpacker for a Content-Encoding header; raise `BadEncodingError` if unknown."""
    names = [name.strip().lower() for name in (content_encoding or "").split(",")]
    packings = [name for name in names if name not in ("", "identity", "none", "utf-8")]
    if not packings:
        return _Plain()
    if packings in (["gzip"], ["x-gzip"], ["deflate"]):
        return _Inflate(is_gzip=packings != ["deflate"])
    raise BadEncodingError(f"packed as {', '.join(packings)[:60]}")


class _Plain:
    def feed(self, data: bytes, room: int) -> bytes:
        return data[:room]

    def finish(self) -> None:
        """Nothing can be missing that the framing did not notice."""


class _Inflate:
    def __init__(self, *, is_gzip: bool) -> None:
        self._is_gzip = is_gzip
        self._members = 0
        self._stream: zlib._Decompress | None = None

    def feed(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        while data and len(out) < room:
            stream = self._open_stream(data)
            if stream is None:
                break
            try:
                out += stream.decompress(data, room - len(out))
            except zlib.error as error:
                raise BadEncodingError(str(error)) from error
            data = stream.unused_data
        return bytes(out)

    def finish(self) -> None:
        if self._stream is not None and not self._stream.eof:
            raise BadEncodingError("the packed body breaks off")

    def _open_stream(self, data: bytes) -> zlib._Decompress | None:
        if self._stream is not None and not self._stream.eof:
            return self._stream
        # What follows a finished stream is another gzip member or padding, which browsers ignore.
        if self._members and not (self._is_gzip and data[0] == 0x1F):
            return None
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise BadEncodingError("too many packed parts")
        self._stream = zlib.decompressobj(self._window_bits(data[0]))
        return self._stream

    def _window_bits(self, first: int) -> int:
        if self._is_gzip:
            return 16 + zlib.MAX_WBITS
        # "deflate" means zlib's wrapper by the standard and bare deflate by some servers' habit.
        return zlib.MAX_WBITS if first & 0x0F == 8 else -zlib.MAX_WBITS
