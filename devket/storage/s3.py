"""Blobs in a bucket: one object a file, `media/<hash>`, its content type beside it.

No folders by the first letters and no extension: a bucket is no file system, and a name that is
the hash alone is found with one request.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from devket.core.clock import utcnow
from devket.core.ids import content_key, file_key
from devket.storage.blobs import BYTES, EXTENSIONS, BlobStat, StoredKey, checked_key, is_key
from devket.storage.bucket import Bucket

PREFIX = "media/"
# An object older than this is written again when it is put again, so that it counts as young.
YOUNG = timedelta(hours=1)
_KNOWN = 4096  # files whose type is kept in mind, so that a picture shown again costs no request


class S3Blobs:
    """Files in a bucket."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self._types: dict[str, str] = {}

    def put(self, data: bytes, content_type: str) -> str:
        """See `Blobs.put`."""
        return self._keep(content_key(data), data, content_type)

    def put_file(self, path: Path, content_type: str) -> str:
        """See `Blobs.put_file`."""
        with path.open("rb") as file:
            return self._keep(file_key(path), file, content_type)

    def _keep(self, key: str, data: bytes | BinaryIO, content_type: str) -> str:
        found = self.bucket.stat(PREFIX + key)
        if found is None:
            kept_type = content_type if content_type in EXTENSIONS else BYTES
            self.bucket.put(PREFIX + key, data, content_type=kept_type)
        elif utcnow() - found.modified_at > YOUNG:
            self.bucket.put(PREFIX + key, data, content_type=found.content_type or BYTES)
        return key

    def open(self, key: str) -> Iterator[bytes]:
        """See `Blobs.open`."""
        return self.bucket.get(PREFIX + checked_key(key))

    def stat(self, key: str) -> BlobStat | None:
        """See `Blobs.stat`."""
        found = self.bucket.stat(PREFIX + checked_key(key))
        if found is None:
            return None
        return BlobStat(found.size, found.content_type or BYTES, found.modified_at)

    def content_type(self, key: str) -> str | None:
        """See `Blobs.content_type`."""
        known = self._types.get(key)
        if known is None and (found := self.stat(key)) is not None:
            if len(self._types) >= _KNOWN:
                self._types.clear()
            known = self._types[key] = found.content_type
        return known

    def delete(self, key: str) -> None:
        """See `Blobs.delete`."""
        self.bucket.delete([PREFIX + checked_key(key)])
        self._types.pop(key, None)

    def delete_older(self, key: str, than: datetime) -> bool:
        """See `Blobs.delete_older`."""
        found = self.stat(key)
        if found is None or found.stored_at >= than:
            return False
        self.delete(key)
        return True

    def keys(self) -> Iterator[StoredKey]:
        """See `Blobs.keys`; the listing does not tell the types."""
        for found in self.bucket.list(PREFIX):
            if is_key(key := found.key.removeprefix(PREFIX)):
                yield StoredKey(key, found.size, "", found.modified_at)

    def path(self, key: str) -> None:
        """Return None: the file lies elsewhere; `KeyError` for no hash."""
        checked_key(key)

    def signed_address(
        self,
        key: str,
        *,
        seconds: int,
        content_type: str,
        disposition: str = "",
        cache_control: str = "",
    ) -> str:
        """See `Blobs.signed_address`."""
        return self.bucket.signed_address(
            PREFIX + checked_key(key),
            seconds=seconds,
            content_type=content_type,
            disposition=disposition,
            cache_control=cache_control,
        )

    @property
    def origin(self) -> str:
        """See `Blobs.origin`."""
        return f"{self.bucket.public_address()}/{PREFIX}"
