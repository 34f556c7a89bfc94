"""A file of the store as one on this machine, for whoever reads it more than once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devket.storage import Blobs


@contextmanager
def file_of(blobs: Blobs, key: str, scratch: Path) -> Iterator[Path]:
    """Give a path at which the file lies for the block's time; `KeyError` when there is none."""
    here = blobs.path(key)
    if here is not None:
        yield here
        return
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=scratch, prefix="import-") as copy:
        for chunk in blobs.open(key):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
