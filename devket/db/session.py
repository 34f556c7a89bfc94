"""The session of a request, transactions outside requests, and what must wait for the commit.

The only module, with `devket.web.transactions`, that commits.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.orm import Session

from devket.db.base import Base
from devket.db.engines import READ_ONLY

log = logging.getLogger(__name__)
db = SQLAlchemy(metadata=Base.metadata)
_WAITING = "run after commit"


@contextmanager
def read_only() -> Iterator[None]:
    """Let transactions that begin inside take no write lock (SQLite)."""
    token = READ_ONLY.set(True)
    try:
        yield
    finally:
        READ_ONLY.reset(token)


@contextmanager
def transaction() -> Iterator[Session]:
    """Give a session of its own and commit at the end; roll back when the block raises.

    For jobs, commands, and the few writes that must outlive a refused request (counting log-ins).
    """
    token = READ_ONLY.set(False)
    try:
        with db.session.session_factory() as session:
            yield session
            session.commit()
    finally:
        READ_ONLY.reset(token)


def run_after_commit(session: Session, act: Callable[[], object]) -> None:
    """Call `act` once this session's transaction has committed, never when it is rolled back.

    An act that fails is logged and no more: what was promised is in the database by then.
    """
    session.info.setdefault(_WAITING, []).append(act)


@event.listens_for(Session, "after_commit")
def _run_waiting(session: Session) -> None:
    if session.in_nested_transaction():  # told for savepoints, too, which are no promise yet
        return
    for act in session.info.pop(_WAITING, ()):
        try:
            act()
        except Exception:  # the commit stands; the sweep sends what a broken queue did not take
            log.exception("what was to follow a commit failed")


@event.listens_for(Session, "after_rollback")
def _forget_waiting(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_WAITING, None)
