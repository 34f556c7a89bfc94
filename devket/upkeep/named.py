"""Which files rows name, looked up on disk: a library of a million files needs no memory for it."""

from __future__ import annotations

import mmap
from bisect import bisect_left
from types import TracebackType
from typing import IO

from sqlalchemy import Engine

from devket.upkeep.snapshot import KEY_LINE, keys_named

_KEY = KEY_LINE - 1


class NamedKeys:
    """The keys that rows named at one moment, sorted in a temporary file; close it by `with`."""

    def __init__(self, engine: Engine) -> None:
        self._spool: IO[bytes] = keys_named(engine)
        self._count = self._spool.seek(0, 2) // KEY_LINE
        self._map = (
            mmap.mmap(self._spool.fileno(), 0, access=mmap.ACCESS_READ) if self._count else None
        )

    def __enter__(self) -> NamedKeys:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._map is not None:
            self._map.close()
        self._spool.close()

    def __contains__(self, key: str) -> bool:
        wanted = key.encode()
        place = bisect_left(range(self._count), wanted, key=self._at)
        return place < self._count and self._at(place) == wanted

    def _at(self, number: int) -> bytes:
        assert self._map is not None, "there is no number of an empty file"
        start = number * KEY_LINE
        return self._map[start : start + _KEY]
