"""The port: what any store of content-addressed files must do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BlobStat:
    """Size in bytes and content type of one file."""

    size: int
    content_type: str


class Blobs(Protocol):
    """A store of files named by the SHA-256 of their content.

    Names are hashes because then the same file is kept once, a half-written one cannot be taken
    for whole, and no name from outside ever becomes a path.
    """

    def put(self, data: bytes, content_type: str) -> str:
        """Keep the bytes and return their key; keeping the same bytes again changes nothing."""

    def open(self, key: str) -> Iterator[bytes]:
        """Yield the file's chunks; raise `KeyError` when it is not there."""

    def stat(self, key: str) -> BlobStat | None:
        """Return size and type, None when it is not there."""

    def delete(self, key: str) -> None:
        """Forget the file; one that is not there is no error."""


def checked_key(key: str) -> str:
    """Return the key when it is a SHA-256 in hex, raise `KeyError` for anything else."""
    if not _KEY.fullmatch(key):
        raise KeyError(key)
    return key
