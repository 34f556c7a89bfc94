"""Webhooks for programs: kept, changed, told of what happens, and of nothing that is not theirs."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.api.jobs.webhooks import enqueue_overdue_deliveries
from devket.api.models import Answer, Delivery, Webhook
from devket.api.services.webhooks import MOST
from devket.core.clock import utcnow
from devket.library import services
from devket.library.models import Act, Save
from devket.library.services import bringing, snoozing, tagging
from devket.library.services.bringing import Kept
from devket.library.services.saving import key_of
from tests.factories.library import fill, make_save
from tests.support.people import Person
from tests.support.queries import queries
from tests.support.receiver import Receiver
from tests.support.twins import HandQueue, Pages
from tests.web.api.asking import Program, program
from tests.web.api.hooking import ALL_EVENTS, deliveries, make_hook

NEW = {"url": "https://hooks.example/in?a=1", "events": ["save.created"]}
PAGE = "https://blog.example/herons"


def happened(session: Session) -> list[tuple[str, int | None]]:
    """Return what was written down, oldest first."""
    session.commit()
    rows = session.execute(select(Delivery.event, Delivery.object_id).order_by(Delivery.id)).all()
    session.commit()  # SQLite has one writer, and a job may come next
    return [(event.value, row_id) for event, row_id in rows]


def test_a_webhook_is_made_read_changed_and_deleted(hers: Program) -> None:
    made = hers.ask("POST", "/webhooks", json={**NEW, "description": " To  the chat "})
    assert made.status_code == 201
    told = made.get_json()
    assert told.pop("secret").startswith("whsec_")
    assert told["description"] == "To the chat"
    assert told["state"] == "active"
    at = made.headers["Location"]
    assert hers.told("GET", at) == told
    assert hers.told("GET", "/webhooks")["items"] == [told]
    mark = hers.get(at).headers["ETag"]
    change = {"events": ["highlight.created", "save.deleted"], "is_active": False}
    changed = hers.told("PATCH", at, json=change, headers={"If-Match": mark})
    assert changed["events"] == ["save.deleted", "highlight.created"]
    assert changed["state"] == "paused"
    assert hers.ask("PATCH", at, json={}, headers={"If-Match": mark}).status_code == 412
    assert hers.told("PATCH", at, json={"is_active": True})["state"] == "active"
    hers.told("DELETE", at, 204)
    assert hers.told("GET", "/webhooks")["items"] == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "ftp://hooks.example/"}, "url"),
        ({"url": "https://me:secret@hooks.example/"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "https://hooks.example/" + "a" * 2_000}, "url"),
        ({"events": []}, "events"),
        ({"events": ["ping"]}, "events.0"),
        ({"events": ["save.read"]}, "events.0"),
        ({"secret": "mine"}, "secret"),
    ],
)
def test_what_is_no_webhook_is_refused(hers: Program, wrong: dict[str, Any], field: str) -> None:
    told = hers.told("POST", "/webhooks", 422, json={**NEW, **wrong})
    assert [one["field"] for one in told["errors"]] == [field]


def test_there_is_a_limit(hers: Program) -> None:
    for _ in range(MOST):
        hers.told("POST", "/webhooks", 201, json=NEW)
    assert "10" in hers.told("POST", "/webhooks", 409, json=NEW)["detail"]


def test_no_table_holds_the_secret(hers: Program, session: Session) -> None:
    told = hers.told("POST", "/webhooks", 201, json=NEW, headers={"Idempotency-Key": "once"})
    assert session.scalars(select(Answer)).all() == []
    session.expire_all()
    row = session.get_one(Webhook, told["id"])
    secret = told["secret"].removeprefix("whsec_")
    assert all(secret not in str(value) for value in vars(row).values())


def test_a_token_hears_no_more_than_it_may_read(app: Flask, alice: Person) -> None:
    narrow = program(app, alice, "webhooks:read webhooks:write saves:read")
    mine = narrow.told("POST", "/webhooks", 201, json=NEW)
    refused = narrow.told("POST", "/webhooks", 403, json={**NEW, "events": ["highlight.created"]})
    assert "highlights:read" in refused["detail"]
    at = f"/webhooks/{mine['id']}"
    narrow.told("PATCH", at, 403, json={"events": ["save.created", "highlight.updated"]})
    whole = program(app, alice).told("POST", "/webhooks", 201, json={**NEW, "events": ALL_EVENTS})
    for method, path in (("PATCH", ""), ("POST", "/secret")):
        narrow.told(method, f"/webhooks/{whole['id']}{path}", 403, json={})


def test_each_change_is_told_once_as_the_interface_tells_it(
    hers: Program, receiver: Receiver, queue: HandQueue
) -> None:
    make_hook(hers, receiver)
    save = hers.told("POST", "/saves", 201, json={"url": PAGE, "tags": ["birds"]})
    at = f"/saves/{save['id']}"
    hers.told("PATCH", at, json={"tags": ["birds", "fen"], "note": "Read", "is_archived": True})
    hers.told("PATCH", at, json={"is_archived": True})
    hers.told("DELETE", at, 204)
    hers.told("POST", f"{at}/restore", 200)
    whole = hers.told("GET", at)
    queue.run_pending()
    told = [one for one in receiver.got if one["type"] != "save.captured"]
    assert [one["type"] for one in told] == [
        "save.created", "save.updated", "save.deleted", "save.created",
    ]  # fmt: skip
    assert told[2]["data"] == {"id": save["id"]}
    assert told[0]["data"].keys() == whole.keys()
    assert told[0]["data"]["note"] == "Read", "it is told as it is when it is sent"
    assert not receiver.refused
    assert len(set(receiver.ids)) == len(receiver.ids)


def test_a_capture_is_told_when_it_has_ended(
    hers: Program, receiver: Receiver, queue: HandQueue, pages: Pages
) -> None:
    pages[PAGE] = f"<html><title>Herons</title><article>{'<p>Grey herons wade. ' * 90}</article>"
    make_hook(hers, receiver, "save.created", "save.updated", "save.captured")
    save = hers.told("POST", "/saves", 201, json={"url": PAGE})
    while queue.run_pending():
        pass
    assert receiver.types == ["save.created", "save.captured"]
    told = receiver.got[-1]["data"]
    assert told == hers.told("GET", f"/saves/{save['id']}")
    assert told["title"] == "Herons"
    assert told["capture"]["is_pending"] is False


def test_highlights_are_told(
    hers: Program, receiver: Receiver, queue: HandQueue, pages: Pages
) -> None:
    pages[PAGE] = f"<html><title>H</title><article>{'<p>Grey herons wade. ' * 90}One.</article>"
    save = hers.told("POST", "/saves", 201, json={"url": PAGE})
    queue.run_pending()
    make_hook(hers, receiver)
    sent = {"quote": "One."}
    made = hers.told("POST", f"/saves/{save['id']}/highlights", 201, json=sent)
    at = f"/highlights/{made['id']}"
    hers.told("PATCH", at, json={"color": "blue"})
    hers.told("PATCH", at, json={"color": "blue"})
    now = hers.told("GET", at)
    queue.run_pending()
    assert receiver.types == ["highlight.created", "highlight.updated"]
    assert receiver.got[1]["data"] == now
    hers.told("DELETE", at, 204)
    queue.run_pending()
    assert receiver.got[-1] == {**receiver.got[-1], "type": "highlight.deleted",
                                "data": {"id": made["id"]}}  # fmt: skip


def test_all_that_people_do_with_saves_is_written_down(
    hers: Program, alice: Person, receiver: Receiver, session: Session
) -> None:
    one, two = (make_save(session, alice.user_id).id for _ in range(2))
    session.commit()
    make_hook(hers, receiver)
    me: dict[str, Any] = {"viewer_id": alice.user_id}
    owner: dict[str, Any] = {"owner_id": alice.user_id, "clock": utcnow}

    def told(*wanted: tuple[str, int]) -> None:
        found = happened(session)
        assert sorted(found[len(seen) :]) == sorted(wanted)
        seen[:] = found

    seen: list[Any] = []
    services.set_favorite(session, **me, save_id=one, to=True)
    told(("save.updated", one))
    services.act_on(session, **me, save_ids=[one, two], act=Act.ARCHIVE, clock=utcnow)
    told(("save.updated", one), ("save.updated", two))
    done = services.act_on(session, **me, save_ids=[one, two], act=Act.DELETE, clock=utcnow)
    told(("save.deleted", one), ("save.deleted", two))
    services.take_back(session, **me, act_id=done.act_id or 0, clock=utcnow)
    told(("save.created", one), ("save.created", two))
    tagging.tag_saves(session, **owner, save_ids=[one], names=["a/b"])
    told(("save.updated", one))
    moved = tagging.move_tag(session, **owner, name="a", to="c")
    told(("save.updated", one))
    tagging.take_back(session, **owner, undo_id=moved.undo_id)
    told(("save.updated", one))
    tagging.delete_tag(session, **owner, name="a/b", with_below=True)
    told(("save.updated", one))
    snoozing.snooze(session, **me, save_id=two, until=utcnow())
    told(("save.updated", two))
    snoozing.wake_due(session, now=utcnow(), limit=5)
    told(("save.updated", two))
    services.retry(session, **me, save_id=one, clock=utcnow)
    told()


def test_what_is_rolled_back_is_not_told(
    hers: Program, alice: Person, receiver: Receiver, session: Session
) -> None:
    save_id = make_save(session, alice.user_id).id
    session.commit()
    make_hook(hers, receiver)
    services.set_favorite(session, viewer_id=alice.user_id, save_id=save_id, to=True)
    session.flush()
    session.rollback()
    make_save(session, alice.user_id)
    assert [event for event, _ in happened(session)] == ["save.created"]


def test_only_who_listens_hears(
    hers: Program, carols: Program, alice: Person, receiver: Receiver, session: Session
) -> None:
    make_hook(hers, receiver, "save.deleted")
    paused = make_hook(hers, receiver)
    hers.told("PATCH", f"/webhooks/{paused['id']}", json={"is_active": False})
    make_hook(carols, receiver)
    make_save(session, alice.user_id)
    assert happened(session) == []


def test_of_a_frozen_account_nothing_is_told(
    hers: Program, alice: Person, receiver: Receiver, session: Session, queue: HandQueue
) -> None:
    make_hook(hers, receiver)
    make_save(session, alice.user_id)
    session.commit()
    session.get_one(User, alice.user_id).frozen_at = utcnow()
    make_save(session, alice.user_id)
    assert len(happened(session)) == 1
    enqueue_overdue_deliveries()
    queue.run_pending()
    assert not receiver.got


def test_nobody_listening_costs_one_question(
    alice: Person, session: Session, hers: Program, receiver: Receiver
) -> None:
    save_id = make_save(session, alice.user_id).id
    session.commit()

    def asked(to: bool) -> int:
        with queries() as seen:
            services.set_favorite(session, viewer_id=alice.user_id, save_id=save_id, to=to)
            session.commit()
        about = [one for one in seen if "webhook" in one]
        return len(about)

    assert asked(True) == 1
    assert asked(True) == 0, "nothing has changed"
    with queries() as seen:
        alice.client.get("/list")
    assert not [one for one in seen if "webhook" in one]


def test_many_at_once_are_one_statement(
    hers: Program, alice: Person, receiver: Receiver, session: Session
) -> None:
    fill(session, alice.user_id, 500)
    session.commit()
    make_hook(hers, receiver)
    ids = [one["id"] for one in hers.told("GET", "/saves?limit=200")["items"]]
    with queries() as seen:
        services.act_on(
            session, viewer_id=alice.user_id, save_ids=ids, act=Act.ARCHIVE, clock=utcnow
        )
        session.commit()
    assert len([one for one in seen if "webhook" in one]) == 2
    assert len(happened(session)) == 200


def test_an_import_is_told_as_a_whole(
    hers: Program, alice: Person, receiver: Receiver, session: Session, queue: HandQueue
) -> None:
    make_hook(hers, receiver)
    for batch in range(3):
        kept = [
            Kept(
                url=f"https://blog.example/{batch}/{number}",
                key=key_of(f"https://blog.example/{batch}/{number}"),
                now=utcnow(),
                due_at=utcnow(),
            )
            for number in range(20)
        ]
        bringing.bring(session, owner_id=alice.user_id, pages=kept, clock=utcnow)
        session.commit()
    assert happened(session) == [("saves.changed", None)]
    queue.run_pending()
    since = receiver.got[0]["data"]["since"]
    assert len(hers.told("GET", f"/saves?since={since}&limit=200")["items"]) == 60


def test_a_tag_of_very_many_is_told_as_a_whole(
    hers: Program, alice: Person, receiver: Receiver, session: Session
) -> None:
    owner: dict[str, Any] = {"owner_id": alice.user_id, "clock": utcnow}
    fill(session, alice.user_id, 600)
    ids = session.scalars(select(Save.id)).all()
    for part in (ids[:300], ids[300:]):
        tagging.tag_saves(session, **owner, save_ids=part, names=["much"])
    session.commit()
    make_hook(hers, receiver)
    tagging.move_tag(session, **owner, name="much", to="more")
    assert happened(session) == [("saves.changed", None)]


def test_webhooks_go_with_their_owner(
    hers: Program, alice: Person, receiver: Receiver, session: Session
) -> None:
    make_hook(hers, receiver)
    make_save(session, alice.user_id)
    assert happened(session)
    session.delete(session.get_one(User, alice.user_id))
    assert happened(session) == []
    assert session.scalars(select(Webhook)).all() == []


def test_deliveries_are_listed_in_parts(
    hers: Program, alice: Person, receiver: Receiver, session: Session
) -> None:
    hook = make_hook(hers, receiver)
    for _ in range(5):
        make_save(session, alice.user_id)
    session.commit()
    first = hers.told("GET", f"/webhooks/{hook['id']}/deliveries?limit=2")
    seen, at = list(first["items"]), first["next"]
    while at:
        page = hers.told("GET", at.removeprefix("http://localhost"))
        seen, at = seen + page["items"], page["next"]
    assert seen == deliveries(hers, hook)[::-1]
    assert len(seen) == 5
