"""What programs hold for a person: issued once, kept as a hash, revoked with what hangs on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts import policies, queries
from devket.accounts.models import Credential, Kind, User
from devket.accounts.services import credentials
from devket.accounts.services.credentials import Issued
from devket.accounts.services.expiring import forget_expired
from devket.core.clock import utcnow
from devket.core.errors import ConflictError, NotFoundError
from devket.core.ids import hash_token
from tests.factories.accounts import make_user

HOUR = timedelta(hours=1)


@pytest.fixture
def dora(session: Session) -> User:
    return make_user(session)


def issue(session: Session, user: User, kind: Kind = Kind.API, **more: Any) -> Issued:
    return credentials.issue(session, user.id, kind, clock=utcnow, **more)


def shown(session: Session, secret: str, *kinds: Kind) -> Credential | None:
    return queries.shown_credential(session, hash_token(secret), kinds or (Kind.API,), utcnow())


def test_only_the_hash_of_a_secret_is_stored(session: Session, dora: User) -> None:
    made = issue(session, dora, label=" The  phone\n", scopes="saves:read")
    row = shown(session, made.secret)
    assert row is not None
    assert (row.user.id, row.label, row.scopes) == (dora.id, "The phone", "saves:read")
    held = {column.name: getattr(row, column.name) for column in Credential.__table__.columns}
    assert made.secret not in str(held)


def test_a_credential_opens_the_doors_of_its_kind_alone(session: Session, dora: User) -> None:
    secret = issue(session, dora, Kind.LINKDING).secret
    assert shown(session, secret, Kind.API, Kind.WALLABAG_ACCESS) is None
    assert shown(session, secret, Kind.API, Kind.LINKDING) is not None


def test_the_expired_and_those_of_the_frozen_open_nothing(session: Session, dora: User) -> None:
    short, long = issue(session, dora, lifetime=HOUR), issue(session, dora)
    now = utcnow()
    for at, is_open in ((now + HOUR / 2, True), (now + 2 * HOUR, False)):
        key, kinds = hash_token(short.secret), (Kind.API,)
        assert (queries.shown_credential(session, key, kinds, at) is not None) is is_open
        assert policies.is_valid(short.row, at) is is_open
    forget_expired(session, now + 2 * HOUR)
    assert session.scalars(select(Credential.id)).all() == [long.row.id]
    dora.frozen_at = now
    session.flush()
    assert shown(session, long.secret) is None


def test_what_was_issued_to_a_client_goes_with_it(session: Session, dora: User) -> None:
    client = issue(session, dora, Kind.WALLABAG_CLIENT)
    token = issue(session, dora, Kind.WALLABAG_ACCESS, parent_id=client.row.id)
    credentials.revoke(session, dora.id, client.row.id)
    assert shown(session, token.secret, Kind.WALLABAG_ACCESS) is None


def test_one_takes_back_only_ones_own(session: Session, dora: User) -> None:
    made, other = issue(session, dora), make_user(session)
    with pytest.raises(NotFoundError):
        credentials.revoke(session, other.id, made.row.id)
    assert shown(session, made.secret) is not None
    credentials.revoke(session, dora.id, made.row.id)
    assert shown(session, made.secret) is None


def test_too_many_are_refused_but_programs_go_on(
    session: Session, dora: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credentials, "MOST", 2)
    for _ in range(2):
        issue(session, dora)
    with pytest.raises(ConflictError, match="too many"):
        issue(session, dora)
    for _ in range(3):
        issue(session, dora, Kind.WALLABAG_ACCESS)
    held = queries.held_credentials(session, dora.id, (Kind.API, Kind.WALLABAG_ACCESS), utcnow())
    assert len(held) == 5
    assert [one.id for one in held] == sorted((one.id for one in held), reverse=True)
