"""My List, Favourites, Archive: what they show, in whose hands, at what cost."""

from __future__ import annotations

import gzip

from sqlalchemy.orm import Session
from turbohtml import parse

from devket.capture.model import Reason, State
from tests.factories.library import fill, make_save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost


def rows(html: str) -> list[tuple[str, str]]:
    """Return id and state of each row of a list."""
    found = parse(html).select("[data-save-id]")
    return [(str(row.attrs["data-save-id"]), str(row.attrs["data-state"])) for row in found]


def test_a_stranger_is_shown_what_devket_is(nobody: AuditingClient) -> None:
    answer = nobody.get("/")
    assert answer.status_code == 200
    assert "/signup" in answer.text


def test_each_list_asks_strangers_to_log_in(nobody: AuditingClient) -> None:
    for path in ("/saves", "/favorites", "/archive", "/save?url=https://a.example/"):
        answer = nobody.get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/login?next=/")


def test_an_empty_list_teaches(alice: Person) -> None:
    assert "Save your first page" in alice.client.get("/saves").text
    assert "Nothing starred yet" in alice.client.get("/favorites").text
    assert "The archive is empty" in alice.client.get("/archive").text


def test_an_empty_list_with_an_archive_says_that_all_is_read(
    session: Session, alice: Person
) -> None:
    make_save(session, alice.user_id, is_archived=True)
    page = alice.client.get("/saves").text
    assert "All read" in page and "Save your first page" not in page


def test_a_list_shows_its_own_and_nobody_elses(
    session: Session, alice: Person, bob: Person
) -> None:
    mine = make_save(session, alice.user_id, is_favorite=True)
    put_away = make_save(session, alice.user_id, is_archived=True)
    make_save(session, bob.user_id, is_favorite=True)
    assert rows(alice.client.get("/saves").text) == [(str(mine.id), "full text")]
    assert rows(alice.client.get("/favorites").text) == [(str(mine.id), "full text")]
    assert rows(alice.client.get("/archive").text) == [(str(put_away.id), "full text")]


def test_each_state_says_what_is_so_and_offers_a_way_out(session: Session, alice: Person) -> None:
    make_save(session, alice.user_id, state=State.UNREACHABLE, reason=Reason.UNKNOWN_HOST)
    make_save(session, alice.user_id, state=State.BLOCKED, reason=Reason.CHALLENGE)
    make_save(session, alice.user_id, state=State.PARTIAL, reason=Reason.TEASER)
    make_save(session, alice.user_id, state=State.NOT_AN_ARTICLE, reason=Reason.BINARY)
    make_save(session, alice.user_id, state=State.PENDING)
    html = alice.client.get("/saves").text
    assert [state for _, state in rows(html)] == [
        "unreachable", "blocked", "partial", "not an article", "pending"]  # fmt: skip
    assert "No site answers to this name." in html
    assert "prove that they are human" in html
    assert "only the beginning" in html
    assert html.count("/retry") >= 4
    assert "hx-trigger" in html.split("pending", 1)[1]


def test_older_saves_follow_page_by_page(session: Session, alice: Person) -> None:
    fill(session, alice.user_id, 50)
    path, seen = "/saves", []
    while path:
        document = parse(alice.client.get(path).text)
        seen += [row.attrs["data-save-id"] for row in document.select("[data-save-id]")]
        more = document.select("a[rel=next]")
        path = str(more[0].attrs["href"]) if more else ""
    assert len(seen) == len(set(seen)) == 50


def test_a_strange_cursor_is_refused_in_words(alice: Person) -> None:
    answer = alice.client.get("/saves?after=%ff%00nonsense")
    assert answer.status_code == 422
    assert "not one of ours" in answer.text


def test_lists_cost_the_same_however_long(session: Session, alice: Person) -> None:
    for path in ("/saves", "/favorites", "/archive"):
        assert_same_cost(
            alice.client, path, lambda total: fill(session, alice.user_id, total), at_most=9
        )


def test_a_list_page_is_light(session: Session, alice: Person) -> None:
    fill(session, alice.user_id, 60)
    page = alice.client.get("/saves").data
    assert len(page) <= 66 * 1024
    assert len(gzip.compress(page)) <= 10 * 1024


def test_the_view_is_remembered(session: Session, alice: Person) -> None:
    make_save(session, alice.user_id)
    answer = alice.client.post("/view", data={"view": "rows"})
    assert answer.status_code == 303
    assert 'data-view="rows"' in alice.client.get("/archive").text
    assert alice.client.post("/view", data={"view": "spiral"}).status_code == 422


def test_pages_speak_korean_to_those_who_read_it(nobody: AuditingClient) -> None:
    page = nobody.get("/login", headers={"Accept-Language": "ko-KR,ko;q=0.9"})
    assert 'lang="ko"' in page.text
    assert "로그인" in page.text
