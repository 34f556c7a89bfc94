"""Answering a request once, however often a program sends it: see docs/api/README.md."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from devket.api.models import Answer
from devket.core.clock import Clock
from devket.core.errors import InvalidError
from devket.core.ids import content_key
from devket.db import insert_into

LIFETIME = timedelta(hours=24)
_AT_ONCE = 5_000


def begin(session: Session, *, owner_id: int, key: str, asked: str, clock: Clock) -> Answer:
    """Return the row of this key: with the answer it was given, or with status 0 for a new one.

    `asked` is the hash of the request; `InvalidError` when the key came with another before. Of two
    at once the second waits for the first to end.
    """
    hashed, now = content_key(key.encode("utf-8", "surrogatepass")), clock()
    is_it = (Answer.owner_id == owner_id, Answer.key == hashed)
    session.execute(delete(Answer).where(*is_it, Answer.made_at <= now - LIFETIME))
    values = {"owner_id": owner_id, "key": hashed, "asked": asked, "made_at": now}
    new = insert_into(session, Answer).values(**values, status=0, body="", location="")
    session.execute(new.on_conflict_do_nothing())
    row = session.scalars(select(Answer).where(*is_it)).one()
    if row.asked != asked:
        raise InvalidError("This Idempotency-Key came with another request before. Make a new one.")
    return row


def keep(session: Session, row: Answer, *, status: int, body: str, location: str) -> None:
    """Keep what the request was answered, in the transaction of what it did."""
    row.status, row.body, row.location = status, body, location
    session.flush()


def forget(session: Session, *, now: datetime) -> None:
    """Forget what nobody may ask for again."""
    old = select(Answer.owner_id, Answer.key).where(Answer.made_at <= now - LIFETIME)
    for owner_id, key in session.execute(old.limit(_AT_ONCE)).all():
        session.execute(delete(Answer).where(Answer.owner_id == owner_id, Answer.key == key))
