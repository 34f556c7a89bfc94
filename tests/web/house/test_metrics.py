"""`/metrics`: what it tells, to whom, and that it counts within bounds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from devket.library.models import Save
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.twins import HandClock


@pytest.fixture(autouse=True)
def _fresh(app: Flask) -> None:
    app.extensions["devket.metrics"]._until = 0.0


def number(text: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found.group(1)) if found else 0.0


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.1", {}, 404),
        ("", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),  # a proxy that nobody named
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 404),
        ("", {"X-Forwarded-For": "127.0.0.1"}, 200),  # our own nginx, asked from here
        ("", {"X-Forwarded-For": "192.0.2.1"}, 404),
    ],
)
def test_only_this_machine_may_read_them(
    nobody: AuditingClient, peer: str, headers: dict[str, str], status: int
) -> None:
    nobody.is_auditing = status == 404
    answer = nobody.get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": peer})
    assert answer.status_code == status


def test_requests_are_counted_under_names_that_are_bounded(nobody: AuditingClient) -> None:
    nobody.is_auditing = False
    name = 'devket_requests_total{endpoint="none",method="GET",status="4xx"}'
    before = number(nobody.get("/metrics").text, name)
    for path in ("/no/such", "/nor/this"):
        nobody.get(path)
    nobody.open("/healthz", method="BREW")
    text = nobody.get("/metrics").text
    assert number(text, name) == before + 2
    assert "BREW" not in text
    assert "/no/such" not in text
    assert number(text, "devket_requests_in_progress") == 1


def test_what_is_owed_and_kept_is_told(
    alice: Person, nobody: AuditingClient, session: Session, clock: HandClock
) -> None:
    save: Save = make_save(session, alice.user_id)
    save.capture_due_at = clock() - timedelta(minutes=7)
    session.commit()
    nobody.is_auditing = False
    text = nobody.get("/metrics").text
    assert number(text, "devket_database_up") == 1
    assert number(text, "devket_captures_overdue") == 1
    assert number(text, "devket_captures_overdue_seconds") == pytest.approx(420, abs=20)
    assert number(text, f'devket_saves{{state="{save.state.value}"}}') == 1
    assert "devket_build_info{" in text
    assert number(text, 'devket_db_connections{state="open"}') >= 1


def test_counting_costs_a_request_next_to_nothing(app: Flask, nobody: AuditingClient) -> None:
    hooks: list[Callable[[], object]] = [
        hook for hook in app.before_request_funcs[None] if "instruments" in hook.__module__
    ]
    after = [f for f in app.after_request_funcs[None] if "instruments" in f.__module__]
    with app.test_request_context("/healthz"):
        response = app.response_class()
        begun = time.process_time()
        for _ in range(1000):
            hooks[0]()
            after[0](response)
        assert time.process_time() - begun < 0.1  # seconds: 0.1 ms each
