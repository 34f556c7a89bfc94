"""Tokens: given for a password, changed for new ones, refused in the words clients look for."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.accounts.models import Credential, Kind
from devket.accounts.services import credentials, throttle
from devket.compat.wallabag.services import clients, tokens
from devket.core.clock import utcnow
from tests.support.client import AuditingClient
from tests.support.people import PASSWORD, Person
from tests.support.twins import HandClock
from tests.support.wallabag import TOKEN, Program, faults

PATH = "/wallabag/oauth/v2/token"


def form(api: Program, **changes: Any) -> dict[str, str]:
    given = {
        "grant_type": "password",
        "client_id": api.client_id,
        "client_secret": api.secret,
        "username": "alice",
        "password": PASSWORD,
    }
    return {name: value for name, value in {**given, **changes}.items() if value is not None}


@pytest.mark.parametrize("how", ["form", "json", "get"])
def test_a_password_gives_a_pair_however_it_is_sent(api: Program, how: str) -> None:
    fields = form(api)
    if how == "get":
        answer = api.client.get(PATH, query_string=fields)
    elif how == "json":
        answer = api.client.post_without_csrf(PATH, json=fields)
    else:
        answer = api.client.post_without_csrf(PATH, data=fields)
    assert answer.status_code == 200, answer.text
    told = answer.get_json()
    assert faults(told, TOKEN) == []
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    api.access = told["access_token"]
    assert api("GET", "/api/user")["username"] == "alice"


def test_an_address_or_an_app_password_will_do_and_so_will_basic(
    api: Program, alice: Person, session: Session
) -> None:
    secret = credentials.issue(session, alice.user_id, Kind.APP_PASSWORD, clock=utcnow).secret
    session.commit()
    by_mail = form(api, username=alice.email, password=secret)
    assert api.client.post_without_csrf(PATH, data=by_mail).status_code == 200
    basic = base64.b64encode(f"{api.client_id}:{api.secret}".encode()).decode()
    bare = form(api, client_id=None, client_secret=None)
    headers = {"Authorization": f"Basic {basic}"}
    assert api.client.post_without_csrf(PATH, data=bare, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"grant_type": None}, "invalid_request"),
        ({"grant_type": "magic"}, "invalid_request"),
        ({"grant_type": "client_credentials"}, "unauthorized_client"),
        ({"client_id": None}, "invalid_client"),
        ({"client_id": "1_x"}, "invalid_client"),
        ({"client_secret": "x"}, "invalid_client"),
        ({"username": None}, "invalid_request"),
        ({"password": ""}, "invalid_request"),
        ({"password": "wrong"}, "invalid_grant"),
        ({"username": "nobody\x00\ud800"}, "invalid_grant"),
        ({"grant_type": "refresh_token"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "invalid_grant"),
    ],
)
def test_what_is_wrong_is_told_by_name(api: Program, changes: dict[str, Any], error: str) -> None:
    answer = api.client.post_without_csrf(PATH, json=form(api, **changes))
    told = answer.get_json()
    assert (answer.status_code, told["error"]) == (400, error)
    assert isinstance(told["error_description"], str)
    if changes.get("grant_type") == "refresh_token":
        assert "refresh token" in told["error_description"].lower()


def test_a_client_of_somebody_else_opens_nothing(api: Program, carol: Person) -> None:
    answer = api.client.post_without_csrf(PATH, data=form(api, username="carol"))
    assert (answer.status_code, answer.get_json()["error"]) == (400, "invalid_client")


def test_refreshing_rotates_and_slides(api: Program, clock: HandClock) -> None:
    def renew(token: str) -> Any:
        fields = form(api, grant_type="refresh_token", refresh_token=token)
        return api.client.post_without_csrf(PATH, data=fields)

    clock.advance(days=89)
    first = renew(api.refresh)
    assert first.status_code == 200, first.text
    assert renew(api.refresh).status_code == 400
    clock.advance(days=89)
    assert renew(first.get_json()["refresh_token"]).status_code == 200


def test_an_old_access_token_lives_for_its_hour(api: Program, clock: HandClock) -> None:
    fields = form(api, grant_type="refresh_token", refresh_token=api.refresh)
    assert api.client.post_without_csrf(PATH, data=fields).status_code == 200
    assert api("GET", "/api/user")["username"] == "alice"
    clock.advance(minutes=61)
    assert api("GET", "/api/user", 401)["error"] == "invalid_grant"


def test_a_client_taken_back_takes_its_tokens_along(
    api: Program, alice: Person, session: Session
) -> None:
    number = int(api.client_id.split("_")[0])
    clients.revoke(session, alice.user_id, number, now=utcnow())
    session.commit()
    api("GET", "/api/user", 401)
    assert session.scalar(select(func.count()).select_from(Credential)) == 0


def test_tries_are_counted_and_refused_in_json(api: Program) -> None:
    wrong = form(api, password="wrong")
    for _ in range(throttle.LOGIN_ACCOUNT.limit):
        assert api.client.post_without_csrf(PATH, data=wrong).status_code == 400
    answer = api.client.post_without_csrf(PATH, data=form(api))
    assert (answer.status_code, answer.get_json()["code"]) == (429, 429)
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("place", ["header", "lower", "query", "form"])
def test_a_token_may_stand_in_three_places(api: Program, place: str) -> None:
    path = "/wallabag/api/entries/1/tags"
    options: dict[str, Any] = {
        "header": {"headers": {"Authorization": f"Bearer {api.access}"}},
        "lower": {"headers": {"Authorization": f"bearer {api.access}"}},
        "query": {"query_string": {"access_token": api.access}},
        "form": {"data": {"access_token": api.access}},
    }[place]
    assert api.client.post_without_csrf(path, **options).status_code == 404


def test_without_a_token_the_answer_is_json_and_names_the_scheme(
    app: Flask, nobody: AuditingClient
) -> None:
    for headers, error in (({}, "access_denied"), ({"Authorization": "Bearer x"}, "invalid_grant")):
        answer = nobody.get("/wallabag/api/entries.json", headers=headers)
        assert (answer.status_code, answer.get_json()["error"]) == (401, error)
        assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="Service"')


def test_refresh_tokens_do_not_pile_up(
    api: Program, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "KEPT", 3)
    for _ in range(5):
        assert api.client.post_without_csrf(PATH, data=form(api)).status_code == 200
    kept = select(func.count()).where(Credential.kind == Kind.WALLABAG_REFRESH)
    assert session.scalar(kept) == 3
