"""Blobs as local files: two levels of folders, the content type in the file's extension."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from devket.core.ids import content_key
from devket.storage.blobs import BlobStat, checked_key

CHUNK = 64 * 1024
# The type is part of the name so that nginx can serve the file alone.
EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "application/pdf": ".pdf",
}
_TYPES = {extension: content_type for content_type, extension in EXTENSIONS.items()}
UNKNOWN = ".bin"


class LocalBlobs:
    """Files under `root`; written to a temporary name, flushed to disk, then renamed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, data: bytes, content_type: str) -> str:
        """See `Blobs.put`."""
        key = content_key(data)
        if self._find(key) is None:
            path = self._folder(key) / (key + EXTENSIONS.get(content_type, UNKNOWN))
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, data)
        return key

    def open(self, key: str) -> Iterator[bytes]:
        """See `Blobs.open`."""
        path = self.path(key)
        if path is None:
            raise KeyError(key)
        return self._chunks(path)

    def stat(self, key: str) -> BlobStat | None:
        """See `Blobs.stat`."""
        path = self.path(key)
        if path is None:
            return None
        return BlobStat(path.stat().st_size, _TYPES.get(path.suffix, "application/octet-stream"))

    def delete(self, key: str) -> None:
        """See `Blobs.delete`."""
        path = self.path(key)
        if path is not None:
            path.unlink(missing_ok=True)

    def path(self, key: str) -> Path | None:
        """Return where the file lies, None when it is not there; `KeyError` for no hash."""
        return self._find(checked_key(key))

    def _folder(self, key: str) -> Path:
        return self.root / key[:2] / key[2:4]

    def _find(self, key: str) -> Path | None:
        candidates = (self._folder(key) / (key + end) for end in (*_TYPES, UNKNOWN))
        return next((path for path in candidates if path.is_file()), None)

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).rename(path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(draft).unlink()
            raise

    @staticmethod
    def _chunks(path: Path) -> Iterator[bytes]:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
