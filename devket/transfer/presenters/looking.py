"""What all exports have in common: who asks for which saves, and sessions for one page each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from devket.db import db, read_only
from devket.storage import Blobs
from devket.transfer.queries import chosen
from devket.transfer.queries.chosen import Choice
from devket.transfer.queries.kept import Kept, kept_of


def _nobody(_done: int) -> None:
    return


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One export as it is being written. `tell` is called with how many saves are written."""

    owner_id: int
    made_at: datetime
    blobs: Blobs
    choice: Choice = field(default_factory=Choice)
    base_url: str = ""
    tell: Callable[[int], None] = _nobody


@contextmanager
def looking() -> Iterator[Session]:
    """Give a session for one page of rows: whoever takes the file may take their time."""
    with read_only(), db.session.session_factory() as session:
        yield session


def pages(wanted: Wanted) -> Iterator[Sequence[int]]:
    """Yield the ids of the chosen saves, newest first."""
    after: str | None = None
    done = 0
    while True:
        with looking() as session:
            ids, after = chosen.page(
                session, wanted.owner_id, wanted.choice, after=after, now=wanted.made_at
            )
        if ids:
            yield ids
        done += len(ids)
        wanted.tell(done)
        if after is None:
            return


def batches(wanted: Wanted) -> Iterator[list[Kept]]:
    """Yield the chosen saves without their text; each batch is good until the next is asked for."""
    for ids in pages(wanted):
        with looking() as session:
            yield kept_of(session, wanted.owner_id, ids)
