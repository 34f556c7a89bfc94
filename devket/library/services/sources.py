"""Pages as they came, in the store of files: packed, so that keeping them costs little."""

from __future__ import annotations

import gzip
import zlib

from devket.capture.model import Source
from devket.capture.walls.verdict import is_text
from devket.core.text import storable
from devket.storage import Blobs

HANDED_TYPE = "text/html"
PACKED = "application/gzip"
_LEVEL = 6
_MOST = 64 * 1024 * 1024  # bytes unpacked; what was fetched is far smaller


def keep_source(blobs: Blobs, source: Source) -> str:
    """Keep a page's bytes and return their key; text is packed, the same bytes the same way."""
    if is_text(source.content_type, source.body):
        return blobs.put(gzip.compress(source.body, _LEVEL, mtime=0), PACKED)
    return blobs.put(source.body, source.content_type.split(";")[0].strip().lower())


def keep_page(blobs: Blobs, page: bytes | str) -> str:
    """Keep a page that a browser or a file handed in and return its key."""
    # What the page itself declares was true of its bytes, not of a text; the mark goes before it.
    body = page if isinstance(page, bytes) else storable(page).encode("utf-8-sig")
    return keep_source(blobs, Source(body, HANDED_TYPE))


def kept_source(blobs: Blobs, key: str, content_type: str) -> Source | None:
    """Return a kept page with the type it came with; None when its file is gone or broken."""
    try:
        data = b"".join(blobs.open(key))
    except KeyError:
        return None
    if data[:2] != b"\x1f\x8b" or not is_text(content_type, b""):
        return Source(data, content_type)
    try:
        body = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, _MOST)
    except zlib.error:
        return None
    return Source(body, content_type)
