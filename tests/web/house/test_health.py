"""The probes that operators ask."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.support.client import AuditingClient
from tests.support.queries import queries


def test_a_living_process_says_so_without_the_database(nobody: AuditingClient) -> None:
    with queries() as seen:
        answer = nobody.get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok"}
    assert seen == []


@pytest.mark.usefixtures("fresh_probes")
def test_a_ready_process_has_asked_the_database(nobody: AuditingClient) -> None:
    with queries() as seen:
        answer = nobody.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {
        "status": "ok", "database": "ok", "migrations": "ok", "queue": "ok", "storage": "ok"
    }  # fmt: skip
    assert any("SELECT 1" in statement for statement in seen)


def test_each_test_begins_without_rows(session: Session) -> None:
    assert session.execute(text("SELECT count(*) FROM users")).scalar() == 0
