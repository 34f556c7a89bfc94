"""Smaller forms of a file for browsers that take them, the same bytes at each run."""

from __future__ import annotations

import gzip
import importlib.util

LEAST_SAVED = 0.1  # of the size; below it unpacking costs more than it saves
SMALLEST = 256  # bytes; the headers of an answer are as large


def gzipped(data: bytes) -> bytes | None:
    """Return the bytes packed with gzip, None when that saves too little."""
    return _worth(data, gzip.compress(data, compresslevel=9, mtime=0))


def brotlied(data: bytes) -> bytes | None:
    """Return the bytes packed with brotli, None when that saves too little or it is missing."""
    if not has_brotli():
        return None
    import brotli  # noqa: PLC0415  # not in the image that runs; only collecting needs it

    return _worth(data, brotli.compress(data))


def has_brotli() -> bool:
    """Tell whether brotli is installed."""
    return importlib.util.find_spec("brotli") is not None


def _worth(data: bytes, packed: bytes) -> bytes | None:
    is_worth = len(data) >= SMALLEST and len(packed) <= len(data) * (1 - LEAST_SAVED)
    return packed if is_worth else None
