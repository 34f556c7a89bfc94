"""The pages of tags: all, one, and what a change of one touches before it is made."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.core.clock import utcnow
from devket.library.models import Tag
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.tags import tree
from tests.web.library.test_lists import rows
from tests.web.library.test_tags import tag, undo_of


def lines(html: str) -> list[str]:
    """Return the tags of the page of all, with their depth and count."""
    told = []
    for line in parse(html).select(".tag-lines li"):
        words = [part.text for part in line.select(".name, .count")]
        told.append(" ".join([*(line.attrs["class"] or ()), *words]))
    return told


@pytest.fixture
def ids(session: Session, alice: Person) -> list[int]:
    """Return alice's saves: three with tags, the second without."""
    made = [make_save(session, alice.user_id, title=f"Title {n}").id for n in range(3)]
    tag(session, alice, made, "db-tools")
    tag(session, alice, made[:1], "db/sqlite/WAL", "db/postgresql", "C#", "a?b&c=100%")
    tag(session, alice, made[1:2], "db/sqlite", "emoji/🐍")
    return made


def test_all_tags_stand_as_a_tree(alice: Person, ids: list[int]) -> None:
    assert lines(alice.client.get("/tags").text) == [
        "d0 a?b&c=100% 1", "d0 C# 1", "d0 db", "d1 postgresql 1", "d1 sqlite 1", "d2 WAL 1",
        "d0 db-tools 3", "d0 emoji", "d1 🐍 1",
    ]  # fmt: skip
    assert lines(alice.client.get("/tags?sort=count").text)[0] == "d0 db-tools 3"
    assert lines(alice.client.get("/tags?q=SQLITE").text) == [
        "d0 db/sqlite 1",
        "d0 db/sqlite/WAL 1",
    ]
    assert "No tag is called so" in alice.client.get("/tags?q=nothing").text
    assert len(lines(alice.client.get("/tags?view=once").text)) == 6
    assert "Nothing to tidy" in alice.client.get("/tags?view=unused").text
    assert alice.client.get("/tags?view=x&sort=y&after=z").status_code == 422


def test_no_tags_yet_teaches(alice: Person) -> None:
    assert "#python" in alice.client.get("/tags").text


def test_each_tag_leads_to_what_carries_it_or_one_below(alice: Person, ids: list[int]) -> None:
    page = parse(alice.client.get("/tags").text)
    for link in page.select(".tag-lines a"):
        assert alice.client.get(str(link.attrs["href"])).status_code == 200
    found = alice.client.get("/tags/DB").text
    assert [row for row, _ in rows(found)] == [str(ids[0]), str(ids[1])]
    below = parse(found).select(".tag-head .chip")
    assert [" ".join(chip.text.split()) for chip in below] == ["postgresql 1", "sqlite 1"]
    deep = alice.client.get("/tags/db/sqlite/wal").text
    assert [row for row, _ in rows(deep)] == [str(ids[0])]
    assert "<h1>db/sqlite/WAL</h1>" in deep
    assert alice.client.get("/tags/d").status_code == 404


def test_a_tag_called_complete_has_its_page(
    session: Session, alice: Person, ids: list[int]
) -> None:
    tag(session, alice, ids, "complete", "complete/edit")
    assert len(rows(alice.client.get("/tags/complete").text)) == 3
    assert len(rows(alice.client.get("/tags/complete/edit").text)) == 3


def test_the_list_of_a_tag_goes_on_page_by_page(session: Session, alice: Person) -> None:
    made = [make_save(session, alice.user_id).id for _ in range(30)]
    tag(session, alice, made, "many words/ünïcode")
    seen: list[str] = []
    path = "/tags/many%20words"
    while path:
        page = alice.client.get(path).text
        seen += [row for row, _ in rows(page)]
        more = parse(page).select("a[rel=next]")
        path = str(more[0].attrs["href"]) if more else ""
    assert seen == [str(one) for one in made]


def test_thousands_of_tags_are_paged(session: Session, alice: Person) -> None:
    now = utcnow()
    names = [f"group {n % 50:02}/tag {n:04}" for n in range(450)]
    plain = {"owner_id": alice.user_id, "save_count": 0, "created_at": now, "updated_at": now}
    session.execute(insert(Tag), [{**plain, "name": name, "key": name} for name in names])
    for sort in ("name", "count"):
        seen, path = [], f"/tags?sort={sort}"
        while path:
            page = alice.client.get(path).text
            seen += [str(a.attrs["href"]) for a in parse(page).select(".tag-lines .act")]
            more = parse(page).select("a[rel=next]")
            path = str(more[0].attrs["href"]) if more else ""
        tags = {href for href in seen if "tag+" in href or "tag%20" in href}
        assert len(tags) == 450


