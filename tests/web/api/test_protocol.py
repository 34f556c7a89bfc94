"""What holds for every operation: tokens, problems, marks, keys, rates, paging."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from devket.accounts.models import Kind
from devket.accounts.services.rates import Rates
from devket.accounts.views.programs import RATES
from devket.api.jobs import forget_answers
from devket.api.models import Answer
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.twins import HandClock
from tests.web.api.asking import Program, program

PROBLEM = "application/problem+json"
ADDRESS = "https://blog.example/herons"
LARGEST = 2**63 - 1


def test_without_a_token_nothing_is_told(alice: Person) -> None:
    answer = alice.client.get("/api/v1/saves")
    assert (answer.status_code, answer.content_type) == (401, PROBLEM)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    problem = answer.get_json()
    assert (problem["type"], problem["title"]) == ("about:blank", "Unauthorized")
    assert (problem["status"], problem["code"]) == (401, "unauthorized")


def test_a_token_opens_its_scopes_and_no_more(app: Flask, alice: Person) -> None:
    reader = program(app, alice, "saves:read")
    reader.told("GET", "/saves")
    problem = reader.told("POST", "/saves", 403, json={})
    assert "saves:write" in problem["detail"]
    for path in ("/highlights", "/posts", "/me", "/notifications"):
        reader.told("GET", path, 403)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("PUT", "/saves", 405), ("GET", f"/saves/{LARGEST}", 404)],
)
def test_what_is_not_there_is_a_problem(hers: Program, method: str, path: str, status: int) -> None:
    answer = hers.ask(method, path)
    assert (answer.status_code, answer.content_type) == (status, PROBLEM)
    assert " " not in answer.get_json()["code"]


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"", "application/json", 422),
        (b"  ", "application/json", 422),
        (b"{}", "application/json", 422),
        (b"null", "application/json", 422),
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"1" * 10_000, "application/json", 400),
        (b'{"url": NaN}', "application/json", 422),
        (b"url=https://a.example/", "application/x-www-form-urlencoded", 415),
    ],
)
def test_bodies_that_cannot_be_used_are_plain_problems(
    hers: Program, data: bytes, kind: str, status: int
) -> None:
    answer = hers.ask("POST", "/saves", data=data, content_type=kind)
    assert (answer.status_code, answer.content_type) == (status, PROBLEM), answer.text


@pytest.mark.parametrize(
    "asked",
    [
        f"limit={LARGEST}", "limit=0", "limit=-1", "limit=1e3", "limit=", "cursor=x", "sort=best",
        "state=x", "kind=x", "q=%22open", "since=x", "since=2026-13-01", "url=x", "favorite=7",
        "cursor=MS5uMQ", f"since={'9' * 90}", "q=" + "x" * 2_001,
    ],
)  # fmt: skip
def test_filters_that_cannot_be_used_are_plain_problems(hers: Program, asked: str) -> None:
    answer = hers.get(f"/saves?{asked}")
    assert (answer.status_code, answer.content_type) == (422, PROBLEM), answer.text


def test_a_place_behind_the_end_is_an_empty_list(
    hers: Program, alice: Person, session: Session
) -> None:
    save = make_save(session, alice.user_id)
    make_save(session, alice.user_id)
    at = hers.told("GET", "/saves?limit=1")["next"].removeprefix("http://localhost")
    hers.told("DELETE", f"/saves/{save.id}", 204)
    for page in (at, "/saves?since=9999-12-31T23:59:59Z", "/saves?since=0001-01-01"):
        told = hers.told("GET", page)
        assert told["next"] is None


def test_what_is_the_same_is_not_sent_again(hers: Program, alice: Person, session: Session) -> None:
    save = make_save(session, alice.user_id)
    for path in (f"/saves/{save.id}", "/saves", "/tags"):
        first = hers.get(path)
        again = hers.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        weak = hers.get(path, headers={"If-None-Match": f"W/{first.headers['ETag']}"})
        assert weak.status_code == 304
    old = hers.get(f"/saves/{save.id}").headers["ETag"]
    hers.told("PATCH", f"/saves/{save.id}", json={"is_favorite": True})
    assert hers.get(f"/saves/{save.id}", headers={"If-None-Match": old}).status_code == 200


def test_what_another_changed_meanwhile_is_not_written_over(
    hers: Program, alice: Person, session: Session
) -> None:
    save = make_save(session, alice.user_id)
    at = f"/saves/{save.id}"
    known = {"If-Match": hers.get(at).headers["ETag"]}
    changed = hers.ask("PATCH", at, json={"is_favorite": True}, headers=known)
    assert changed.status_code == 200
    refused = hers.ask("PATCH", at, json={"is_favorite": False}, headers=known)
    assert (refused.status_code, refused.content_type) == (412, PROBLEM)
    now = {"If-Match": changed.headers["ETag"]}
    assert hers.ask("PATCH", at, json={"is_favorite": False}, headers=now).status_code == 200
    assert hers.ask("PATCH", at, json={}, headers={"If-Match": "*"}).status_code == 200


def test_a_key_makes_a_request_happen_once(
    hers: Program, carols: Program, clock: HandClock
) -> None:
    sent = {"name": "Herons", "query": "heron"}
    keyed = {"Idempotency-Key": "one"}
    first = hers.ask("POST", "/searches", json=sent, headers=keyed)
    again = hers.ask("POST", "/searches", json=sent, headers=keyed)
    assert (first.status_code, again.status_code) == (201, 201), again.text
    assert again.get_json() == first.get_json()
    assert again.headers["Location"] == first.headers["Location"]
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (
        None,
        "true",
    )
    other = hers.ask("POST", "/searches", json={**sent, "name": "x"}, headers=keyed)
    assert (other.status_code, other.content_type) == (422, PROBLEM)
    assert carols.ask("POST", "/searches", json=sent, headers=keyed).status_code == 201
    assert hers.ask("POST", "/searches", json=sent).status_code == 409
    clock.advance(hours=24)
    assert hers.ask("POST", "/searches", json=sent, headers=keyed).status_code == 409


def test_a_refused_request_leaves_its_key_free(hers: Program) -> None:
    keyed = {"Idempotency-Key": "one"}
    sent = {"name": "Herons", "query": '"open'}
    assert hers.ask("POST", "/searches", json=sent, headers=keyed).status_code == 422
    mended = {**sent, "query": "heron"}
    assert hers.ask("POST", "/searches", json=mended, headers=keyed).status_code == 201
    long = {"Idempotency-Key": "x" * 201}
    assert hers.ask("POST", "/searches", json=mended, headers=long).status_code == 422


def test_answers_are_forgotten_after_a_day(
    app: Flask, hers: Program, session: Session, clock: HandClock
) -> None:
    sent = {"name": "Herons", "query": "heron"}
    hers.told("POST", "/searches", 201, json=sent, headers={"Idempotency-Key": "one"})
    for hours, left in ((23, 1), (1, 0)):
        clock.advance(hours=hours)
        with app.app_context():
            forget_answers()
        assert session.query(Answer).count() == left
        session.commit()  # SQLite has one writer


@pytest.fixture
def few(app: Flask) -> Iterator[Rates]:
    """Let each token ask three times a minute."""
    before, app.extensions[RATES] = app.extensions[RATES], Rates(dict.fromkeys(Kind, 3))
    yield app.extensions[RATES]
    app.extensions[RATES] = before


@pytest.mark.usefixtures("few")
def test_a_token_asks_only_so_often(hers: Program, carols: Program, clock: HandClock) -> None:
    if clock().second > 55:
        clock.advance(seconds=10)
    left = [hers.get("/me").headers["RateLimit"] for _ in range(3)]
    assert [word.split(";")[1] for word in left] == ["r=2", "r=1", "r=0"]
    refused = hers.get("/me")
    assert (refused.status_code, refused.content_type) == (429, PROBLEM)
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Policy"] == '"token";q=3;w=60'
    assert carols.get("/me").status_code == 200
    clock.advance(minutes=1)
    assert hers.get("/me").status_code == 200


def test_pages_of_other_origins_may_ask(hers: Program) -> None:
    origin = {"Origin": "https://reader.example"}
    asked = hers.client.options("/api/v1/saves", headers=origin)
    assert (asked.status_code, asked.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert "ETag" in hers.get("/saves", headers=origin).headers["Access-Control-Expose-Headers"]
