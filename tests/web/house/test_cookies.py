"""When the session cookie is sent, and when an answer leaves it alone."""

from __future__ import annotations

from tests.support.client import AuditingClient
from tests.support.people import PASSWORD, Person
from tests.support.twins import HandClock


def test_the_cookie_is_sent_now_and_then_and_not_with_every_answer(
    alice: Person, nobody: AuditingClient, clock: HandClock
) -> None:
    nobody.post("/login", data={"login": "alice", "password": PASSWORD})
    nobody.get("/saves")  # its forms put their token into the session
    assert "Set-Cookie" not in nobody.get("/saves").headers
    assert "Set-Cookie" not in nobody.get("/media/images/" + "a" * 64).headers
    clock.advance(minutes=11)
    assert "Expires=" in nobody.get("/saves").headers["Set-Cookie"]
    assert "Set-Cookie" not in nobody.get("/saves").headers
