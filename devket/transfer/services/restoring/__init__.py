"""A whole Devket zip brought into an account: what is there already is merged, nothing is lost.

Idempotent: the same file a second time changes nothing, so one that was cut off is begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.storage import Blobs
from devket.transfer.formats import Refused, Source
from devket.transfer.formats import devket_zip as layout
from devket.transfer.services.names import files_of
from devket.transfer.services.restoring import account, posts, saves
from devket.transfer.services.restoring.contents import contents_of
from devket.transfer.services.restoring.files import Files
from devket.transfer.services.restoring.told import (
    Bring,
    Came,
    Note,
    Place,
    Restored,
    Told,
    Transact,
    as_it_reads,
)

__all__ = ["PARTS", "Came", "Restored", "Told", "contents_of", "restore"]
AT_ONCE = 50
# What goes into one transaction each, in this order: later parts point at earlier ones.
PARTS: dict[str, Bring] = {
    layout.TAGS: account.bring_tags,
    layout.SAVES: saves.bring_saves,
    layout.SEARCHES: account.bring_searches,
    layout.FOLLOWS: account.bring_follows,
    layout.POSTS: posts.bring_posts,
    layout.COMMENTS: posts.bring_comments,
}


def _nobody(_done: int) -> None:
    return


def _nowhere(_session: Session, _lines: object) -> None:
    return


def restore(
    transact: Transact,
    source: Source,
    owner_id: int,
    *,
    blobs: Blobs,
    clock: Clock,
    start: int = 0,
    note: Note = _nowhere,
    tell: Callable[[int], object] = _nobody,
) -> Restored:
    """Bring a Devket zip into an account, in batches of one transaction each.

    `transact` gives a session and commits it at the end (`devket.db.transaction`). The first
    `start` lines are passed over. `note` is called within each transaction with the lines that
    came; what it raises undoes them and ends it all. `tell` is told how many lines are done.
    `UnreadableError`, before anything is written, for a file that is damaged or of a newer Devket.
    """
    file = layout.DevketZip(source)
    file.check()
    person = file.account
    files = Files(file, blobs)
    going = _Going(transact, Place(owner_id, files, clock, str(person.get("handle", ""))), note)
    files.keep(files_of(person))
    with transact() as session:
        account.bring_person(session, going.place, person)
    done = start
    for part, batch in file.batches(PARTS, start=start, most=AT_ONCE):
        going.bring(part, batch)
        done += len(batch)
        tell(done)
    return going.restored


@dataclass(frozen=True, slots=True)
class _Going:
    """A restore under way."""

    transact: Transact
    place: Place
    note: Note
    restored: Restored = field(default_factory=Restored)

    def bring(self, part: str, batch: Sequence[layout.Line]) -> None:
        """Bring some lines of a part, and have them noted."""
        rows = [row for row in batch if not isinstance(row, Refused)]
        for row in rows:
            self.place.files.keep(files_of(row))  # files before the rows that name them
        with self.transact() as session:
            results = iter(PARTS[part](session, self.place, rows))
            told = [
                Told(part, row.raw, row)
                if isinstance(row, Refused)
                else Told(part, as_it_reads(part, row), next(results))
                for row in batch
            ]
            self.note(session, told)
        self.restored.add(told)
