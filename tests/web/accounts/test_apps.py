"""The settings page of programs: what they hold, taking it back, making more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.accounts.models import Credential, Kind
from devket.accounts.services import credentials
from devket.accounts.views import apps
from devket.accounts.views.apps import Way
from devket.core.clock import utcnow
from devket.core.ids import hash_token
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.twins import HandClock

PAGE = "/settings/apps"


@pytest.fixture
def reader_way() -> Iterator[Way]:
    """Register one more way, as a room above accounts does."""
    way = Way(
        name="reader",
        title="E-readers",
        sentence="They browse.",
        path="/reader",
        endpoint="accounts.settings_profile",
    )
    apps.register(way)
    yield way
    apps._WAYS.pop("reader")


def made(page: str) -> str:
    """Return the secret that a page shows."""
    found = re.search(r'id="secret" value="([^"]+)"', page)
    assert found is not None, page
    return found[1]


def held(session: Session, person: Person) -> list[Credential]:
    session.rollback()
    chosen = select(Credential).filter_by(user_id=person.user_id).order_by(Credential.id)
    return list(session.scalars(chosen))


def test_nobody_is_sent_to_log_in(nobody: AuditingClient) -> None:
    assert nobody.get(PAGE).location == f"/login?next={PAGE}"


def test_the_empty_page_says_what_to_do(alice: Person) -> None:
    page = alice.client.get(PAGE).text
    assert "No app has access yet" in page
    assert f'href="{PAGE}" aria-current="page"' in page


def test_a_token_is_shown_once_and_kept_as_a_hash(session: Session, alice: Person) -> None:
    data = {"way": "api", "label": " My\tscript ", "scopes": ["saves:read", "saves:write"]}
    answer = alice.client.post(PAGE, data=data)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    secret = made(answer.text)
    (row,) = held(session, alice)
    assert row.secret_hash == hash_token(secret)
    assert (row.label, row.scopes, row.kind) == ("My script", "saves:read saves:write", Kind.API)
    again = alice.client.get(PAGE).text
    assert secret not in again
    assert "My script" in again
    assert "Never used" in again


def test_the_extension_gets_just_what_it_needs(session: Session, alice: Person) -> None:
    form = parse(alice.client.get(PAGE).text).select_one("section:has(> #way-extension) form")
    assert form is not None
    sent = {
        str(one.attrs["name"]): one.attrs.get("value", "") for one in form.select("input[name]")
    }
    assert sent["label"] == "Browser extension"
    answer = alice.client.post(PAGE, data={**sent, "scopes": ["social:write"]})
    (row,) = held(session, alice)
    assert row.kind is Kind.API
    assert row.scopes == "saves:read saves:write highlights:write profile:read"
    address = parse(answer.text).select_one("#made-at")
    assert address is not None
    assert address.attrs["value"] == "http://localhost"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"way": "api", "label": "x"}, "Tick at least one thing"),
        ({"way": "api", "label": "", "scopes": "saves:read"}, "This is needed."),
        ({"way": "password", "label": "x" * 101}, "longer than 100"),
    ],
)
def test_what_cannot_be_made_says_why(
    session: Session, alice: Person, data: dict[str, str], sentence: str
) -> None:
    answer = alice.client.post(PAGE, data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert held(session, alice) == []


@pytest.mark.parametrize("way", ["wallabag", "feeds", "nonsense", ""])
def test_nothing_is_made_that_the_page_does_not_offer(
    session: Session, alice: Person, way: str
) -> None:
    answer = alice.client.post(PAGE, data={"way": way, "label": "x"})
    assert answer.status_code == 404
    assert held(session, alice) == []


def test_there_is_an_end_to_it(session: Session, alice: Person) -> None:
    for _ in range(credentials.MOST):
        credentials.issue(session, alice.user_id, Kind.APP_PASSWORD, clock=utcnow)
    session.commit()
    answer = alice.client.post(PAGE, data={"way": "password", "label": "One more"})
    assert answer.status_code == 422
    assert "too many of these" in answer.text


def test_taking_back_is_final_and_said_before(session: Session, alice: Person) -> None:
    credentials.issue(session, alice.user_id, Kind.APP_PASSWORD, clock=utcnow, label="KOReader")
    session.commit()
    (row,) = held(session, alice)
    assert "cannot be given back" in alice.client.get(PAGE).text
    answer = alice.client.post(f"{PAGE}/{row.id}/revoke")
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert held(session, alice) == []
    assert "Taken back." in alice.client.get(PAGE).text


def test_carol_takes_nothing_of_alice_back(session: Session, alice: Person, carol: Person) -> None:
    row = credentials.issue(session, alice.user_id, Kind.API, clock=utcnow, label="Hers").row
    session.commit()
    assert "Hers" not in carol.client.get(PAGE).text
    assert carol.client.post(f"{PAGE}/{row.id}/revoke").status_code == 404
    assert len(held(session, alice)) == 1


def test_the_use_of_what_an_app_was_issued_counts_for_it(
    session: Session, alice: Person, clock: HandClock
) -> None:
    client = credentials.issue(session, alice.user_id, Kind.WALLABAG_CLIENT, clock=clock)
    access = credentials.issue(
        session, alice.user_id, Kind.WALLABAG_ACCESS, clock=clock, parent_id=client.row.id
    )
    access.row.last_used_at = clock() - timedelta(hours=3)
    page = alice.client.get(PAGE).text
    assert page.count("data-credential-id") == 1, "the tokens come and go by themselves"
    assert "Last used 3 hours ago" in page


def test_rooms_above_show_how_they_are_reached(app: Flask, alice: Person, reader_way: Way) -> None:
    page = alice.client.get(PAGE).text
    assert "http://localhost/reader" in page
    assert 'href="/settings/profile">Set up</a>' in page
    assert page.index("They browse.") < page.index("App passwords")


def test_many_apps_cost_no_more_than_few(session: Session, alice: Person) -> None:
    def grow_to(total: int) -> None:
        for number in range(len(held(session, alice)), total):
            label = f"App {number}"
            credentials.issue(session, alice.user_id, Kind.API, clock=utcnow, label=label)
        session.commit()

    grow: Callable[[int], object] = grow_to
    assert_same_cost(alice.client, PAGE, grow, at_most=12)


@pytest.mark.parametrize("page", ["wallabag", "feeds", "webhooks"])
def test_what_lies_below_the_apps_shows_their_tab_as_open(alice: Person, page: str) -> None:
    told = alice.client.get(f"/settings/apps/{page}").text
    assert 'href="/settings/apps" aria-current="page"' in told
