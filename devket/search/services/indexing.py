"""Keeping the index in step with the saves, in the transaction that changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import event
from sqlalchemy.orm import Session

from devket.library.services.changing import take_changed
from devket.search import queries
from devket.search.language.document import document_of
from devket.search.services import keeping

BATCH = 50
Tell = Callable[[int], object]


def index_saves(session: Session, save_ids: Iterable[int]) -> int:
    """Put what can be found of these saves into the index; take those out that are no more.

    Return how many are in it now.
    """
    ids = sorted(set(save_ids))
    done = 0
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        documents = [document_of(source) for source in queries.sources_of(session, some)]
        keeping.put(session, documents)
        there = {one.save_id for one in documents}
        forget(session, [id_ for id_ in some if id_ not in there])
        done += len(documents)
    return done


def forget(session: Session, save_ids: Iterable[int]) -> None:
    """Take these saves out of the index."""
    ids = list(save_ids)
    if ids:
        keeping.take_out(session, ids)


def index_missing(session: Session, *, limit: int) -> int:
    """Put saves into the index that are not in it, and take out what went; return how many.

    After a restore, or the migration that made the index.
    """
    gone = keeping.clear_away(session, limit=limit)
    return gone + index_saves(session, queries.missing(session, limit=limit))


@event.listens_for(Session, "before_commit")
def _index_changed(session: Session) -> None:
    """Index what was noted as changed, so that it is found from the moment it is there."""
    if session.in_nested_transaction():
        return
    session.flush()
    noted = take_changed(session)
    if noted:
        index_saves(session, noted)
