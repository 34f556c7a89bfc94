"""Pairs of tokens: one that opens the API for an hour, one that fetches the next pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from devket.accounts import queries
from devket.accounts.models import Credential, Kind
from devket.accounts.services import credentials
from devket.core.clock import Clock
from devket.core.ids import hash_token

ACCESS = timedelta(hours=1)
REFRESH = timedelta(days=90)  # some apps hold nothing else, and may rest for weeks
KEPT = 500  # of one client: some apps ask with the password each time, and never use the other


@dataclass(frozen=True, slots=True)
class Pair:
    """Both tokens, as nobody but the client knows them."""

    access: str
    refresh: str


def issue(session: Session, client: Credential, *, clock: Clock) -> Pair:
    """Make a pair for the person whose client it is; flushes."""
    access, refresh = (
        credentials.issue(
            session,
            client.user_id,
            kind,
            clock=clock,
            label=client.label,
            parent_id=client.id,
            lifetime=lifetime,
        ).secret
        for kind, lifetime in ((Kind.WALLABAG_ACCESS, ACCESS), (Kind.WALLABAG_REFRESH, REFRESH))
    )
    _forget_old(session, client.id)
    return Pair(access, refresh)


def renew(session: Session, client: Credential, refresh: str, *, clock: Clock) -> Pair | None:
    """Change a refresh token for a new pair; None when it is none of this client, or was used."""
    kinds = (Kind.WALLABAG_REFRESH,)
    row = queries.shown_credential(session, hash_token(refresh), kinds, clock())
    if row is None or row.parent_id != client.id:
        return None
    # Of two that come with the same one, the second finds nothing to delete.
    used = delete(Credential).where(Credential.id == row.id).returning(Credential.id)
    if session.execute(used, execution_options={"synchronize_session": False}).first() is None:
        return None
    return issue(session, client, clock=clock)


def _forget_old(session: Session, client_id: int) -> None:
    of_client = (Credential.parent_id == client_id, Credential.kind == Kind.WALLABAG_REFRESH)
    old = select(Credential.id).where(*of_client).order_by(Credential.id.desc()).offset(KEPT)
    ids = session.scalars(old.limit(KEPT)).all()
    if ids:
        gone = delete(Credential).where(Credential.id.in_(ids))
        session.execute(gone, execution_options={"synchronize_session": False})
