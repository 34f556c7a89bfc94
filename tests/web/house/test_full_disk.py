"""A full disk: told calmly, nothing half kept, well again when there is room."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import NoReturn

import pytest
from flask import Flask
from sqlalchemy import text

from devket.core.clock import monotonic, sleep
from devket.db import db
from devket.web import checks
from tests.support.people import Person


@pytest.fixture
def handling(app: Flask) -> Iterator[None]:
    """Let errors be answered as in earnest."""
    app.testing = False
    yield
    app.testing = True


def limit(app: Flask, pages: int) -> None:
    """Let SQLite's file grow to so many pages and no further, on every pooled connection."""
    with app.app_context():
        db.engine.dispose()
        with db.engine.connect() as connection:
            now = int(connection.scalar(text("PRAGMA page_count")) or 0)
            connection.exec_driver_sql(f"PRAGMA max_page_count={now + pages}")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("handling")
def test_a_database_without_room_refuses_calmly_and_loses_nothing(
    app: Flask, alice: Person
) -> None:
    limit(app, 0)
    answers = []
    for number in range(200):
        url = f"https://a.example/{number}/{'x' * 2000}"
        answers.append(alice.client.post("/save", data={"url": url}).status_code)
        if answers[-1] != 303:
            break
    assert answers[-1] == 503
    limit(app, 1_000_000)
    with app.app_context():
        kept = db.session.scalar(text("SELECT count(*) FROM saves"))
    assert kept == len(answers) - 1
    again = alice.client.post("/save", data={"url": "https://a.example/again"})
    assert again.status_code == 303


@pytest.mark.usefixtures("handling")
def test_files_without_room_are_told_as_a_part_that_is_away(
    app: Flask, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(app.view_functions, "library.index", refuse)
    assert alice.client.get("/").status_code == 503


def test_a_part_that_hangs_is_told_in_time_and_asked_but_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def hang() -> str:
        asked.append(1)
        sleep(1.5)
        return "at last"

    monkeypatch.setitem(checks.CHECKS, "storage", hang)
    begun = monotonic()
    for _ in range(3):
        found = checks.look(app, ("database", "storage"), seconds=0.2)
        assert found["storage"].word == "is too slow"
        assert found["database"].is_well
    assert monotonic() - begun < 1.4
    assert asked == [1]


def test_whatever_breaks_in_a_part_is_told_in_a_word(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> NoReturn:
        raise ZeroDivisionError("secret://key@host\nmore")

    monkeypatch.setitem(checks.CHECKS, "queue", fail)
    found = checks.look(app, ("queue",))["queue"]
    assert found.word == "does not answer"
    assert found.told == "secret://key@host"
