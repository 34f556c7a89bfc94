"""Searches kept under names: saved, pinned, renamed, moved, deleted, each plain and by htmx."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from turbohtml import parse
from werkzeug.test import TestResponse

from devket.search.models import SavedSearch
from devket.search.services.saved import MOST
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.twins import HandClock


def keep(person: Person, query: str, name: str, *, is_pinned: bool = True) -> TestResponse:
    """Send the form that saves a search."""
    pinned = {"is_pinned": "y"} if is_pinned else {}
    return person.client.post("/searches", data={"query": query, "name": name, **pinned})


def names(person: Person, path: str = "/searches", where: str = ".search h2") -> list[str]:
    """Return the names of the searches that a page shows."""
    page = parse(person.client.get(path).text)
    return [" ".join(one.text.split()) for one in page.select(where)]


def pinned(person: Person) -> list[str]:
    """Return the names beside the lists."""
    return names(person, "/saves", "#pinned-searches a")


@pytest.fixture
def kept(session: Session, alice: Person) -> list[int]:
    """Three searches of alice: their ids."""
    for number, query in enumerate(["heron", "tag:birds", "crane"]):
        assert keep(alice, query, f"Search {number}", is_pinned=number < 2).status_code == 303
    return list(session.scalars(select(SavedSearch.id).order_by(SavedSearch.position)))


def test_a_search_is_saved_from_its_results(alice: Person) -> None:
    page = parse(alice.client.get("/search?q=tag:birds+heron").text)
    (form,) = page.select("form[action='/searches']")
    sent = {str(f.attrs["name"]): str(f.attrs.get("value") or "") for f in form.select("input")}
    assert sent["query"] == "tag:birds heron" and sent["name"] == "tag:birds heron"
    answer = keep(alice, sent["query"], "Birds I keep")
    assert answer.status_code == 303
    assert answer.location == "/search?q=tag:birds+heron"
    after = alice.client.get(answer.location)
    assert "The search is saved." in after.text
    (here,) = parse(after.text).select("#pinned-searches a[aria-current=page]")
    assert here.text.strip() == "Birds I keep"


def test_pinned_ones_stand_beside_the_lists(alice: Person, kept: list[int]) -> None:
    assert pinned(alice) == ["Search 0", "Search 1"]
    assert names(alice) == ["Search 0", "Search 1", "Search 2"]
    alice.client.post(f"/searches/{kept[0]}/unpin")
    alice.client.post(f"/searches/{kept[2]}/pin")
    assert pinned(alice) == ["Search 1", "Search 2"]


def test_the_same_by_htmx_changes_list_and_side(alice: Person, kept: list[int]) -> None:
    answer = alice.client.htmx.post(f"/searches/{kept[0]}/unpin")
    page = parse(answer.text)
    assert len(page.select("#searches .search")) == 3
    assert [a.text.strip() for a in page.select("#pinned-searches a")] == ["Search 1"]
    assert alice.client.htmx.post(f"/searches/{kept[0]}/delete").status_code == 200
    assert names(alice) == ["Search 1", "Search 2"]


def test_their_order_is_changed_one_place_at_a_time(alice: Person, kept: list[int]) -> None:
    alice.client.post(f"/searches/{kept[2]}/up")
    assert names(alice) == ["Search 0", "Search 2", "Search 1"]
    alice.client.post(f"/searches/{kept[0]}/down")
    assert names(alice) == ["Search 2", "Search 0", "Search 1"]
    alice.client.post(f"/searches/{kept[2]}/up")
    alice.client.post(f"/searches/{kept[1]}/down")
    assert names(alice) == ["Search 2", "Search 0", "Search 1"]


def test_a_search_gets_another_name(alice: Person, kept: list[int]) -> None:
    alice.client.post(f"/searches/{kept[0]}/rename", data={"name": "  Wading\tbirds "})
    assert names(alice)[0] == "Wading birds"
    alice.client.post(f"/searches/{kept[0]}/rename", data={"name": "WADING birds"})
    assert names(alice)[0] == "WADING birds"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Give the search a name."), ("search 1", "already"), ("x" * 101, "at most 100")],
)
def test_a_name_that_cannot_be_comes_back(
    alice: Person, kept: list[int], typed: str, sentence: str
) -> None:
    answer = alice.client.post(f"/searches/{kept[0]}/rename", data={"name": typed})
    assert answer.status_code == 422
    page = parse(answer.text)
    (field,) = page.select("[aria-invalid=true]")
    assert field.attrs["value"] == typed
    assert sentence in page.select("[role=alert]")[0].text
    assert names(alice)[0] == "Search 0"


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("other", "", "Give the search a name."),
        ("other", "SEARCH 1", "called “SEARCH 1” already"),
        ("other", "x" * 101, "at most 100"),
        ("heron", "Another", "already, as “Search 0”"),
        ("", "Empty", "nothing to search for"),
        ('"open', "Broken", "quotation mark"),
        ("a " * 1500, "Long", "characters"),
    ],
)
def test_a_search_that_cannot_be_saved_says_why(
    alice: Person, kept: list[int], query: str, name: str, sentence: str
) -> None:
    answer = keep(alice, query, name)
    assert answer.status_code == 422
    page = parse(answer.text)
    assert sentence in page.select("form[action='/searches']")[0].text
    assert page.select("[name=name]")[0].attrs["value"] == name
    assert len(names(alice)) == 3


def test_there_is_room_for_so_many(session: Session, alice: Person, kept: list[int]) -> None:
    for number in range(MOST - len(kept)):
        session.add(SavedSearch(owner_id=alice.user_id, name=f"n{number}", query=f"n{number}"))
    answer = keep(alice, "one more", "One more")
    assert answer.status_code == 422
    assert "all there is room for" in answer.text
    alice.client.post(f"/searches/{kept[0]}/delete")
    assert keep(alice, "one more", "One more").status_code == 303
    assert alice.client.post(f"/searches/{kept[0]}/restore").status_code == 422


def test_a_deletion_is_taken_back_to_its_place(alice: Person, kept: list[int]) -> None:
    answer = alice.client.post(f"/searches/{kept[1]}/delete")
    page = alice.client.get(answer.location).text
    assert names(alice) == ["Search 0", "Search 2"] and pinned(alice) == ["Search 0"]
    assert f'action="/searches/{kept[1]}/restore"' in page
    assert alice.client.post(f"/searches/{kept[1]}/restore").status_code == 303
    assert names(alice) == ["Search 0", "Search 1", "Search 2"]


def test_a_stale_undo_says_what_stands_in_its_way(alice: Person, kept: list[int]) -> None:
    alice.client.post(f"/searches/{kept[0]}/delete")
    keep(alice, "heron", "Anew")
    answer = alice.client.post(f"/searches/{kept[0]}/restore")
    assert answer.status_code == 409
    assert "already, as “Anew”" in answer.text
    assert alice.client.post(f"/searches/{kept[1]}/restore").status_code == 404


def test_what_was_deleted_long_ago_is_gone(
    session: Session, alice: Person, kept: list[int], clock: HandClock
) -> None:
    alice.client.post(f"/searches/{kept[0]}/delete")
    clock.advance(days=2)
    alice.client.post(f"/searches/{kept[1]}/delete")
    left = session.scalars(select(SavedSearch.id).order_by(SavedSearch.id)).all()
    assert left == kept[1:]


def test_nobody_elses_search_can_be_touched(alice: Person, bob: Person, kept: list[int]) -> None:
    for act in ("rename", "pin", "unpin", "up", "down", "delete", "restore"):
        data = {"name": "Mine now"}
        assert bob.client.post(f"/searches/{kept[0]}/{act}", data=data).status_code == 404
    assert names(bob) == [] and pinned(bob) == []
    assert keep(bob, "heron", "Search 0").status_code == 303


def test_names_and_queries_stay_text(alice: Person) -> None:
    evil = "<img src=x onerror=alert(1)>"
    keep(alice, evil, evil)
    for path in ("/searches", "/saves", "/search"):
        page = parse(alice.client.get(path).text)
        assert evil in page.text and not page.select("img[src=x]")


def test_the_page_costs_the_same_however_many(session: Session, alice: Person) -> None:
    def grow_to(total: int) -> None:
        have = session.query(SavedSearch).count()
        for number in range(have, total):
            session.add(
                SavedSearch(owner_id=alice.user_id, name=f"{number}", query="q", is_pinned=True)
            )

        session.commit()

    assert_same_cost(alice.client, "/searches", grow_to, at_most=5)
