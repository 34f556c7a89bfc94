"""Making the index anew, a batch at a time, so that it can be broken off and gone on with."""

from __future__ import annotations

from sqlalchemy.orm import Session

from devket.search import queries
from devket.search.services import keeping
from devket.search.services.indexing import index_saves

BATCH = 200


def rebuild(session: Session, *, below: int | None, size: int = BATCH) -> tuple[int | None, int]:
    """Index the newest saves below an id that are not in the index, at most so many.

    Return the last id and how many there were: none when all are done.
    """
    ids = queries.missing(session, limit=size, below=below)
    index_saves(session, ids)
    return (ids[-1], len(ids)) if ids else (below, 0)


def begin(session: Session) -> None:
    """Take everything out of the index, before it is made anew."""
    keeping.empty(session)
    keeping.hurry(session, on=True)


def end(session: Session) -> None:
    """Put the index in order after it was made anew."""
    keeping.hurry(session, on=False)
