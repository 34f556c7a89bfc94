"""`data:` addresses: pictures that travel inside the page itself (RFC 2397)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from urllib.parse import unquote_to_bytes

from devket.capture.images.model import ImageError

# The host under which such a picture stands in markup: a name that no one can ever have (RFC 2606).
INLINE_HOME = "https://inline.invalid/"


def inline_name(source: str) -> str:
    """Return the address that stands for a `data:` address in markup: the same for the same."""
    return INLINE_HOME + hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:32]


def is_inline(source: str) -> bool:
    """Tell whether an image source is a `data:` address."""
    return source[:5].lower() == "data:"


def read_inline(source: str, max_bytes: int) -> tuple[bytes, str]:
    """Return bytes and declared type of a `data:` address; raise `ImageError`.

    Nothing is unpacked when the address alone is longer than `max_bytes` could need.
    """
    head, comma, payload = source[5:].partition(",")
    if not comma:
        raise ImageError("broken")
    # Percent-encoding writes three characters a byte, and so may base64 in a careless hand.
    if len(payload) > 4 * max_bytes:
        raise ImageError("too_large")
    content_type, *parameters = [part.strip().lower() for part in head.split(";")]
    data = unquote_to_bytes(payload)
    if "base64" in parameters:
        data = _from_base64(data)
    if len(data) > max_bytes:
        raise ImageError("too_large")
    return data, content_type


def _from_base64(data: bytes) -> bytes:
    packed = b"".join(data.split()).rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except binascii.Error as error:
        raise ImageError("broken") from error
