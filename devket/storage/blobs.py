"""The port: what any store of content-addressed files must do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

_KEY = re.compile(r"[0-9a-f]{64}")
# The types a store names; anything else is handed out as mere bytes, which no browser runs.
EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "application/pdf": ".pdf",
}
BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class BlobStat:
    """Size in bytes, content type, and when the file was put last, in UTC."""

    size: int
    content_type: str
    stored_at: datetime


@dataclass(frozen=True, slots=True)
class StoredKey:
    """One file of a listing; `content_type` is empty where the listing does not tell it."""

    key: str
    size: int
    content_type: str
    stored_at: datetime


class Blobs(Protocol):
    """A store of files named by the SHA-256 of their content.

    Names are hashes because then the same file is kept once, a half-written one cannot be taken
    for whole, and no name from outside ever becomes a path. Every method raises `StorageError`
    when the store is away or refuses.
    """

    def put(self, data: bytes, content_type: str) -> str:
        """Keep the bytes and return their key; keeping the same bytes again changes nothing.

        Except that they count as stored anew: a sweep of files that no row names spares young
        ones, as their row may be on its way.
        """

    def put_file(self, path: Path, content_type: str) -> str:
        """Keep a file as `put` keeps bytes, without holding it in memory; it stays where it is."""

    def open(self, key: str) -> Iterator[bytes]:
        """Yield the file's chunks; raise `KeyError` when it is not there."""

    def stat(self, key: str) -> BlobStat | None:
        """Return size, type and time, None when it is not there."""

    def content_type(self, key: str) -> str | None:
        """Return the file's type, None when it is not there.

        The type never changes, so a store that is asked over the network may know it from before.
        """

    def delete(self, key: str) -> None:
        """Forget the file; one that is not there is no error."""

    def delete_older(self, key: str, than: datetime) -> bool:
        """Forget the file unless it was put since `than`; tell whether it was forgotten.

        Between the look at its time and the end of it no put may find it there. A bucket has no
        such lock: there it is one request after the other.
        """

    def keys(self) -> Iterator[StoredKey]:
        """Yield every file there is, in no order; what is put or deleted meanwhile may be missed.

        What others left in the same place under names of their own is passed over.
        """

    def path(self, key: str) -> Path | None:
        """Return where the file lies on this machine, None when it is not there or elsewhere."""

    def signed_address(
        self,
        key: str,
        *,
        seconds: int,
        content_type: str,
        disposition: str = "",
        cache_control: str = "",
    ) -> str | None:
        """Return an address at which anybody may read the file for so long, with these headers.

        None when this store cannot be asked by browsers. Nobody looks whether the file is there.
        """

    @property
    def origin(self) -> str:
        """What all signed addresses begin with, a slash at its end; empty when there are none."""


def checked_key(key: str) -> str:
    """Return the key when it is a SHA-256 in hex, raise `KeyError` for anything else."""
    if not is_key(key):
        raise KeyError(key)
    return key


def is_key(name: str) -> bool:
    """Tell whether a name is a SHA-256 in hex."""
    return bool(_KEY.fullmatch(name))
