"""Highlights, tags and searches for programs."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.library.services.tagging import tag_saves
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.twins import HandQueue
from tests.web.api.asking import Program

ADDRESS = "https://blog.example/herons"
TEXT = "The grey heron stands for hours and waits for a fish to come by, at the pond of {}. "


@pytest.fixture
def kept(hers: Program, queue: HandQueue) -> int:
    """A save of alice's with a text."""
    words = "".join(TEXT.format(place) for place in ("Alder", "Birch", "Cedar", "Elm", "Fir") * 9)
    html = f"<html><title>Herons</title><article><p>{words}</p><p>One egret.</p></article></html>"
    told = hers.told("POST", "/saves", 201, json={"url": ADDRESS, "html": html})
    queue.run_pending()
    return int(told["id"])


def test_words_are_marked(hers: Program, kept: int) -> None:
    sent = {"quote": "One egret.", "note": "White", "color": "blue"}
    told = hers.told("POST", f"/saves/{kept}/highlights", 201, json=sent)
    assert (told["quote"], told["note"], told["color"]) == ("One egret.", "White", "blue")
    assert hers.told("GET", f"/highlights/{told['id']}") == told
    for path in ("/highlights", f"/saves/{kept}/highlights", "/highlights?color=blue&q=egret"):
        assert hers.told("GET", path)["items"] == [told]
    assert hers.told("GET", "/highlights?color=pink")["items"] == []
    changed = hers.told("PATCH", f"/highlights/{told['id']}", json={"color": "pink"})
    assert (changed["color"], changed["note"]) == ("pink", "White")
    assert hers.told("GET", f"/saves/{kept}")["highlight_count"] == 1
    again = hers.told("POST", f"/saves/{kept}/highlights", 201, json=sent)
    assert again["id"] == told["id"]
    hers.told("DELETE", f"/highlights/{told['id']}", 204)
    for method in ("GET", "DELETE"):
        hers.told(method, f"/highlights/{told['id']}", 404)


def test_words_that_stand_twice_need_those_around(hers: Program, kept: int) -> None:
    at = f"/saves/{kept}/highlights"
    for sent in ({"quote": "grey heron"}, {"quote": "words that are nowhere"}):
        problem = hers.told("POST", at, 409, json=sent)
        assert "more than once" in problem["detail"]
    hers.told("POST", at, 422, json={"quote": " "})
    hers.told("POST", at, 422, json={"quote": "One egret.", "color": "red"})
    hers.told("POST", at, 404, json={"quote": "One egret.", "version": 7})


def test_a_save_without_a_text_cannot_be_marked(
    hers: Program, alice: Person, session: Session
) -> None:
    save = make_save(session, alice.user_id)
    hers.told("POST", f"/saves/{save.id}/highlights", 409, json={"quote": "x"})


def test_tags_are_renamed_merged_and_deleted(
    hers: Program, alice: Person, session: Session
) -> None:
    save = make_save(session, alice.user_id)
    names = ["birds/wading", "swamp", "marsh"]
    tag_saves(session, owner_id=alice.user_id, save_ids=[save.id], names=names, clock=utcnow)
    session.commit()
    listed = hers.told("GET", "/tags")["items"]
    assert [one["name"] for one in listed] == ["birds/wading", "marsh", "swamp"]
    assert hers.told("GET", "/tags/birds/wading") == {"name": "birds/wading", "save_count": 1}
    moved = hers.told("PATCH", "/tags/birds/wading", json={"name": "herons"})
    assert moved == {"name": "herons", "save_count": 1}
    hers.told("PATCH", "/tags/swamp", 409, json={"name": "marsh"})
    assert hers.told("PATCH", "/tags/swamp", json={"name": "marsh", "merge": True})["save_count"]
    hers.told("PATCH", "/tags/marsh", 422, json={"name": "a,b"})
    hers.told("DELETE", "/tags/herons", 204)
    hers.told("DELETE", "/tags/herons", 404)
    assert hers.told("GET", f"/saves/{save.id}")["tags"] == ["marsh"]


def test_searches_are_kept(hers: Program) -> None:
    sent = {"name": "Herons", "query": "heron is:unread", "is_pinned": True}
    made = hers.told("POST", "/searches", 201, json=sent)
    assert hers.told("GET", f"/searches/{made['id']}") == made == {"id": made["id"], **sent}
    assert hers.told("GET", "/searches")["items"] == [made]
    changed = hers.told("PATCH", f"/searches/{made['id']}", json={"name": "Birds"})
    assert (changed["name"], changed["is_pinned"]) == ("Birds", True)
    hers.told("POST", "/searches", 422, json={**sent, "name": "x", "query": '"open'})
    hers.told("DELETE", f"/searches/{made['id']}", 204)
    hers.told("GET", f"/searches/{made['id']}", 404)
