"""Blobs in memory: the twin that tests use."""

from __future__ import annotations

from collections.abc import Iterator

from devket.core.ids import content_key
from devket.storage.blobs import BlobStat, checked_key


class MemoryBlobs:
    """Keeps everything in a dictionary."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, str]] = {}

    def put(self, data: bytes, content_type: str) -> str:
        """See `Blobs.put`."""
        key = content_key(data)
        self._files[key] = (data, content_type)
        return key

    def open(self, key: str) -> Iterator[bytes]:
        """See `Blobs.open`."""
        return iter((self._files[checked_key(key)][0],))

    def stat(self, key: str) -> BlobStat | None:
        """See `Blobs.stat`."""
        found = self._files.get(checked_key(key))
        return BlobStat(len(found[0]), found[1]) if found else None

    def delete(self, key: str) -> None:
        """See `Blobs.delete`."""
        self._files.pop(checked_key(key), None)
