"""Saves for programs: listed, found, kept, changed, deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from devket.capture.model import Kind
from devket.core.clock import utcnow
from devket.library.services.tagging import tag_saves
from tests.factories.captures import make_version
from tests.factories.library import fill, make_save
from tests.support.people import Person
from tests.support.queries import queries
from tests.support.twins import HandClock, HandQueue, Pages
from tests.web.api.asking import Program

ADDRESS = "https://blog.example/herons"


def test_a_list_goes_on_where_it_is_told_to(hers: Program, alice: Person, session: Session) -> None:
    fill(session, alice.user_id, 5)
    first = hers.get("/saves?limit=2")
    seen = [one["id"] for one in first.get_json()["items"]]
    at = first.get_json()["next"]
    assert first.headers["Link"] == f'<{at}>; rel="next"'
    while at:
        page = hers.told("GET", at.removeprefix("http://localhost"))
        seen += [one["id"] for one in page["items"]]
        at = page["next"]
    assert len(seen) == len(set(seen)) == 5


def test_filters_narrow_a_list(hers: Program, alice: Person, session: Session) -> None:
    video = make_save(session, alice.user_id, kind=Kind.VIDEO, is_favorite=True, title="A heron")
    gone = make_save(session, alice.user_id, is_archived=True, title="Another heron")
    tag_saves(
        session, owner_id=alice.user_id, save_ids=[video.id], names=["birds/wading"], clock=utcnow
    )
    wanted = {
        "": {video.id, gone.id},
        "?state=unread": {video.id},
        "?state=archived": {gone.id},
        "?kind=video": {video.id},
        "?favorite=true": {video.id},
        "?favorite=false": {gone.id},
        "?tag=birds": {video.id},
        "?tag=bats": set(),
        f"?url={gone.given_url}": {gone.id},
        "?q=is:archived": {gone.id},
        "?q=kind:video&favorite=true&tag=birds": {video.id},
        "?q=kind:video&state=archived": set(),
        "?q=%20": {video.id, gone.id},
        "?q=()": set(),
    }
    found = {
        asked: {one["id"] for one in hers.told("GET", f"/saves{asked}")["items"]}
        for asked in wanted
    }
    assert found == wanted


def test_a_page_is_kept_and_read(hers: Program, pages: Pages, queue: HandQueue) -> None:
    sent = {"url": ADDRESS, "tags": ["birds"], "title": "Herons", "state": "archived"}
    answer = hers.ask("POST", "/saves", json={**sent, "favorite": True})
    assert answer.status_code == 201, answer.text
    told = answer.get_json()
    assert answer.headers["Location"] == f"/api/v1/saves/{told['id']}"
    assert (told["title"], told["tags"]) == ("Herons", ["birds"])
    assert (told["is_archived"], told["is_favorite"]) == (True, True)
    assert told["capture"] == {"state": "pending", "reason": None, "is_pending": True}
    again = hers.ask("POST", "/saves", json={"url": ADDRESS})
    assert (again.status_code, again.get_json()["id"]) == (200, told["id"])


def test_a_page_as_it_is_seen_is_read_in_place_of_a_fetched_one(
    hers: Program, queue: HandQueue
) -> None:
    words = "<p>" + "The grey heron stands for hours and waits for a fish to come by. " * 40
    html = f"<html><head><title>Herons</title></head><body><article>{words}</article></body></html>"
    told = hers.told("POST", "/saves", 201, json={"url": ADDRESS, "html": html})
    queue.run_pending()
    shown = hers.told("GET", f"/saves/{told['id']}?include=content")
    assert "grey heron" in shown["content"]["text"]
    assert shown["content"]["html"].startswith("<")
    assert shown["capture"]["state"] == "full-text"
    versions = hers.told("GET", f"/saves/{told['id']}/captures")["items"]
    assert [(one["version"], one["is_shown"]) for one in versions] == [(1, True)]
    one = hers.told("GET", f"/saves/{told['id']}/captures/1?include=content")
    assert "grey heron" in one["content"]["text"]
    asked = hers.told("POST", f"/saves/{told['id']}/captures", 202)
    assert asked["capture"]["is_pending"]
    quote = {"quote": "grey heron", "note": "A bird"}
    twice = hers.ask("POST", f"/saves/{told['id']}/highlights", json=quote)
    assert twice.status_code == 409


def test_a_save_is_changed(hers: Program, alice: Person, session: Session) -> None:
    save = make_save(session, alice.user_id)
    at = f"/saves/{save.id}"
    changed = hers.told(
        "PATCH", at, json={"is_archived": True, "is_favorite": True, "tags": ["b", "a"]}
    )
    assert (changed["is_archived"], changed["is_favorite"]) == (True, True)
    assert changed["tags"] == ["a", "b"]
    noted = hers.told("PATCH", at, json={"note": "Read it again."})
    assert (noted["note"], noted["has_note"], noted["tags"]) == ("Read it again.", True, ["a", "b"])
    assert hers.told("GET", at) == noted
    assert hers.told("PATCH", at, json={}) == noted
    hers.told("DELETE", at, 204)
    hers.told("GET", at, 404)
    assert hers.told("POST", f"{at}/restore")["id"] == save.id
    hers.told("POST", f"{at}/restore", 404)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "url"),
        ({"url": ""}, "url"),
        ({"url": None}, "url"),
        ({"url": 7}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": ADDRESS, "tags": "birds"}, "tags"),
        ({"url": ADDRESS, "tags": [7]}, "tags.0"),
        ({"url": ADDRESS, "colour": "red"}, "colour"),
        ({"url": ADDRESS, "favorite": "perhaps"}, "favorite"),
        ([ADDRESS], "_schema"),
    ],
)
def test_what_cannot_be_used_is_told_by_its_name(hers: Program, sent: object, field: str) -> None:
    problem = hers.told("POST", "/saves", 422, json=sent)
    assert [one["field"] for one in problem["errors"]] == [field], problem


def test_a_save_is_put_off_and_brought_back(
    hers: Program, alice: Person, session: Session, clock: HandClock
) -> None:
    save = make_save(session, alice.user_id, is_archived=True)
    at = f"/saves/{save.id}"
    until = (clock() + timedelta(days=2)).replace(microsecond=0)
    told = hers.told("PATCH", at, json={"snoozed_until": until.isoformat()})
    assert (told["is_archived"], datetime.fromisoformat(told["snoozed_until"])) == (False, until)
    assert [one["id"] for one in hers.told("GET", "/saves?state=snoozed")["items"]] == [save.id]
    for days in (-1, 3_000):
        wrong = (clock() + timedelta(days=days)).isoformat()
        problem = hers.told("PATCH", at, 422, json={"snoozed_until": wrong})
        assert problem["errors"][0]["field"] == "snoozed_until"
    back = hers.told("PATCH", at, json={"snoozed_until": None})
    assert back["snoozed_until"] is None
    assert [one["id"] for one in hers.told("GET", "/saves?state=unread")["items"]] == [save.id]


def test_a_save_is_read_as_far_as_it_is_said(
    hers: Program, alice: Person, session: Session
) -> None:
    at = f"/saves/{make_save(session, alice.user_id).id}"
    told = hers.told("PATCH", at, json={"progress": 40})
    assert (told["progress"], told["read_at"] is None) == (40, False)
    assert hers.told("PATCH", at, json={"progress": 0})["read_at"] is None
    for wrong in (101, -1, "40", 1.5, True):
        hers.told("PATCH", at, 422, json={"progress": wrong})


def test_a_version_is_chosen_and_left_to_the_scores_again(
    hers: Program, alice: Person, session: Session
) -> None:
    save = make_save(session, alice.user_id)
    for version in (1, 2):
        make_version(session, save, version, html=f"<p>Text {version}.</p>", score=version)
    session.commit()
    at = f"/saves/{save.id}/captures"

    def shown() -> list[int]:
        held = hers.told("GET", at)["items"]
        return [one["version"] for one in held if one["is_shown"]]

    hers.told("PUT", f"{at}/1/shown")
    assert shown() == [1]
    hers.told("DELETE", f"{at}/1/shown")
    assert shown() == [2]
    hers.told("PUT", f"{at}/7/shown", 404)


def test_what_no_database_stores_is_left_out(hers: Program) -> None:
    data = '{"url": "https://a.example/", "title": "A\\u0000B\\ud800C", "tags": ["x\\u0000"]}'
    told = hers.told("POST", "/saves", 201, data=data, content_type="application/json")
    assert (told["title"], told["tags"]) == ("ABC", ["x"])


def test_a_list_costs_as_much_with_many_rows(
    hers: Program, alice: Person, session: Session
) -> None:
    hers.get("/me")  # notes the use of the token
    costs = []
    for rows in (3, 30):
        fill(session, alice.user_id, rows, newest=utcnow() + timedelta(hours=1))
        for path in ("/saves", "/saves?since=2026-01-01", "/saves?q=is:unread"):
            with queries() as seen:
                hers.told("GET", path)
            costs.append(len(seen))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 6, costs
