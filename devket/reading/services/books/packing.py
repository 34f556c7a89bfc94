"""A zip file that is handed on while it is written: no more than one entry is held at a time."""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_FIRST_YEAR = 1980  # of the zip format


class _Window(io.BytesIO):
    """A file whose beginning was taken away: places are told as if it was still there.

    `zipfile` goes back to the head of an entry when it has written it, and never further.
    """

    def __init__(self) -> None:
        super().__init__()
        self._gone = 0

    def tell(self) -> int:
        return super().tell() + self._gone

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_SET:
            place -= self._gone
        return super().seek(place, whence) + self._gone

    def take(self) -> bytes:
        """Return what was written since the last call and forget it."""
        data = self.getvalue()
        self._gone += len(data)
        super().seek(0)
        self.truncate()
        return data


class Packer:
    """Writes entries one by one; `take` gives the bytes that stand."""

    def __init__(self, made_at: datetime) -> None:
        self._window = _Window()
        self._zip = ZipFile(self._window, "w")
        self._made = (
            made_at.timetuple()[:6] if made_at.year >= _FIRST_YEAR else (1980, 1, 1, 0, 0, 0)
        )

    def add(self, name: str, data: bytes | str, *, is_packed: bool = True) -> None:
        """Write one entry whole."""
        info = ZipInfo(name, self._made)
        info.compress_type = ZIP_DEFLATED if is_packed else ZIP_STORED
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, data)

    def take(self) -> bytes:
        """Return the bytes of the entries added since the last call."""
        return self._window.take()

    def close(self) -> bytes:
        """Write the list of entries and return what is left."""
        self._zip.close()
        return self._window.take()
