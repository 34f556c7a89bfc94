"""Blobs as local files: two levels of folders, the content type in the file's extension."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from devket.core.ids import content_key, file_key
from devket.storage.blobs import BYTES, EXTENSIONS, BlobStat, StoredKey, checked_key, is_key
from devket.storage.refusals import StorageError

CHUNK = 64 * 1024
_TYPES = {extension: content_type for content_type, extension in EXTENSIONS.items()}
UNKNOWN = ".bin"
_WAYS_OUT = {
    errno.ENOSPC: "free some space, or give the volume more",
    errno.EDQUOT: "raise the quota, or free some space",
    errno.EACCES: "let the user Devket runs as read and write there",
    errno.EPERM: "let the user Devket runs as read and write there",
    errno.EROFS: "mount the volume writable",
}


class LocalBlobs:
    """Files under `root`; written to a temporary name, flushed to disk, then renamed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, data: bytes, content_type: str) -> str:
        """See `Blobs.put`."""
        return self._keep(content_key(data), (data,), content_type)

    def put_file(self, path: Path, content_type: str) -> str:
        """See `Blobs.put_file`."""
        return self._keep(file_key(path), self._chunks(path), content_type)

    def _keep(self, key: str, chunks: Iterable[bytes], content_type: str) -> str:
        with self._refusals():
            if self._touch(key):
                return key
            path = self._folder(key) / (key + EXTENSIONS.get(content_type, UNKNOWN))
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, chunks)
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
        found = self._stored(path) if path is not None else None
        if found is None:
            return None
        return BlobStat(found.size, found.content_type, found.stored_at)

    def content_type(self, key: str) -> str | None:
        """See `Blobs.content_type`."""
        found = self.stat(key)
        return found.content_type if found else None

    def delete(self, key: str) -> None:
        """See `Blobs.delete`."""
        path = self.path(key)
        if path is not None:
            with self._refusals():
                path.unlink(missing_ok=True)

    def delete_older(self, key: str, than: datetime) -> bool:
        """See `Blobs.delete_older`."""
        with self._refusals(), self._locked(fcntl.LOCK_EX):
            path = self.path(key)
            found = self._stored(path) if path is not None else None
            if path is None or found is None or found.stored_at >= than:
                return False
            path.unlink(missing_ok=True)
            return True

    def keys(self) -> Iterator[StoredKey]:
        """See `Blobs.keys`."""
        with self._refusals():
            for path in self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
                found = self._stored(path) if is_key(path.stem) else None
                if found is not None:
                    yield found

    def path(self, key: str) -> Path | None:
        """Return where the file lies, None when it is not there; `KeyError` for no hash."""
        return self._find(checked_key(key))

    def signed_address(
        self,
        key: str,
        *,
        seconds: int,
        content_type: str,
        disposition: str = "",
        cache_control: str = "",
    ) -> None:
        """Return None: local files are handed out by Devket or the nginx before it."""

    @property
    def origin(self) -> str:
        """See `Blobs.origin`."""
        return ""

    def _touch(self, key: str) -> bool:
        """Make a file that is there young; tell whether it is there."""
        with self._locked(fcntl.LOCK_SH):
            found = self._find(key)
            if found is None:
                return False
            with contextlib.suppress(FileNotFoundError):  # deleted at this very moment
                os.utime(found)
                return True
            return False

    @contextlib.contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        """Keep finding a file and forgetting an old one apart, in all processes of the machine."""
        self.root.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.flock(lock, how)
            yield
        finally:
            os.close(lock)

    def _folder(self, key: str) -> Path:
        return self.root / key[:2] / key[2:4]

    def _find(self, key: str) -> Path | None:
        candidates = (self._folder(key) / (key + end) for end in (*_TYPES, UNKNOWN))
        return next((path for path in candidates if path.is_file()), None)

    @staticmethod
    def _stored(path: Path) -> StoredKey | None:
        """Return what is known of a file, None when it was deleted meanwhile."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        at = datetime.fromtimestamp(found.st_mtime, UTC)
        return StoredKey(path.stem, found.st_size, _TYPES.get(path.suffix, BYTES), at)

    @staticmethod
    def _write(path: Path, chunks: Iterable[bytes]) -> None:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).rename(path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(draft).unlink()
            raise

    def _chunks(self, path: Path) -> Iterator[bytes]:
        with self._refusals(), path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    @contextlib.contextmanager
    def _refusals(self) -> Iterator[None]:
        """Tell what the file system refuses in a line, with the way out where there is one."""
        try:
            yield
        except OSError as error:
            way_out = _WAYS_OUT.get(error.errno or 0, "see to that folder")
            raise StorageError(f"{error.strerror} below {self.root}: {way_out}") from error
