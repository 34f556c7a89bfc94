"""Webhooks in the settings: made, looked at, tried, paused and deleted by plain forms."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from devket.api.models import Outcome, Standing, Webhook, Why
from devket.core.clock import utcnow
from tests.factories.webhooks import make_delivery, make_webhook
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.receiver import Receiver
from tests.support.twins import HandQueue

ALL = "/settings/apps/webhooks"
NEW: dict[str, Any] = {
    "url": "https://hooks.example/in",
    "events": ["save.created", "highlight.created"],
    "description": "To the chat",
}


def secret_in(answer: TestResponse) -> str:
    """Return the secret that a page shows, empty when it shows none."""
    found = re.search(r'value="(whsec_[^"]+)"', answer.text)
    return found.group(1) if found else ""


def only(session: Session) -> Webhook:
    session.expire_all()
    return session.scalars(select(Webhook)).one()


def test_the_way_there_stands_among_the_apps(alice: Person) -> None:
    assert f'href="{ALL}"' in alice.client.get("/settings/apps").text


def test_a_webhook_is_made_and_its_secret_shown_once(alice: Person, session: Session) -> None:
    made = alice.client.post(ALL, data=NEW)
    assert made.status_code == 200
    assert secret_in(made)
    at = f"{ALL}/{only(session).id}"
    for page in (alice.client.get(ALL), alice.client.get(at)):
        assert "To the chat" in page.text
        assert not secret_in(page)
    fresh = secret_in(alice.client.post(f"{at}/secret"))
    assert fresh
    assert fresh != secret_in(made)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": ""}, "This is needed."),
        ({"url": "nonsense"}, "does not look like"),
        ({"url": "file:///etc/passwd"}, "http or https"),
        ({"events": []}, "Choose at least one event."),
        ({"events": ["save.read"]}, "Choose at least one event."),
        ({"description": "x" * 201}, "longer than 200"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    alice: Person, session: Session, wrong: dict[str, Any], said: str
) -> None:
    answer = alice.client.post(ALL, data={**NEW, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert session.scalars(select(Webhook)).all() == []
    row = make_webhook(session, alice.user_id)
    assert alice.client.post(f"{ALL}/{row.id}", data={**NEW, **wrong}).status_code == 422
    assert only(session).url == "https://hooks.example/in"


def test_a_webhook_is_changed_paused_resumed_and_deleted(alice: Person, session: Session) -> None:
    alice.client.post(ALL, data=NEW)
    at = f"{ALL}/{only(session).id}"
    answer = alice.client.post(at, data={**NEW, "url": "hooks.example/other", "events": ["ping"]})
    assert answer.status_code == 422
    answer = alice.client.post(at, data={**NEW, "url": "hooks.example/other"})
    assert answer.status_code == 303
    assert only(session).url == "https://hooks.example/other"
    alice.client.post(f"{at}/pause")
    assert only(session).standing is Standing.PAUSED
    assert "Resume" in alice.client.get(at).text
    assert alice.client.post(f"{at}/test").status_code == 409
    alice.client.post(f"{at}/resume")
    assert only(session).standing is Standing.ACTIVE
    alice.client.post(f"{at}/delete")
    assert session.scalars(select(Webhook)).all() == []


def test_a_test_is_sent_and_seen(
    alice: Person, session: Session, receiver: Receiver, queue: HandQueue
) -> None:
    made = alice.client.post(ALL, data={**NEW, "url": receiver.url})
    receiver.secret = secret_in(made)
    at = f"{ALL}/{only(session).id}"
    alice.client.post(f"{at}/test")
    page = alice.client.get(at).text
    assert "Waiting" in page
    assert f'hx-get="{at}"' in page
    receiver.answers = [500]
    queue.run_pending()
    page = alice.client.get(at).text
    for told in ("ping", "Given up", "500 Internal Server Error", "not now, later"):
        assert told in page
    (again,) = re.findall(r'action="(/settings/apps/webhooks/\d+/deliveries/\d+/again)"', page)
    alice.client.post(again)
    queue.run_pending()
    assert receiver.types == ["ping", "ping"]
    part = alice.client.get(at, headers={"HX-Request": "true"}).text
    assert part.startswith("<section")
    assert "Delivered" in part
    assert "hx-get" not in part, "nothing is under way"


def test_every_state_is_told_in_words(alice: Person, session: Session) -> None:
    for why in Why:
        row = make_webhook(session, alice.user_id, standing=Standing.ENDED, why=why)
        assert "Switched off" in alice.client.get(f"{ALL}/{row.id}").text
    row = make_webhook(session, alice.user_id, failing_since=utcnow())
    kinds: list[dict[str, Any]] = [
        {"outcome": Outcome.FAILED, "failure": "forbidden_address", "tries": 8},
        {"outcome": Outcome.FAILED, "status": 302, "answer": "Found", "tries": 1},
        {"outcome": Outcome.DROPPED},
        {"outcome": Outcome.DELIVERED, "status": 299, "tries": 1},
    ]
    for number, more in enumerate(kinds):
        make_delivery(session, row, message_id=f"msg_{number}", **more)
    page = alice.client.get(f"{ALL}/{row.id}").text
    for told in ("not on the public internet", "redirect", "Not sent", "299", "after five days"):
        assert told in page
    assert "Found" not in page


def test_a_list_of_deliveries_goes_on(alice: Person, session: Session) -> None:
    row = make_webhook(session, alice.user_id)

    def grow_to(number: int) -> None:
        for n in range(number - len(made)):
            made.append(make_delivery(session, row, message_id=f"msg_{n}"))
        session.commit()

    made: list[object] = []
    assert_same_cost(alice.client, f"{ALL}/{row.id}", grow_to, at_most=12)
    first = alice.client.get(f"{ALL}/{row.id}").text
    (following,) = re.findall(r'href="([^"]+after=[^"]+)"', first)
    second = alice.client.get(following).text
    ids = re.findall(r'data-delivery-id="(\d+)"', first + second)
    assert len(ids) == len(set(ids)) == 30


def test_the_list_costs_the_same_with_many(alice: Person, session: Session) -> None:
    def grow_to(number: int) -> None:
        for _ in range(number - len(made)):
            made.append(make_webhook(session, alice.user_id))
        session.commit()

    made: list[object] = []
    assert_same_cost(alice.client, ALL, grow_to, at_most=12)
    assert "There can be 10 webhooks at most" in alice.client.get(ALL).text


def test_tests_are_counted(alice: Person, session: Session) -> None:
    row = make_webhook(session, alice.user_id)
    found = {alice.client.post(f"{ALL}/{row.id}/test").status_code for _ in range(61)}
    assert found == {303, 429}
