"""Measuring, in the background, how much of the storage each person's files take."""

from __future__ import annotations

from devket.admin.models import FileKind
from devket.admin.queries import files
from devket.admin.services import note_use
from devket.db import transaction
from devket.jobs import job
from devket.storage import Blobs
from devket.web.parts import parts

# Half a hash tells files of one library apart and takes half the room in memory.
_TELLING = 16  # hex digits


@job()
def measure_storage() -> None:
    """Measure everybody's files anew. Run twice it writes the same."""
    at_hand = parts()
    with transaction() as session:
        owners = files.owners(session)
    for owner_id in owners:
        use = _measure(at_hand.blobs, owner_id)
        with transaction() as session:
            note_use(session, owner_id, use, clock=at_hand.clock)


def _measure(blobs: Blobs, owner_id: int) -> dict[FileKind, tuple[int, int]]:
    """Return files and bytes of a person by kind, each file counted once.

    The store is asked outside of any transaction: it may be slow, and SQLite has one writer.
    """
    use = dict.fromkeys(FileKind, (0, 0))
    seen: set[int] = set()
    after = 0
    while True:
        with transaction() as session:
            batch = files.saves_after(session, owner_id, after)
            named = list(files.files_of(session, batch)) if batch else []
        if not batch:
            return use
        after = batch[-1]
        for kind, key in named:
            mark = int(key[:_TELLING], 16)
            stat = None if mark in seen else blobs.stat(key)
            seen.add(mark)
            if stat is not None:
                count, size = use[kind]
                use[kind] = (count + 1, size + stat.size)
