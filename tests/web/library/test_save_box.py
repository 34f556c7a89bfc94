"""The save box: plain and by htmx, with everything people may type into it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.library.models import Save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.twins import HandQueue, Pages


def test_a_save_appears_at_once_as_pending(
    session: Session, alice: Person, pages: Pages, queue: HandQueue
) -> None:
    answer = alice.client.post("/save", data={"url": "https://slow.example/page"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/saves")
    page = alice.client.get("/saves")
    assert 'data-state="pending"' in page.text
    assert "slow.example" in page.text
    assert pages.asked == [], "saving never waits for the network"
    assert queue.huey.pending_count() == 1


def test_htmx_gets_the_row_itself(session: Session, alice: Person) -> None:
    answer = alice.client.htmx.post("/save", data={"url": "https://slow.example/page"})
    assert answer.status_code == 200
    assert 'data-state="pending"' in answer.text
    assert "<html" not in answer.text


def test_the_row_fills_itself_in_and_then_stops_asking(
    session: Session, alice: Person, pages: Pages, queue: HandQueue
) -> None:
    alice.client.htmx.post("/save", data={"url": "https://gone.example/page"})
    save_id = session.scalars(select(Save.id)).one()
    waiting = alice.client.htmx.get(f"/saves/{save_id}/row")
    assert f'hx-get="/saves/{save_id}/row"' in waiting.text
    queue.run_pending()
    done = alice.client.htmx.get(f"/saves/{save_id}/row")
    assert 'data-state="unreachable"' in done.text
    assert "hx-trigger" not in done.text
    assert alice.client.get(f"/saves/{save_id}/row").status_code == 302


def test_saving_again_says_so(session: Session, alice: Person) -> None:
    for _ in range(2):
        alice.client.post("/save", data={"url": "https://blog.example/twice"})
    assert "You had this one already" in alice.client.get("/saves").text
    assert len(list(session.scalars(select(Save.id)))) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Paste the address"),
        ("how to flask", "does not look like the address"),
        ("javascript:alert(1)", "http or https"),
        ("ftp://files.example/x", "http or https"),
        ("https://user:pw@site.example/", "user name and password"),
        ("https://x.example/" + "a" * 5000, "longer than"),
        ("<script>alert(1)</script>", "does not look like the address"),
        ("https://a.example/\x00\ud800", None),
    ],
)
def test_what_is_no_address_comes_back_with_the_reason(
    session: Session, alice: Person, typed: str, told: str | None
) -> None:
    raw = typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    for send in (alice.client.post, alice.client.htmx.post):
        answer = send("/save", data={"url": raw})
        if told is None:
            assert answer.status_code in (200, 303)
        else:
            assert answer.status_code == 422
            assert told in answer.text
            assert "<script>alert" not in answer.text
    if told is not None:
        assert session.scalars(select(Save.id)).first() is None
    if typed == "how to flask":
        assert f'value="{typed}"' in answer.text


def test_private_addresses_are_kept_and_told_to_be_private(session: Session, alice: Person) -> None:
    answer = alice.client.post("/save", data={"url": "http://192.168.0.1/admin"})
    assert answer.status_code == 303, "what may be fetched is decided at the socket"


def test_a_get_asks_first_and_changes_nothing(session: Session, alice: Person) -> None:
    page = alice.client.get("/save?url=https://x.example/a&title=A%20%3Cb%3Etitle")
    assert page.status_code == 200
    assert 'value="https://x.example/a"' in page.text
    assert "A &lt;b&gt;title" in page.text
    assert session.scalars(select(Save.id)).first() is None


def test_another_site_cannot_save(session: Session, alice: Person) -> None:
    answer = alice.client.post_without_csrf("/save", data={"url": "https://x.example/a"})
    assert answer.status_code == 400
    assert session.scalars(select(Save.id)).first() is None


def test_nobody_cannot_save(nobody: AuditingClient) -> None:
    answer = nobody.post("/save", data={"url": "https://x.example/a"})
    assert answer.status_code == 302
    assert "/login" in answer.headers["Location"]
