"""What people are told while database or queue are away: a page of ours, never a bare 500."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from devket.db import db
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.twins import HandQueue


@pytest.fixture
def handling(app: Flask) -> Iterator[None]:
    """Let errors be answered as in earnest: a testing app hands the late ones to the test."""
    app.testing = False
    yield
    app.testing = True


@pytest.fixture
def outage(app: Flask, alice: Person, handling: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection to the database from here on."""

    def refuse() -> NoReturn:
        raise OperationalError("SELECT 1", {}, OSError("connection refused"))

    with app.app_context():
        monkeypatch.setattr(db.engine.pool, "connect", refuse)


@pytest.mark.usefixtures("outage")
@pytest.mark.parametrize("path", ["/saves", "/", "/no/such/page", "/saves/1", "/login"])
def test_every_page_of_a_person_says_that_a_part_is_away(alice: Person, path: str) -> None:
    answer = alice.client.get(path, headers={"Accept-Language": "ko"})
    assert answer.status_code == 503
    assert '<html lang="ko"' in answer.text
    assert alice.client.htmx.get(path).status_code == 503
    as_json = alice.client.get(path, headers={"Accept": "application/json"})
    assert (as_json.status_code, as_json.mimetype) == (503, "application/json")


@pytest.mark.usefixtures("fresh_probes", "outage")
def test_the_probes_tell_life_from_readiness(nobody: AuditingClient) -> None:
    assert nobody.get("/healthz").status_code == 200
    answer = nobody.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json or {})["database"] == "does not answer"


@pytest.mark.usefixtures("handling")
def test_a_commit_that_fails_is_told_and_nothing_is_kept(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_session: Session) -> NoReturn:
        raise OperationalError("COMMIT", {}, OSError("disk full"))

    with monkeypatch.context() as patch:
        patch.setattr(Session, "commit", refuse)
        assert alice.client.post("/save", data={"url": "https://a.example"}).status_code == 503
    assert "a.example" not in alice.client.get("/saves").text


def test_a_queue_that_is_away_costs_no_save(
    alice: Person, queue: HandQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_task: object) -> NoReturn:
        raise OSError("no queue")

    with monkeypatch.context() as patch:
        patch.setattr(queue.huey, "enqueue", refuse)
        assert alice.client.post("/save", data={"url": "https://a.example"}).status_code == 303
    assert "a.example" in alice.client.get("/saves").text
