"""The sessions page, and what the server remembers of a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import UserSession
from devket.accounts.presenters import session_rows
from devket.core.clock import utcnow
from tests.support.client import AuditingClient
from tests.support.people import PASSWORD, Person
from tests.support.queries import queries
from tests.support.twins import HandClock, HandQueue

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def phone(alice: Person, new_client: Callable[[], AuditingClient]) -> AuditingClient:
    client = new_client()
    client.post(
        "/login",
        data={"login": "alice", "password": PASSWORD},
        headers={"User-Agent": PHONE},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )
    return client


def ids(html: str) -> list[str]:
    return re.findall(r'data-session-id="(\d+)"', html)


def test_the_page_lists_browsers_in_words(alice: Person, phone: AuditingClient) -> None:
    page = alice.client.get("/settings/sessions").text
    assert "Safari on iPhone" in page
    assert "192.0.2.7" in page
    assert page.count("This device") == 1
    assert page.index("This device") < page.index("Safari on iPhone"), "this one comes first"


def test_one_browser_is_logged_out(alice: Person, phone: AuditingClient) -> None:
    here, there = ids(alice.client.get("/settings/sessions").text)
    answer = alice.client.post(f"/settings/sessions/{there}/revoke")
    assert answer.status_code == 303
    assert ids(alice.client.get("/settings/sessions").text) == [here]
    assert phone.get("/saves").status_code == 302


def test_all_others_are_logged_out(alice: Person, bob: Person, phone: AuditingClient) -> None:
    assert alice.client.post("/settings/sessions/revoke-others").status_code == 303
    assert phone.get("/saves").status_code == 302
    assert alice.client.get("/saves").status_code == 200
    assert bob.client.get("/saves").status_code == 200


def test_carol_cannot_log_alice_out(alice: Person, carol: Person) -> None:
    (hers,) = ids(alice.client.get("/settings/sessions").text)
    assert carol.client.post(f"/settings/sessions/{hers}/revoke").status_code == 404
    assert carol.client.post("/settings/sessions/999999999999999999999/revoke").status_code == 404
    assert alice.client.get("/saves").status_code == 200


def test_log_out_ends_the_session_on_the_server(session: Session, alice: Person) -> None:
    assert alice.client.post("/logout").status_code == 303
    assert session.scalars(select(UserSession)).all() == []
    assert alice.client.get("/saves").status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visit_is_noted_every_ten_minutes(
    session: Session, alice: Person, clock: HandClock, method: str
) -> None:
    def visit() -> None:
        if method == "get":
            assert alice.client.get("/settings/profile").status_code == 200
        else:
            alice.client.post("/settings/appearance", data={"theme": "dark"})
        session.expire_all()

    row = session.scalars(select(UserSession)).one()
    first = row.last_seen_at
    visit()
    assert row.last_seen_at == first
    clock.advance(minutes=11)
    visit()
    assert row.last_seen_at >= first + timedelta(minutes=11)
    noted = row.last_seen_at
    visit()
    assert row.last_seen_at == noted


def test_a_session_left_alone_for_two_months_is_over(alice: Person, clock: HandClock) -> None:
    clock.advance(days=61)
    assert alice.client.get("/saves").status_code == 302


def test_the_sweep_forgets_expired_sessions(
    session: Session, alice: Person, clock: HandClock, queue: HandQueue
) -> None:
    session.commit()
    queue.sweep()
    assert len(session.scalars(select(UserSession)).all()) == 1
    session.commit()
    clock.advance(days=61)
    queue.sweep()
    assert session.scalars(select(UserSession)).all() == []


def test_knowing_who_asks_costs_one_query(alice: Person) -> None:
    with queries() as seen:
        alice.client.get("/settings/password")
    assert sum("user_sessions" in sql for sql in seen) == 1
    assert sum("FROM users" in sql for sql in seen) == 0


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, ("Safari", "iPhone")),
        (FIREFOX, ("Firefox", "Linux")),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", ("Edge", "Windows")),
        (
            "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36",
            ("Chrome", "Android"),
        ),
        ("curl/8.5.0", ("curl", "")),
        ("Mozilla/5.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_user_agent_is_told_in_words(agent: str, words: tuple[str, str]) -> None:
    now = utcnow()
    row = UserSession(
        id=1, token_hash="x", user_agent=agent, address="", last_seen_at=now, created_at=now
    )
    (shown,) = session_rows([row], token=None, now=now)
    assert (shown.browser, shown.system) == words
