"""Counting tries, for all processes at once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from devket.accounts.models import ThrottleCounter
from devket.accounts.services import throttle
from devket.accounts.services.throttle import Rule, count, forgive, network_of, take_back
from devket.core.clock import utcnow
from devket.db import transaction

RULE = Rule("test", 3, timedelta(minutes=15))


def test_a_fourth_try_is_refused_with_its_wait(session: Session) -> None:
    for _ in range(3):
        assert count(session, (RULE, "dora"), clock=utcnow) is None
    refused = count(session, (RULE, "dora"), clock=utcnow)
    assert refused is not None
    assert 0 < refused.retry_after <= 15 * 60
    assert count(session, (RULE, "eve"), clock=utcnow) is None


def test_a_window_ends(session: Session) -> None:
    for _ in range(5):
        count(session, (RULE, "dora"), clock=utcnow)
    later = utcnow() + RULE.window
    assert count(session, (RULE, "dora"), clock=lambda: later) is None
    assert count(session, (RULE, "dora"), clock=lambda: later) is None


def test_all_keys_are_counted_even_when_one_refuses(session: Session) -> None:
    for _ in range(4):
        count(session, (RULE, "dora"), clock=utcnow)
    for _ in range(3):
        count(session, (RULE, "dora"), (RULE, "network"), clock=utcnow)
    assert count(session, (RULE, "network"), clock=utcnow) is not None


def test_an_account_is_forgiven_and_a_client_gets_one_try_back(session: Session) -> None:
    for _ in range(3):
        count(session, (RULE, "dora"), (RULE, "network"), clock=utcnow)
    forgive(session, RULE, "dora")
    take_back(session, RULE, "network")
    assert count(session, (RULE, "dora"), clock=utcnow) is None
    assert count(session, (RULE, "network"), clock=utcnow) is None
    assert count(session, (RULE, "network"), clock=utcnow) is not None


def test_tries_at_the_same_moment_are_all_counted(app: Flask) -> None:
    start = threading.Barrier(4)

    def hammer() -> None:
        with app.app_context():
            start.wait(10)
            for _ in range(5):
                with transaction() as session:
                    count(session, (RULE, "dora"), clock=utcnow)

    hands = [threading.Thread(target=hammer) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)
    with app.app_context(), transaction() as session:
        assert session.query(ThrottleCounter).one().count == 20


def test_what_was_typed_is_not_stored(session: Session) -> None:
    count(session, (throttle.LOGIN_ACCOUNT, "typed my-secret-password"), clock=utcnow)
    assert "secret" not in session.query(ThrottleCounter).one().key


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_one_client_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network
