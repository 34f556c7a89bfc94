"""Favourite, archive, delete, undo, try again: plain and by htmx, by their owner alone."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.capture.model import State
from devket.library.models import Save
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue

VERBS = ["favorite", "unfavorite", "archive", "unarchive", "delete", "restore", "retry"]


@pytest.fixture
def save_id(session: Session, alice: Person) -> int:
    return make_save(session, alice.user_id).id


def again(session: Session, save_id: int) -> Save:
    session.expire_all()
    return session.get_one(Save, save_id)


def test_a_favourite_is_marked_and_unmarked(session: Session, alice: Person, save_id: int) -> None:
    alice.client.post(f"/saves/{save_id}/favorite")
    assert again(session, save_id).is_favorite
    row = alice.client.htmx.post(f"/saves/{save_id}/unfavorite")
    assert not again(session, save_id).is_favorite
    assert f'data-save-id="{save_id}"' in row.text


@pytest.mark.parametrize("verb", ["archive", "delete"])
def test_what_left_the_list_can_be_taken_back(
    session: Session, alice: Person, save_id: int, verb: str
) -> None:
    answer = alice.client.post(f"/saves/{save_id}/{verb}", follow_redirects=True)
    assert f'data-save-id="{save_id}"' not in answer.text
    undo = parse(answer.text).select("#toasts form")[0].attrs["action"]
    back = alice.client.post(str(undo), follow_redirects=True)
    assert back.status_code == 200
    assert f'data-save-id="{save_id}"' in alice.client.get("/saves").text


@pytest.mark.parametrize("verb", ["archive", "delete"])
def test_htmx_gets_the_undo_beside_an_empty_row(alice: Person, save_id: int, verb: str) -> None:
    answer = alice.client.htmx.post(f"/saves/{save_id}/{verb}")
    assert answer.status_code == 200
    assert "data-save-id" not in answer.text
    assert parse(answer.text).select("#toasts form")


def test_a_stale_undo_is_told_and_changes_nothing(
    session: Session, alice: Person, save_id: int
) -> None:
    assert alice.client.post(f"/saves/{save_id}/restore").status_code == 404
    assert alice.client.htmx.post(f"/saves/{save_id}/restore").status_code == 404
    alice.client.post(f"/saves/{save_id}/delete")
    late = alice.client.htmx.post(f"/saves/{save_id}/archive")
    assert late.status_code == 404 and "Reload the page" in late.text
    alice.client.post(f"/saves/{save_id}/restore")
    assert again(session, save_id).deleted_at is None


def test_trying_again_owes_a_new_capture(
    session: Session, alice: Person, queue: HandQueue, clock: HandClock
) -> None:
    save = make_save(session, alice.user_id, state=State.UNREACHABLE, capture_attempts=4)
    answer = alice.client.htmx.post(f"/saves/{save.id}/retry")
    assert 'data-state="pending"' in answer.text
    assert again(session, save.id).capture_due_at is not None
    assert queue.huey.pending_count() == 1


@pytest.mark.parametrize("verb", VERBS)
def test_carol_cannot_touch_a_foreign_save(
    session: Session, carol: Person, alice: Person, save_id: int, verb: str
) -> None:
    before = again(session, save_id)
    state = (before.is_favorite, before.is_archived, before.deleted_at, before.capture_due_at)
    assert carol.client.post(f"/saves/{save_id}/{verb}").status_code == 404
    after = again(session, save_id)
    assert state == (after.is_favorite, after.is_archived, after.deleted_at, after.capture_due_at)


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_works_by_get_or_without_a_token(alice: Person, save_id: int, verb: str) -> None:
    assert alice.client.get(f"/saves/{save_id}/{verb}").status_code == 405
    assert alice.client.post_without_csrf(f"/saves/{save_id}/{verb}").status_code == 400


def test_deleting_from_the_reader_leads_to_the_list(alice: Person, save_id: int) -> None:
    came_from = {"Referer": f"http://localhost/saves/{save_id}"}
    answer = alice.client.post(f"/saves/{save_id}/delete", headers=came_from)
    assert answer.headers["Location"] == "/saves"


def test_an_act_leads_back_to_the_page_it_was_done_on(alice: Person, save_id: int) -> None:
    came_from = {"Referer": "http://localhost/favorites?after=x"}
    answer = alice.client.post(f"/saves/{save_id}/favorite", headers=came_from)
    assert answer.headers["Location"] == f"/favorites?after=x#save-{save_id}"
    elsewhere = {"Referer": "https://evil.example/saves"}
    answer = alice.client.post(f"/saves/{save_id}/favorite", headers=elsewhere)
    assert answer.headers["Location"] == f"/saves#save-{save_id}"
    its_page = {"Referer": f"http://localhost/saves/{save_id}"}
    answer = alice.client.post(f"/saves/{save_id}/favorite", headers=its_page)
    assert answer.headers["Location"] == f"/saves/{save_id}"


@pytest.mark.parametrize("verb", ["archive", "delete", "snooze"])
def test_undo_leads_to_the_row_that_came_back(alice: Person, save_id: int, verb: str) -> None:
    answer = alice.client.htmx.post(f"/saves/{save_id}/{verb}", data={"until": "tomorrow"})
    undo = str(parse(answer.text).select("#toasts form")[0].attrs["action"])
    deep = {"Referer": "http://localhost/saves?pages=5"}
    assert alice.client.post(undo, headers=deep).location == f"/saves?pages=5#save-{save_id}"
