"""Doors for programs: a token or a password opens them, a cookie never; errors in their dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Blueprint, Flask, Response, jsonify, make_response, request
from sqlalchemy import select

from devket.accounts.models import Credential, Kind
from devket.accounts.services import credentials, throttle
from devket.accounts.views import programs as proving
from devket.app import create_app
from devket.core.clock import utcnow
from devket.db import db, transaction
from devket.web import programs
from devket.web.parts import install, parts
from tests.support.client import AuditingClient
from tests.support.databases import Databases, hurry, migrate
from tests.support.fixtures import MakeSettings
from tests.support.people import PASSWORD, Person, person
from tests.support.twins import HandClock

door = Blueprint("door", __name__)


def told(status: int, code: str, sentence: str) -> Response:
    return make_response(jsonify(code=code, message=sentence), status)


@door.get("/me")
def me() -> Response:
    proving.enter_with(proving.bearer(), Kind.API)
    return jsonify(handle=proving.person().handle, label=proving.held().label)


@door.post("/write")
def write() -> Response:
    proving.enter_with(proving.bearer(), Kind.API)
    proving.need("saves:write")
    return jsonify(done=True)


@door.post("/token")
def token() -> Response:
    user = proving.prove(request.form["login"], request.form["password"])
    return jsonify(handle=user.handle)


@pytest.fixture
def app(database_kind: str, databases: Databases, make_settings: MakeSettings) -> Iterator[Flask]:
    """Give an app with one more door."""
    app = create_app(make_settings(databases.fresh(database_kind)))
    app.testing = True
    hurry(app)
    migrate(app)
    programs.open_door(app, door, "/door", told)
    with app.app_context():
        real = parts()
        install(app, replace(real, clock=HandClock()))
    yield app
    real.queue.close()
    real.sandbox.close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def ann(app: Flask) -> Person:
    return person(app, "ann", AuditingClient(app, settle=lambda: None))


@pytest.fixture
def issue(app: Flask, ann: Person) -> Callable[..., str]:
    """Make a credential of ann's: `issue(Kind.API, scopes="…")` returns its secret."""

    def make(kind: Kind = Kind.API, **more: Any) -> str:
        with app.app_context(), transaction() as session:
            return credentials.issue(session, ann.user_id, kind, clock=utcnow, **more).secret

    return make


def bearing(secret: str, word: str = "Bearer") -> dict[str, str]:
    return {"Authorization": f"{word} {secret}"}


@pytest.mark.parametrize("word", ["Bearer", "bearer", "Token"])
def test_a_token_names_the_person(ann: Person, issue: Callable[..., str], word: str) -> None:
    answer = ann.client.get("/door/me", headers=bearing(issue(label="phone"), word))
    assert answer.json == {"handle": "ann", "label": "phone"}


def test_neither_a_cookie_nor_another_kind_nor_nonsense_opens(
    ann: Person, issue: Callable[..., str]
) -> None:
    for headers in ({}, bearing("x" * 43), bearing(issue(Kind.LINKDING)), bearing("")):
        answer = ann.client.get("/door/me", headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (401, "unauthorized")
        assert "Set-Cookie" not in answer.headers


def test_no_form_token_is_asked_for_but_the_scope_is(
    ann: Person, issue: Callable[..., str]
) -> None:
    may, may_not = issue(scopes="saves:read saves:write"), issue(scopes="saves:read")
    assert ann.client.post_without_csrf("/door/write", headers=bearing(may)).json == {"done": True}
    answer = ann.client.post_without_csrf("/door/write", headers=bearing(may_not))
    assert answer.status_code == 403
    assert "saves:write" in answer.get_json()["message"]


def test_the_last_use_is_noted_now_and_then(
    app: Flask, ann: Person, issue: Callable[..., str]
) -> None:
    secret = issue()

    def used() -> object:
        with app.app_context():
            return db.session.scalars(select(Credential.last_used_at)).one()

    assert used() is None
    ann.client.get("/door/me", headers=bearing(secret))
    first = used()
    assert first is not None
    ann.client.get("/door/me", headers=bearing(secret))
    assert used() == first


def test_the_password_and_an_app_password_prove_a_person(
    ann: Person, issue: Callable[..., str]
) -> None:
    for login, password in (
        ("ann", PASSWORD), (ann.email, PASSWORD), ("ann", issue(Kind.APP_PASSWORD)),
    ):  # fmt: skip
        form = {"login": login, "password": password}
        answer = ann.client.post_without_csrf("/door/token", data=form)
        assert answer.json == {"handle": "ann"}, login


def test_wrong_passwords_are_counted_and_at_last_refused(
    ann: Person, issue: Callable[..., str]
) -> None:
    form = {"login": "ann", "password": issue(Kind.API)}  # of another kind: as wrong as any
    statuses = [
        ann.client.post_without_csrf("/door/token", data=form).status_code
        for _ in range(throttle.LOGIN_ACCOUNT.limit + 1)
    ]
    assert statuses == [422] * throttle.LOGIN_ACCOUNT.limit + [429]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/door/nowhere", 404), ("DELETE", "/door/me", 405), ("GET", "/door", 404)],
)
def test_what_no_view_answers_is_told_in_the_dialect(
    ann: Person, method: str, path: str, status: int
) -> None:
    answer = ann.client.open(path, method=method)
    assert answer.status_code == status
    assert set(answer.get_json()) == {"code", "message"}
    assert "text/html" in ann.client.get("/doorway").content_type


def test_pages_of_other_origins_may_call(ann: Person) -> None:
    asked = {"Origin": "https://reader.example", "Access-Control-Request-Method": "POST"}
    answer = ann.client.options("/door/write", headers=asked)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert ann.client.get("/door/me").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in ann.client.get("/saves").headers
