"""How often apps may ask: told in the words of each dialect, and no honest sync meets it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from devket.accounts.models import Credential, Kind
from devket.accounts.services.rates import LIMITS, WINDOW, Rates
from devket.accounts.views.programs import RATES
from tests.support.client import AuditingClient
from tests.support.linkding import client_of
from tests.support.people import Person
from tests.support.twins import HandClock
from tests.support.wallabag import program
from tests.web.compat.world import app_password, basic, make_feed


@pytest.fixture(autouse=True)
def _few(app: Flask, clock: HandClock) -> Iterator[None]:
    """Let each credential ask three times a minute, and have the most of a minute left."""
    before, app.extensions[RATES] = app.extensions[RATES], Rates(dict.fromkeys(Kind, 3))
    if clock().second > 30:
        clock.advance(seconds=40)
    yield
    app.extensions[RATES] = before


def is_told(answer: TestResponse) -> bool:
    """Tell whether an answer says when to come again."""
    return answer.status_code == 429 and 0 < int(answer.headers["Retry-After"]) <= WINDOW


def test_clients_of_wallabag_are_told_in_its_json(
    app: Flask, alice: Person, carol: Person, nobody: AuditingClient, clock: HandClock
) -> None:
    hers, carols = program(app, alice, nobody), program(app, carol, nobody)
    for _ in range(3):
        hers("GET", "/api/entries")
    refused = hers.ask("GET", "/api/entries")
    assert is_told(refused)
    told = refused.get_json()
    assert (told["code"], told["error"]) == (429, "too_many_requests")
    assert told["error_description"] == told["message"] and "too often" in told["message"]
    carols("GET", "/api/entries")
    clock.advance(minutes=1)
    hers("GET", "/api/entries")


def test_a_new_token_is_no_new_allowance(app: Flask, alice: Person, nobody: AuditingClient) -> None:
    hers = program(app, alice, nobody)
    for _ in range(2):
        hers("GET", "/api/user")
    keys = {"client_id": hers.client_id, "client_secret": hers.secret}
    fields = {**keys, "grant_type": "refresh_token", "refresh_token": hers.refresh}
    pair = nobody.post("/wallabag/oauth/v2/token", data=fields).get_json()
    hers.access, hers.refresh = pair["access_token"], pair["refresh_token"]
    assert is_told(hers.ask("GET", "/api/user"))
    again = {**fields, "refresh_token": hers.refresh}
    assert is_told(nobody.post("/wallabag/oauth/v2/token", data=again))


def test_clients_of_linkding_are_told_as_django_does(
    app: Flask, alice: Person, nobody: AuditingClient, clock: HandClock
) -> None:
    ding = client_of(app, alice, nobody)
    answers = [ding.ask("GET", "/bookmarks/") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert is_told(answers[3])
    assert list(answers[3].get_json()) == ["detail"]
    clock.advance(minutes=1)
    assert ding.ask("GET", "/bookmarks/").status_code == 200


def test_readers_of_feeds_and_of_books_are_told_plainly(
    app: Flask, alice: Person, nobody: AuditingClient
) -> None:
    feed = make_feed(app, alice, "short list:saves")
    shown = basic("alice", app_password(app, alice))
    for path, headers in ((feed, {}), ("/opds", shown)):
        answers = [nobody.get(path, headers=headers) for _ in range(4)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429]
        assert is_told(answers[3])
        assert answers[3].content_type == "text/plain; charset=utf-8"


def test_a_sync_that_asks_one_thing_after_the_other_stays_below(clock: HandClock) -> None:
    rates = Rates()
    for kind in (Kind.WALLABAG_ACCESS, Kind.LINKDING, Kind.APP_PASSWORD, Kind.FEED):
        # A request every eleven milliseconds, and nothing done between: no app is that quick.
        held = Credential(id=len(kind), kind=kind)
        assert not any(rates.take(held, clock()).is_over for _ in range(90 * WINDOW))
    assert LIMITS[Kind.API] == 600
