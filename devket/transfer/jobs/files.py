"""A file of the store as one on this machine, for whoever reads it more than once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from devket.core.errors import N_
from devket.storage import Blobs
from devket.transfer.formats import UnreadableError

GONE = N_("The file is not in the store any more. Upload it again.")


@contextmanager
def file_of(blobs: Blobs, key: str, scratch: Path) -> Iterator[Path]:
    """Give a path at which the file lies for the block's time; `UnreadableError` without one."""
    here = blobs.path(key)
    if here is not None:
        yield here
        return
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=scratch, prefix="import-") as copy:
        try:
            copy.writelines(blobs.open(key))
        except KeyError as error:
            raise UnreadableError(GONE) from error
        copy.flush()
        yield Path(copy.name)


def clear_away(scratch: Path, *, before: datetime) -> None:
    """Delete what processes that were killed left where large files are worked on."""
    for path in scratch.glob("*") if scratch.is_dir() else ():
        with suppress(FileNotFoundError):  # its owner has just done so
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
