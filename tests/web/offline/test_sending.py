"""What devices keep, and what they send later: told to its owner, done once, never for another."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.clock import utcnow
from devket.library.models import Capture, CaptureImage, Save
from tests.factories.library import fill, make_save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.twins import HandQueue

JSON = {"Accept": "application/json"}


def send(sender: Person, **fields: object) -> tuple[int, str]:
    """Send as the worker does; return the status and the sentence of a refusal."""
    data = {"person": str(sender.user_id), **fields}
    answer = sender.client.post("/offline/send", data=data, headers=JSON)
    told = answer.json or {}
    return answer.status_code, told.get("error", {}).get("message", "")


def keep_with_picture(session: Session, owner_id: int) -> tuple[Save, str]:
    save = make_save(session, owner_id)
    image = CaptureImage(position=0, source="https://x.example/a.png", blob_key="a" * 64)
    capture = Capture(
        save_id=save.id, version=1, captured_at=utcnow(), state=State.FULL_TEXT, images=[image]
    )
    session.add(capture)
    session.flush()
    save.capture_id = capture.id
    session.commit()
    return save, f"/media/images/{'a' * 64}"


def test_a_device_learns_whose_session_it_has(alice: Person, nobody: AuditingClient) -> None:
    told = alice.client.get("/offline/account").json or {}
    assert told["person"] == str(alice.user_id)
    assert len(told["token"]) > 40
    assert nobody.get("/offline/account").status_code == 302


def test_the_plan_names_what_can_be_read_and_its_pictures(session: Session, alice: Person) -> None:
    save, picture = keep_with_picture(session, alice.user_id)
    for state in (State.PENDING, State.UNREACHABLE):
        make_save(session, alice.user_id, state=state)
    make_save(session, alice.user_id, is_archived=True)
    session.commit()
    plan = alice.client.get("/offline/plan?kept=1").json or {}
    assert [page["href"] for page in plan["pages"]] == [
        "/save", f"/saves/{save.id}", "/offline?kept=1"
    ]  # fmt: skip
    assert plan["pages"][1]["images"] == [picture]
    bare = alice.client.get("/offline/plan").json or {}
    assert [page["href"] for page in bare["pages"]] == ["/save", "/offline"]


def test_a_stamp_changes_with_what_the_page_shows(session: Session, alice: Person) -> None:
    keep_with_picture(session, alice.user_id)

    def stamps() -> list[str]:
        plan = alice.client.get("/offline/plan?kept=1").json or {}
        return [page["stamp"] for page in plan["pages"]]

    before = stamps()
    assert stamps() == before
    alice.client.post("/settings/appearance", data={"theme": "sepia", "reader_size": "22"})
    assert not set(stamps()) & set(before)


def test_the_plan_costs_the_same_for_few_and_many(session: Session, alice: Person) -> None:
    path = "/offline/plan?kept=1"
    assert_same_cost(
        alice.client, path, lambda total: fill(session, alice.user_id, total), at_most=5
    )
    fill(session, alice.user_id, 40)
    plan = alice.client.get(path).json or {}
    assert len(plan["pages"]) == 32


def test_acts_are_done_and_twice_is_once(session: Session, alice: Person, queue: HandQueue) -> None:
    save = make_save(session, alice.user_id)
    session.commit()
    for _ in range(2):
        assert send(alice, act="archive", save=save.id) == (200, "")
        assert send(alice, act="favorite", save=save.id) == (200, "")
        assert send(alice, act="save", url="https://later.example/x", title="T") == (200, "")
    session.expire_all()
    assert (save.is_archived, save.is_favorite) == (True, True)
    added = session.scalars(select(Save).filter_by(given_url="https://later.example/x")).one()
    assert (added.title, added.state) == ("T", State.PENDING)
    assert queue.huey.pending_count() >= 1
    assert send(alice, act="unarchive", save=save.id) == (200, "")
    assert send(alice, act="unfavorite", save=save.id) == (200, "")
    session.expire_all()
    assert (save.is_archived, save.is_favorite) == (False, False)


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"act": "save", "url": "no address"}, 422, "does not look like"),
        ({"act": "save", "url": ""}, 422, "Paste the address"),
        ({"act": "archive"}, 422, "cannot be used"),
        ({"act": "archive", "save": "x"}, 422, "cannot be used"),
        ({"act": "delete", "save": 1}, 422, "cannot be used"),
        ({"act": "archive", "save": 4321}, 404, "nothing"),
        ({"act": "archive", "save": 10**12}, 422, "cannot be used"),
        ({}, 422, "cannot be used"),
    ],
)
def test_what_cannot_be_done_comes_back_with_the_reason(
    alice: Person, fields: dict[str, object], status: int, told: str
) -> None:
    found, sentence = send(alice, **fields)
    assert found == status
    assert told in sentence


def test_nothing_is_done_for_somebody_else(
    session: Session, alice: Person, carol: Person, nobody: AuditingClient
) -> None:
    save = make_save(session, alice.user_id)
    session.commit()
    status, told = send(carol, act="save", url="https://a.example/", person=str(alice.user_id))
    assert status == 409
    assert "Somebody else" in told
    assert send(carol, act="archive", save=save.id)[0] == 404
    assert nobody.post("/offline/send", data={"act": "save"}).status_code == 302
    session.expire_all()
    assert session.scalars(select(Save)).all() == [save]
    assert not save.is_archived


def test_the_page_for_no_connection_is_for_everybody(
    session: Session, alice: Person, nobody: AuditingClient
) -> None:
    keep_with_picture(session, alice.user_id)
    assert "Devket cannot be reached" in nobody.get("/offline").text
    assert "Devket cannot be reached" in nobody.get("/offline?kept=1").text
    assert "No articles are kept" in alice.client.get("/offline").text
    kept = alice.client.get("/offline?kept=1").text
    assert "data-save-id" in kept
    assert "Keep the newest articles" in alice.client.get("/settings/offline").text
