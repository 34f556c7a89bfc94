"""Clients of a person: an id and a secret that an app is set up with. They open nothing alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from sqlalchemy.orm import Session

from devket.accounts import queries
from devket.accounts.models import Credential, Kind
from devket.accounts.services import credentials
from devket.core.clock import Clock
from devket.core.errors import NotFoundError
from devket.core.ids import hash_token, new_token

_RANDOM = 16  # letters of an id


@dataclass(frozen=True, slots=True)
class Client:
    """One app as its person sets it up. `number` is the id of its row."""

    number: int
    name: str
    client_id: str
    secret: str
    created_at: datetime
    last_used_at: datetime | None


def make(session: Session, user_id: int, name: str, *, clock: Clock) -> Client:
    """Make a client; flushes. `ConflictError` when the person has too many."""
    random = new_token()[:_RANDOM].replace("_", "-")
    made = credentials.issue(session, user_id, Kind.WALLABAG_CLIENT, clock=clock, label=name)
    made.row.shown = f"{random} {made.secret}"
    session.flush()
    return _told(made.row)


def held(session: Session, user_id: int, now: datetime) -> Sequence[Client]:
    """Return the clients of a person, the oldest first."""
    rows = queries.held_credentials(session, user_id, (Kind.WALLABAG_CLIENT,), now)
    return [_told(row) for row in reversed(rows)]


def known(session: Session, client_id: str, secret: str, now: datetime) -> Credential | None:
    """Return the row of the client with this id and this secret, None for any other pair."""
    if not secret:
        return None
    kinds = (Kind.WALLABAG_CLIENT,)
    row = queries.shown_credential(session, hash_token(secret), kinds, now)
    if row is None or not compare_digest(_told(row).client_id.encode(), client_id.encode()):
        return None
    return row


def revoke(session: Session, user_id: int, number: int, *, now: datetime) -> None:
    """Take a client back with all that was issued to it; `NotFoundError` when it is not theirs."""
    if all(client.number != number for client in held(session, user_id, now)):
        raise NotFoundError
    credentials.revoke(session, user_id, number)


def _told(row: Credential) -> Client:
    random, _, secret = row.shown.partition(" ")
    number = row.id
    return Client(number, row.label, f"{number}_{random}", secret, row.created_at, row.last_used_at)
