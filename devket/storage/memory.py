"""Blobs in memory: the twin that tests use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from devket.core.clock import utcnow
from devket.core.ids import content_key
from devket.storage.blobs import BlobStat, StoredKey, checked_key


class MemoryBlobs:
    """Keeps everything in a dictionary."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, BlobStat]] = {}

    def put(self, data: bytes, content_type: str) -> str:
        """See `Blobs.put`."""
        key = content_key(data)
        kept = self._files.get(key, (data, BlobStat(len(data), content_type, utcnow())))
        self._files[key] = (data, replace(kept[1], stored_at=utcnow()))
        return key

    def put_file(self, path: Path, content_type: str) -> str:
        """See `Blobs.put_file`."""
        return self.put(path.read_bytes(), content_type)

    def open(self, key: str) -> Iterator[bytes]:
        """See `Blobs.open`."""
        return iter((self._files[checked_key(key)][0],))

    def stat(self, key: str) -> BlobStat | None:
        """See `Blobs.stat`."""
        found = self._files.get(checked_key(key))
        return found[1] if found else None

    def content_type(self, key: str) -> str | None:
        """See `Blobs.content_type`."""
        found = self.stat(key)
        return found.content_type if found else None

    def delete(self, key: str) -> None:
        """See `Blobs.delete`."""
        self._files.pop(checked_key(key), None)

    def delete_older(self, key: str, than: datetime) -> bool:
        """See `Blobs.delete_older`."""
        found = self.stat(key)
        if found is None or found.stored_at >= than:
            return False
        self.delete(key)
        return True

    def keys(self) -> Iterator[StoredKey]:
        """See `Blobs.keys`."""
        for key, (_, stat) in list(self._files.items()):
            yield StoredKey(key, stat.size, stat.content_type, stat.stored_at)

    def path(self, key: str) -> None:
        """Return None: there is no file; `KeyError` for no hash."""
        checked_key(key)

    def signed_address(
        self,
        key: str,
        *,
        seconds: int,
        content_type: str,
        disposition: str = "",
        cache_control: str = "",
    ) -> None:
        """Return None: browsers cannot look into memory."""

    @property
    def origin(self) -> str:
        """See `Blobs.origin`."""
        return ""
