"""Sessions that the server can take back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from devket.accounts import policies, queries
from devket.accounts.models import User, UserSession
from devket.accounts.services import browsers
from devket.accounts.services.expiring import forget_expired
from devket.core.clock import utcnow
from devket.core.errors import NotFoundError
from devket.core.ids import hash_token
from tests.factories.accounts import make_user
from tests.support.queries import queries as counted

BROWSER = browsers.Browser("Firefox", "192.0.2.7")


@pytest.fixture
def dora(session: Session) -> User:
    return make_user(session)


def start(session: Session, user: User, replaces: str | None = None) -> str:
    return browsers.start_session(session, user, browser=BROWSER, clock=utcnow, replaces=replaces)


def is_in(session: Session, token: str, now: datetime | None = None) -> bool:
    return queries.signed_in(session, hash_token(token), now or utcnow()) is not None


def test_only_the_hash_of_a_token_is_stored(session: Session, dora: User) -> None:
    token = start(session, dora)
    row = queries.signed_in(session, hash_token(token), utcnow())
    assert row is not None
    assert token not in (row.token_hash, row.user_agent)
    assert row.user is dora


def test_a_session_and_its_person_are_one_query(session: Session, dora: User) -> None:
    token, handle = start(session, dora), dora.handle
    session.commit()
    session.expunge_all()
    with counted() as seen:
        row = queries.signed_in(session, hash_token(token), utcnow())
        assert row is not None
        assert row.user.handle == handle
    assert len(seen) == 1


def test_a_log_in_ends_the_session_that_the_browser_had(session: Session, dora: User) -> None:
    old = start(session, dora)
    new = start(session, dora, replaces=old)
    assert old != new
    assert not is_in(session, old)
    assert is_in(session, new)


def test_an_unused_session_dies_and_a_used_one_lives(session: Session, dora: User) -> None:
    token = start(session, dora)
    late = utcnow() + timedelta(days=59)
    row = queries.signed_in(session, hash_token(token), late)
    assert row is not None
    assert not is_in(session, token, utcnow() + timedelta(days=61))
    browsers.see(session, row, browser=BROWSER, clock=lambda: late)
    session.expire_all()
    assert is_in(session, token, utcnow() + timedelta(days=61))


def test_no_session_outlives_a_year(session: Session, dora: User) -> None:
    token = start(session, dora)
    row = queries.signed_in(session, hash_token(token), utcnow())
    assert row is not None
    browsers.see(session, row, browser=BROWSER, clock=lambda: utcnow() + timedelta(days=364))
    session.expire_all()
    assert not is_in(session, token, utcnow() + timedelta(days=366))


def test_a_visit_is_noted_at_most_every_ten_minutes(session: Session, dora: User) -> None:
    start(session, dora)
    row = queries.sessions(session, dora.id, utcnow())[0]
    assert not browsers.is_due_to_be_seen(row, row.last_seen_at + timedelta(minutes=9))
    assert browsers.is_due_to_be_seen(row, row.last_seen_at + timedelta(minutes=10))


def test_nobody_revokes_the_session_of_another(session: Session, dora: User) -> None:
    eve = make_user(session)
    token = start(session, dora)
    row = queries.sessions(session, dora.id, utcnow())[0]
    with pytest.raises(NotFoundError):
        browsers.revoke_session(session, eve.id, row.id)
    assert is_in(session, token)
    browsers.revoke_session(session, dora.id, row.id)
    assert not is_in(session, token)


def test_all_others_are_revoked_and_nobody_elses(session: Session, dora: User) -> None:
    eve = make_user(session)
    here, there, hers = start(session, dora), start(session, dora), start(session, eve)
    assert browsers.revoke_others(session, dora.id, keep=here) == 1
    assert [is_in(session, token) for token in (here, there, hers)] == [True, False, True]


def test_both_forms_of_the_rule_agree(session: Session, dora: User) -> None:
    token = start(session, dora)
    row = session.query(UserSession).one()
    for now in (utcnow(), row.expires_at - timedelta(seconds=1), row.expires_at):
        assert policies.is_live(row, now) == is_in(session, token, now)


def test_what_has_expired_is_forgotten(session: Session, dora: User) -> None:
    start(session, dora)
    forget_expired(session, utcnow())
    assert session.query(UserSession).count() == 1
    forget_expired(session, utcnow() + browsers.IDLE)
    assert session.query(UserSession).count() == 0


def test_an_endless_user_agent_is_cut(session: Session, dora: User) -> None:
    browser = browsers.Browser("x\x00\ud800" * 900, "y" * 200)
    browsers.start_session(session, dora, browser=browser, clock=utcnow)
    row = queries.sessions(session, dora.id, utcnow())[0]
    assert len(row.user_agent) == 200
    assert "\x00" not in row.user_agent