def test_the_edit_page_tells_what_a_change_touches(alice: Person, ids: list[int]) -> None:
    page = " ".join(parse(alice.client.get("/tag/edit?name=db").text).text.split())
    assert "It touches: 2 saves. Among them: Title 0" in page
    assert "3 tags stand below it: db/postgresql, db/sqlite, db/sqlite/WAL" in page


def test_a_rename_and_its_undo(session: Session, alice: Person, ids: list[int]) -> None:
    before = tree(session, alice.user_id)
    answer = alice.client.post("/tag/rename", data={"name": "DB", "to": "data base"})
    assert (answer.status_code, answer.location) == (303, "/tags/data%20base")
    page = alice.client.get(answer.location).text
    assert "Renamed." in page
    answer = alice.client.post(
        undo_of(page), headers={"Referer": "http://localhost/tags/data base"}
    )
    assert answer.location == "/tags", "the page of the new name is gone"
    assert tree(session, alice.user_id) == before


def test_a_taken_name_asks_and_merges(session: Session, alice: Person, ids: list[int]) -> None:
    before = tree(session, alice.user_id)
    asked = alice.client.post("/tag/rename", data={"name": "db/sqlite", "to": "DB-Tools"})
    assert asked.status_code == 303
    assert tree(session, alice.user_id) == before
    page = alice.client.get(asked.location).text
    words = " ".join(parse(page).text.split())
    assert "Merge into “DB-Tools”?" in words and "db/sqlite → db-tools" in words
    assert "Carrying both already: 1 save." in words
    fields = parse(page).select(".sheet form input")
    data = {str(field.attrs["name"]): str(field.attrs["value"]) for field in fields}
    answer = alice.client.post("/tag/rename", data=data)
    assert answer.location == "/tags/DB-Tools"
    assert set(tree(session, alice.user_id)) & {"db/sqlite", "db-tools/WAL", "DB-Tools/WAL"} == {
        "DB-Tools/WAL"
    }
    alice.client.post(undo_of(alice.client.get(answer.location).text))
    assert tree(session, alice.user_id) == before


def test_a_delete_and_its_undo(session: Session, alice: Person, ids: list[int]) -> None:
    before = tree(session, alice.user_id)
    for below, left in (("", {"db/postgresql", "db/sqlite/WAL"}), ("1", {"db/postgresql"})):
        data = {"name": "db/sqlite", **({"below": below} if below else {})}
        answer = alice.client.post("/tag/delete", data=data)
        assert answer.location == "/tags"
        found = tree(session, alice.user_id)
        assert {name for name in found if name.startswith("db/")} == left
        alice.client.post(undo_of(alice.client.get("/tags").text))
        assert tree(session, alice.user_id) == before


def test_unused_tags_are_deleted_together(session: Session, alice: Person, ids: list[int]) -> None:
    alice.client.post(f"/saves/{ids[0]}/tags", data={"tags": ""})
    page = alice.client.get("/tags?view=unused").text
    assert len(lines(page)) == 4
    alice.client.post("/tag/delete-unused")
    page = alice.client.get("/tags").text
    assert "4 tags deleted." in page and len(lines(page)) == 5
    alice.client.post(undo_of(page))
    assert len(tree(session, alice.user_id)) == 7
    alice.client.post("/tag/delete", data={"name": "db", "below": "1"})
    alice.client.post("/tag/delete-unused"), alice.client.post("/tag/delete-unused")
    assert "There is no unused tag." in alice.client.get("/tags").text


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("", "Give the tag a name."),
        ("a,b", "A comma separates tags"),
        ("x" * 500, "at most 100 characters"),
        ("db/sqlite/deeper", "cannot stand below itself"),
    ],
)
def test_a_refused_name_comes_back(
    session: Session, alice: Person, ids: list[int], to: str, sentence: str
) -> None:
    answer = alice.client.post("/tag/rename", data={"name": "db/sqlite", "to": to})
    assert answer.status_code == 422
    assert sentence in answer.text
    if to:
        (field,) = parse(answer.text).select("#tag-to")
        assert field.attrs["value"] == to


def test_a_stale_undo_is_not_found(session: Session, alice: Person, ids: list[int]) -> None:
    done = tag(session, alice, ids[2:], "once")
    path = f"/tag/undo/{done.undo_id}"
    assert alice.client.post(path).status_code == 303
    assert alice.client.post(path).status_code == 404
    assert alice.client.post("/tag/rename", data={"name": "once", "to": "x"}).status_code == 404


def test_the_side_column_shows_the_most_used(alice: Person, ids: list[int]) -> None:
    page = parse(alice.client.get("/saves").text)
    shown = [" ".join(chip.text.split()) for chip in page.select(".top-tags .chip")]
    assert shown[0] == "db-tools 3" and len(shown) == 7
    assert page.select("#count-tags")[0].text == "7"
