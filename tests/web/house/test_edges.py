"""What no browser sends by itself: bodies of the wrong kind, addresses no header can hold."""

from __future__ import annotations

import io

import pytest

from devket.core.clock import utcnow
from devket.core.paging import Cursor
from tests.support.client import AuditingClient
from tests.support.people import PASSWORD, Person


@pytest.mark.parametrize("body", [["a"], "x", 5, {"login": 5, "password": {"a": 1}}])
def test_json_in_place_of_a_form_is_a_form_without_words(
    nobody: AuditingClient, body: object
) -> None:
    assert nobody.post("/login", json=body).status_code == 422


def test_a_file_in_place_of_a_word_is_no_word(nobody: AuditingClient) -> None:
    data = {"login": (io.BytesIO(b"alice"), "login.txt"), "password": PASSWORD}
    assert nobody.post("/login", data=data).status_code == 422


@pytest.mark.parametrize("target", ["/a%0Ab", "/a%0Db", "/a%00b", "/a%7Fb"])
def test_no_target_splits_an_answer(alice: Person, nobody: AuditingClient, target: str) -> None:
    path = f"/login?next={target}"
    data = {"login": "alice", "password": PASSWORD}
    assert nobody.htmx.post(path, data=data).headers["HX-Redirect"] == "/saves"
    assert alice.client.get(path).location == "/saves"


def test_a_target_in_any_script_fits_a_header(alice: Person, nobody: AuditingClient) -> None:
    data = {"login": "alice", "password": PASSWORD, "next": "/tags/한글"}
    there = nobody.htmx.post("/login", data=data).headers["HX-Redirect"]
    assert there == "/tags/%ED%95%9C%EA%B8%80"


@pytest.mark.parametrize("row_id", [2**63, 2**70, 0, -1])
def test_a_cursor_past_all_ids_is_refused_in_words(alice: Person, row_id: int) -> None:
    word = Cursor(utcnow(), row_id).encode()
    assert alice.client.get(f"/saves?after={word}").status_code == 422
