"""Acts on all that is ticked: one message, one way back, plainly and by htmx."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.library.models import Save
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import Person

ON_MY_LIST = {"Referer": "http://localhost/saves"}


def tick(saves: list[Save], **more: Any) -> dict[str, Any]:
    return {"data": {"ids": [str(save.id) for save in saves]}, **more}


def undo_href(html: str) -> str:
    (form,) = parse(html).select("#toasts form")
    return str(form.attrs["action"])


@pytest.fixture
def three(session: Session, alice: Person) -> list[Save]:
    return [make_save(session, alice.user_id) for _ in range(3)]


def test_a_plain_form_archives_all_and_one_press_takes_it_back(
    session: Session, alice: Person, three: list[Save]
) -> None:
    answer = alice.client.post("/saves/bulk/archive", headers=ON_MY_LIST, **tick(three))
    assert (answer.status_code, answer.location) == (303, f"/saves#save-{three[0].id}")
    page = alice.client.get("/saves").text
    assert "Archived 3 saves." in page and 'data-save-id="' not in page
    undo = undo_href(page)
    assert alice.client.post(undo).status_code == 303
    page = alice.client.get("/saves").text
    assert "3 saves are as they were." in page
    assert page.count('data-save-id="') == 3
    stale = alice.client.post(undo)
    assert stale.status_code == 404
    assert "cannot be taken back any more" in stale.text


def test_htmx_takes_out_what_left_and_shows_what_stayed(
    session: Session, alice: Person, three: list[Save]
) -> None:
    gone = alice.client.htmx.post("/saves/bulk/archive", headers=ON_MY_LIST, **tick(three[:2])).text
    for save in three[:2]:
        assert f'hx-target="#save-{save.id}" hx-swap="delete"' in gone
    assert 'hx-target="#count-saves">1<' in gone
    marked = alice.client.htmx.post(
        "/saves/bulk/favorite", headers=ON_MY_LIST, **tick(three[2:])
    ).text
    assert f'hx-target="#save-{three[2].id}" hx-swap="outerHTML"' in marked
    assert 'aria-pressed="true"' in marked
    assert marked.count("toast-message") == 2


def test_an_empty_selection_is_told_in_a_sentence(alice: Person) -> None:
    for data in ({}, {"ids": "x"}, {"ids": "0"}, {"ids": "٣"}, {"ids": "9" * 30}):
        answer = alice.client.post("/saves/bulk/delete", data=data)
        assert answer.status_code == 422
        assert "No save is chosen" in answer.text


def test_too_many_are_refused_in_a_sentence(alice: Person) -> None:
    answer = alice.client.post("/saves/bulk/delete", data={"ids": [str(n) for n in range(1, 502)]})
    assert answer.status_code == 422
    assert "at most 500" in answer.text


def test_carol_cannot_touch_what_is_alices(
    session: Session, alice: Person, carol: Person, three: list[Save]
) -> None:
    assert carol.client.post("/saves/bulk/delete", **tick(three)).status_code == 404
    alice.client.post("/saves/bulk/delete", **tick(three[:1]))
    undo = undo_href(alice.client.get("/saves").text)
    assert carol.client.post(undo).status_code == 404
    assert alice.client.get("/saves").text.count('data-save-id="') == 2


def test_nobody_is_sent_to_the_login_page(nobody: AuditingClient) -> None:
    answer = nobody.post("/saves/bulk/delete", data={"ids": "1"})
    assert answer.status_code == 302


def test_what_another_tab_deleted_is_left_out(
    session: Session, alice: Person, three: list[Save]
) -> None:
    alice.client.post(f"/saves/{three[0].id}/delete")
    alice.client.get("/saves")
    answer = alice.client.htmx.post("/saves/bulk/favorite", headers=ON_MY_LIST, **tick(three))
    assert answer.status_code == 200
    assert "2 favourites more." in answer.text
    assert alice.client.post("/saves/bulk/archive", **tick(three[:1])).status_code == 404
