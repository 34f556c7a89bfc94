"""A whole Devket zip brought into an account: what is there already is merged, nothing is lost.

Idempotent: the same file a second time changes nothing, so one that was cut off is begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeVar

from devket.core.clock import Clock
from devket.storage import Blobs
from devket.transfer.formats import Refused, Source
from devket.transfer.formats import devket_zip as layout
from devket.transfer.services.names import files_of
from devket.transfer.services.restoring import account, posts, saves
from devket.transfer.services.restoring.files import Files
from devket.transfer.services.restoring.told import Bring, Place, Restored, Transact

__all__ = ["Restored", "restore"]
AT_ONCE = 50
T = TypeVar("T")
# What goes into one transaction each, in this order: later parts point at earlier ones.
_PARTS: tuple[tuple[str, Bring], ...] = (
    (layout.TAGS, account.bring_tags),
    (layout.SAVES, saves.bring_saves),
    (layout.SEARCHES, account.bring_searches),
    (layout.FOLLOWS, account.bring_follows),
    (layout.POSTS, posts.bring_posts),
    (layout.COMMENTS, posts.bring_comments),
)


def _nobody(_done: int) -> None:
    return


def restore(
    transact: Transact,
    source: Source,
    owner_id: int,
    *,
    blobs: Blobs,
    clock: Clock,
    tell: Callable[[int], None] = _nobody,
) -> Restored:
    """Bring a Devket zip into an account, in batches of one transaction each.

    `transact` gives a session and commits it at the end (`devket.db.transaction`); `tell` is told
    how many saves are done. `UnreadableError`, before anything is written, for a file that is
    damaged or of a newer Devket.
    """
    restored = Restored()
    with layout.DevketZip(source) as file:
        file.check()
        person = file.account
        files = Files(file, blobs)
        place = Place(owner_id, files, clock, str(person.get("handle", "")))
        files.keep(files_of(person))
        with transact() as session:
            account.bring_person(session, place, person)
        for part, bring in _PARTS:
            done = 0
            for batch in _batches(file.lines(part)):
                _bring(transact, batch, (part, bring), place, restored)
                done += len(batch)
                if part == layout.SAVES:
                    tell(done)
    return restored


def _bring(
    transact: Transact,
    batch: list[dict[str, Any] | Refused],
    how: tuple[str, Bring],
    place: Place,
    restored: Restored,
) -> None:
    part, bring = how
    rows = [row for row in batch if not isinstance(row, Refused)]
    for row in rows:
        place.files.keep(files_of(row))  # files before the rows that name them
    with transact() as session:
        results = bring(session, place, rows)
    restored.add(part, [*(row for row in batch if isinstance(row, Refused)), *results])


def _batches(rows: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch
