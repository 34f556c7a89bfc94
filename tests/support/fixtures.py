"""Fixtures around the app, on both databases: twins, sessions, people.

A folder of tests takes them in its conftest.py; unit tests do without the app and its weight.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from flask import Flask, has_app_context
from sqlalchemy.orm import Session

from devket.app import create_app
from devket.db import db
from devket.settings import Settings
from devket.storage import MemoryBlobs
from devket.web.parts import Parts, install, parts
from tests.support.client import AuditingClient
from tests.support.databases import KINDS, SQLITE, Databases, empty, hurry, migrate
from tests.support.folder import run_folder
from tests.support.people import Person, person
from tests.support.twins import HandClock, HandQueue, LetterBox, Pages

MakeSettings = Callable[..., Settings]
T = TypeVar("T")


@pytest.fixture(scope="session")
def databases() -> Databases:
    """Hand out new, empty databases of either kind."""
    return Databases(run_folder(), os.environ.get("PYTEST_XDIST_WORKER", "main"))


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Run the test once for each kind of database."""
    return str(request.param)


@pytest.fixture
def database_url(app: Flask) -> str:
    """Return the URL of the app's database: migrated, without rows."""
    return str(app.config["SQLALCHEMY_DATABASE_URI"])


@pytest.fixture(scope="session")
def make_settings(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> MakeSettings:
    """Make settings: cheap passwords, a folder of its own; the rest as given or by default."""

    def make(database_url: str = "", **changes: Any) -> Settings:
        given = {
            "data": tmp_path_factory.mktemp("data"),
            "database_url": database_url or databases.fresh(SQLITE),
            "secret_key": "a key for tests only",
            "base_url": "http://localhost",
            "log_level": "WARNING",
            "password_cost": 1,
        }
        return Settings(**{**given, **changes})

    return make


@pytest.fixture(scope="session")
def apps() -> Iterator[dict[str, tuple[Flask, Parts]]]:
    made: dict[str, tuple[Flask, Parts]] = {}
    yield made
    for _app, real in made.values():
        real.sandbox.close()
        real.queue.close()


@pytest.fixture
def settings(
    database_kind: str,
    databases: Databases,
    make_settings: MakeSettings,
    apps: dict[str, tuple[Flask, Parts]],
) -> Settings:
    """Return the settings of the app under test."""
    if database_kind not in apps:
        config = make_settings(databases.fresh(database_kind))
        app = create_app(config)
        app.testing = True
        app.config["DEVKET_SETTINGS"] = config
        hurry(app)
        migrate(app)
        apps[database_kind] = (app, _parts_of(app))
    found: Settings = apps[database_kind][0].config["DEVKET_SETTINGS"]
    return found


@pytest.fixture
def app(settings: Settings, database_kind: str, apps: dict[str, tuple[Flask, Parts]]) -> Flask:
    """Return the app on an empty database, with twins for everything outside of it.

    One app serves all tests of a kind of database, for making one costs more than most tests.
    """
    app, real = apps[database_kind]
    empty(settings.database_url)
    fresh = replace(
        real,
        blobs=MemoryBlobs(),
        clock=HandClock(),
        fetch=Pages(),
        mailer=LetterBox(),
        queue=HandQueue(app, settle=_commit_tests_session),
    )
    install(app, fresh)
    return app


@pytest.fixture
def change_parts(app: Flask) -> Callable[..., Parts]:
    """Exchange parts of the app for this test: `change_parts(signup="closed")`."""

    def change(**changes: Any) -> Parts:
        changed = replace(_parts_of(app), **changes)
        install(app, changed)
        return changed

    return change


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """Give the test a session of its own; what it holds is committed before each request or job."""
    with app.app_context():
        yield db.session()
        db.session.remove()


@pytest.fixture
def pages(app: Flask) -> Pages:
    """Return the web as the app sees it."""
    return _twin(app, "fetch", Pages)


@pytest.fixture
def letters(app: Flask) -> LetterBox:
    """Return the mails that the app sent."""
    return _twin(app, "mailer", LetterBox)


@pytest.fixture
def clock(app: Flask) -> HandClock:
    """Return the clock of views and jobs."""
    return _twin(app, "clock", HandClock)


@pytest.fixture
def queue(app: Flask) -> HandQueue:
    """Return the queue, which works when told."""
    return _twin(app, "queue", HandQueue)


@pytest.fixture
def blobs(app: Flask) -> MemoryBlobs:
    """Return the app's store of files."""
    return _twin(app, "blobs", MemoryBlobs)


@pytest.fixture
def new_client(app: Flask) -> Callable[[], AuditingClient]:
    """Make further browsers, each without cookies."""
    return lambda: AuditingClient(app, settle=_commit_tests_session)


@pytest.fixture
def client(new_client: Callable[[], AuditingClient]) -> AuditingClient:
    """Return the browser of somebody who is not signed in."""
    return new_client()


@pytest.fixture
def nobody(client: AuditingClient) -> AuditingClient:
    """Return the browser of somebody who is not signed in."""
    return client


@pytest.fixture
def alice(app: Flask, new_client: Callable[[], AuditingClient]) -> Person:
    """The owner."""
    return person(app, "alice", new_client())


@pytest.fixture
def bob(app: Flask, new_client: Callable[[], AuditingClient]) -> Person:
    """The follower."""
    return person(app, "bob", new_client())


@pytest.fixture
def carol(app: Flask, new_client: Callable[[], AuditingClient]) -> Person:
    """The stranger."""
    return person(app, "carol", new_client())


def _commit_tests_session() -> None:
    """Let go of what the test's session holds: SQLite has one writer, and a request comes now."""
    if has_app_context():
        db.session.commit()


def _parts_of(app: Flask) -> Parts:
    with app.app_context():
        return parts()


def _twin(app: Flask, name: str, kind: type[T]) -> T:
    found = getattr(_parts_of(app), name)
    assert isinstance(found, kind), f"this test exchanged the part {name}"
    return found
