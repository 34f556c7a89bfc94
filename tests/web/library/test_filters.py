"""Sorts and filters in the address of a list, and the pages that follow one another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.capture.model import Kind
from devket.core.clock import utcnow
from devket.library.queries import Shelf
from tests.factories.library import fill, make_save
from tests.support.people import Person
from tests.support.queries import assert_same_cost


def ids(html: str) -> list[int]:
    return [int(str(row.attrs["data-save-id"])) for row in parse(html).select("[data-save-id]")]


@pytest.mark.parametrize("shelf", list(Shelf))
def test_each_list_has_a_page_that_costs_the_same_however_long(
    session: Session, alice: Person, shelf: Shelf
) -> None:
    page = alice.client.get(f"/{shelf}")
    assert page.status_code == 200
    assert 'class="empty"' in page.text
    assert_same_cost(
        alice.client,
        f"/{shelf}?sort=title&lang=en",
        lambda total: fill(session, alice.user_id, total),
        at_most=9,  # all saves are two walks
    )


def test_filters_combine_and_are_shown_to_be_taken_away(session: Session, alice: Person) -> None:
    wanted = make_save(session, alice.user_id, site="a.example", kind=Kind.VIDEO, lang="ko-KR")
    make_save(session, alice.user_id, site="a.example", kind=Kind.VIDEO, lang="en")
    make_save(session, alice.user_id, site="b.example", kind=Kind.VIDEO, lang="ko")
    html = alice.client.get("/saves?site=a.example&kind=video&lang=ko&sort=title").text
    assert ids(html) == [wanted.id]
    chips = parse(html).select(".filter-chip")
    assert [chip.text.strip() for chip in chips] == ["Video", "a.example", "Korean", "Remove all"]
    assert str(chips[1].attrs["href"]) == "/saves?sort=title&kind=video&lang=ko"
    assert str(chips[3].attrs["href"]) == "/saves?sort=title"
    assert f"/saves/{wanted.id}?in=saves&amp;sort=title&amp;kind=video" in html


def test_the_languages_offered_are_those_of_the_shelf_not_of_the_page(
    session: Session, alice: Person
) -> None:
    make_save(session, alice.user_id, lang="ko-KR", saved_at=utcnow() - timedelta(days=9))
    make_save(session, alice.user_id, lang="ja", is_archived=True)
    fill(session, alice.user_id, 30)
    for path, offered in (("/saves", {"ko"}), ("/all", {"ko", "ja"})):
        options = parse(alice.client.get(path).text).select("#filter-lang option")
        assert {str(one.attrs["value"]) for one in options} == {"", *offered}


def test_minutes_are_an_upper_bound_and_what_has_no_text_is_left_out(
    session: Session, alice: Person
) -> None:
    make_save(session, alice.user_id, word_count=5_000)
    make_save(session, alice.user_id, word_count=0)
    short = make_save(session, alice.user_id, word_count=1_200)
    assert ids(alice.client.get("/saves?minutes=5").text) == [short.id]


@pytest.mark.parametrize(
    "query",
    ["sort=sideways", "kind=poem", "lang=%00", "minutes=-3", "read=both", "site=%F0%9F%98%80",
     "tag=1.x", "before=yesterday", "pages=9999999999999999999999", "pages=-1", "pages=x",
     "favorite=2", "site=" + "x" * 5000, "%FF=%FF"],
)  # fmt: skip
def test_what_nobody_knows_is_no_fault(alice: Person, query: str) -> None:
    assert alice.client.get(f"/all?{query}").status_code == 200


def test_an_empty_field_of_the_form_leaves_the_address(alice: Person) -> None:
    answer = alice.client.get("/saves?kind=&site=&minutes=10")
    assert answer.status_code == 302
    assert answer.location == "/saves?minutes=10"


def test_a_list_that_filters_emptied_says_so(session: Session, alice: Person) -> None:
    make_save(session, alice.user_id)
    html = alice.client.get("/saves?site=nowhere.example").text
    assert "Nothing matches" in html
    assert "Save your first page" not in html


def test_htmx_gets_the_next_rows_and_the_address_that_shows_as_many(
    session: Session, alice: Person
) -> None:
    fill(session, alice.user_id, 60)
    page = parse(alice.client.get("/saves?sort=oldest").text)
    (more,) = page.select("a[rel=next]")
    assert "pages" not in str(more.attrs["href"])
    answer = alice.client.htmx.get(str(more.attrs["hx-get"]))
    assert "<html" not in answer.text
    assert len(ids(answer.text)) == 24
    assert 'data-here="/saves?sort=oldest&amp;pages=2"' in answer.text
    again = alice.client.get("/saves?sort=oldest&pages=2").text
    assert ids(again) == ids(alice.client.get("/saves?sort=oldest").text) + ids(answer.text)
    assert 'hx-get="/saves?sort=oldest&amp;after=' in again and "pages=3" in again


def test_a_row_keeps_the_list_it_stands_in(session: Session, alice: Person) -> None:
    save = make_save(session, alice.user_id)
    here = {"Referer": "http://localhost/all?sort=site"}
    row = alice.client.htmx.post(f"/saves/{save.id}/favorite", headers=here).text
    assert f'href="/saves/{save.id}?in=all&amp;sort=site"' in row
