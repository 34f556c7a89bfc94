"""Files of a Devket zip on their way into the store. A row may name only what came with it.

Else a made-up file could name by its hash what somebody else keeps, and be shown it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from devket.storage import Blobs
from devket.storage.blobs import BYTES, EXTENSIONS
from devket.transfer.formats.devket_zip import DevketZip

_TYPES = {ending: content_type for content_type, ending in EXTENSIONS.items()}
# What a picture may hold that was written anew: pixels, and nothing of where it was taken.
_PIXELS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_PLACEHOLDER = re.compile(r"[A-Za-z0-9+/=]{0,1000}")


class Files:
    """Files of an open zip; `keep` puts them into the store, once each."""

    def __init__(self, file: DevketZip, blobs: Blobs) -> None:
        self._file = file
        self._blobs = blobs
        self._kept: dict[bytes, bool] = {}  # by hash: whether it is a picture without notes

    def keep(self, keys: Iterable[str]) -> None:
        """Put files into the store; what is not in the zip, or is another file, is left out."""
        for key in sorted(keys):
            ending = self._file.file_type(key)
            if ending is None or bytes.fromhex(key) in self._kept:
                continue
            data = self._file.file(key)
            if data is not None:
                self._blobs.put(data, _TYPES.get(ending, BYTES))
                self._kept[bytes.fromhex(key)] = _is_bare_webp(data)

    def known(self, key: object) -> str | None:
        """Return the key when its file came with the zip."""
        return key if isinstance(key, str) and self._holds(key) is not None else None

    def shown(self, key: object) -> str | None:
        """Return the key when its file is a picture such as others are shown."""
        return key if isinstance(key, str) and self._holds(key) else None

    def _holds(self, key: str) -> bool | None:
        try:
            return self._kept.get(bytes.fromhex(key))
        except ValueError:
            return None


def is_placeholder(value: object) -> bool:
    """Tell whether this is what stands in a page before a picture has come."""
    return isinstance(value, str) and bool(_PLACEHOLDER.fullmatch(value))


def _is_bare_webp(data: bytes) -> bool:
    """Tell whether this is a WebP without notes of a camera in it."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return False
    at = 12
    while at + 8 <= len(data):
        if data[at : at + 4] not in _PIXELS:
            return False
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    return at >= len(data)
