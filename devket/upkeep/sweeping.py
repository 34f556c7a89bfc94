"""Clearing up files that no row names: what deleted saves and dead workers left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from sqlalchemy import Engine

from devket.core.clock import Clock
from devket.storage import Blobs, StoredKey
from devket.upkeep.named import NamedKeys

# A file is put before its row is committed, within minutes; a put of what is there makes it young.
SAFE_AGE = timedelta(hours=24)
AT_ONCE = 500  # files between two looks at the rows


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files were forgotten (or would be), and how many bytes."""

    files: int = 0
    bytes: int = 0


def sweep(
    engine: Engine,
    blobs: Blobs,
    *,
    clock: Clock,
    safe_age: timedelta = SAFE_AGE,
    is_rehearsal: bool = False,
) -> Swept:
    """Forget every file that is old and that no row names; return what was forgotten.

    The rows are looked at a second time shortly before: one may have come that names a file which
    was put in the meantime. The store looks at the file's time last of all.
    """
    before = clock() - safe_age
    swept = Swept()
    with NamedKeys(engine) as named:
        found = blobs.keys()
        waste = (file for file in found if file.stored_at < before and file.key not in named)
        while some := list(islice(waste, AT_ONCE)):
            for file in some if is_rehearsal else _still_waste(engine, some):
                if is_rehearsal or blobs.delete_older(file.key, before):
                    swept = Swept(swept.files + 1, swept.bytes + file.size)
    return swept


def _still_waste(engine: Engine, files: list[StoredKey]) -> Iterator[StoredKey]:
    with NamedKeys(engine) as named:
        yield from (file for file in files if file.key not in named)
