"""Tags while saving, in lists, in the reader and on many at once; plain and by htmx."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.core.clock import utcnow
from devket.library.models import Save
from devket.library.services import tagging
from tests.factories.library import fill, make_save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.tags import assert_counts_are_true, tags_of, tree

LONG = "x" * 500


def tag(session: Session, person: Person, save_ids: list[int], *names: str) -> tagging.Tagged:
    """Put tags on saves of somebody."""
    return tagging.tag_saves(
        session, owner_id=person.user_id, save_ids=save_ids, names=names, clock=utcnow
    )


def chips(html: str) -> list[str]:
    """Return the tags shown on saves."""
    return [chip.text.strip() for chip in parse(html).select(".chips[id^=tags-] a.chip")]


def undo_of(html: str) -> str:
    """Return where the message on the page takes its act back."""
    (form,) = parse(html).select(".toast form")
    return str(form.attrs["action"])


@pytest.mark.parametrize("way", ["plain", "htmx"])
def test_tags_follow_the_address_in_the_save_box(session: Session, alice: Person, way: str) -> None:
    send = alice.client.post if way == "plain" else alice.client.htmx.post
    answer = send("/save", data={"url": "https://x.example/a #Python #db/sqlite #파이썬"})
    assert answer.status_code in (200, 303)
    save = session.scalars(select(Save)).one()
    assert save.given_url == "https://x.example/a"
    assert tags_of(session, save.id) == ["db/sqlite", "Python", "파이썬"]
    page = answer.text if way == "htmx" else alice.client.get("/saves").text
    assert chips(page) == ["db/sqlite", "Python", "파이썬"]
    assert_counts_are_true(session, alice.user_id)


def test_a_tag_that_is_too_long_loses_nothing(session: Session, alice: Person) -> None:
    typed = f"https://x.example/a #ok #{LONG}"
    for send in (alice.client.post, alice.client.htmx.post):
        answer = send("/save", data={"url": typed})
        assert answer.status_code == 422
        assert "A tag has at most 100 characters." in answer.text
        (box,) = parse(answer.text).select("#save-url")
        assert box.attrs["value"] == typed
    answer = alice.client.post("/save", data={"url": "x.example", "tags": f"ok, {LONG}"})
    assert f"x.example #ok #{LONG}" in answer.text
    assert session.scalars(select(Save.id)).first() is None


def test_the_page_that_asks_takes_tags(session: Session, alice: Person) -> None:
    page = alice.client.get("/save?url=https://x.example/&tags=a,%20b/c")
    assert 'value="a, b/c"' in page.text
    alice.client.post("/save", data={"url": "https://x.example/", "tags": "a, b/c"})
    assert list(tree(session, alice.user_id)) == ["a", "b/c"]


def test_a_handed_page_takes_tags(session: Session, alice: Person) -> None:
    data = {"url": "https://x.example/", "html": "<p>Words</p>", "tags": "a,A, b"}
    answer = alice.client.post("/save/page", data={**data, "tags": LONG})
    assert answer.status_code == 422 and LONG in answer.text
    assert alice.client.post("/save/page", data=data).status_code == 303
    assert list(tree(session, alice.user_id)) == ["a", "b"]


def test_the_editor_sets_and_gives_it_back(session: Session, alice: Person) -> None:
    save_id = make_save(session, alice.user_id).id
    tag(session, alice, [save_id], "old")
    page = alice.client.get(f"/saves/{save_id}/tags")
    (field,) = parse(page.text).select("[name=tags]")
    assert field.attrs["value"] == "old, "
    data = {"tags": "new, B/c", "next": "/favorites"}
    answer = alice.client.post(f"/saves/{save_id}/tags", data=data)
    assert (answer.status_code, answer.location) == (303, "/favorites")
    assert tags_of(session, save_id) == ["B/c", "new"]
    alice.client.post(undo_of(alice.client.get("/saves").text))
    assert tags_of(session, save_id) == ["old"]


def test_htmx_gets_a_panel_and_then_the_chips(session: Session, alice: Person) -> None:
    save_id = make_save(session, alice.user_id).id
    panel = alice.client.htmx.get(f"/saves/{save_id}/tags")
    assert "<tag-panel" in panel.text and "<html" not in panel.text
    answer = alice.client.htmx.post(f"/saves/{save_id}/tags", data={"tags": "a, قراءة"})
    assert f'hx-target="#tags-{save_id}"' in answer.text
    assert chips(answer.text) == ["a", "قراءة"]
    assert 'hx-target="#count-tags">2<' in answer.text


@pytest.mark.parametrize("typed", [LONG, "a/" * 9, ", ".join(f"t{n}" for n in range(51))])
def test_what_the_editor_refuses_comes_back(session: Session, alice: Person, typed: str) -> None:
    save_id = make_save(session, alice.user_id).id
    for send in (alice.client.post, alice.client.htmx.post):
        answer = send(f"/saves/{save_id}/tags", data={"tags": typed})
        assert answer.status_code == 422
        (field,) = parse(answer.text).select("[name=tags]")
        assert field.attrs["value"] == typed
        assert field.attrs["aria-invalid"] == "true"
    assert tree(session, alice.user_id) == {}


def test_suggestions_are_buttons_and_never_applied_by_themselves(
    session: Session, alice: Person
) -> None:
    save = make_save(session, alice.user_id, title="Django ORM, read slowly", code_languages=[])
    page = alice.client.get(f"/saves/{save.id}/tags")
    offered = [str(b.attrs["value"]) for b in parse(page.text).select("button[name=add]")]
    assert offered == ["django", "orm"]
    assert tags_of(session, save.id) == []
    alice.client.post(f"/saves/{save.id}/tags", data={"tags": "mine", "add": "orm"})
    assert tags_of(session, save.id) == ["mine", "orm"]
    page = alice.client.get(f"/saves/{save.id}/tags")
    assert [b.attrs["value"] for b in parse(page.text).select("button[name=add]")] == ["django"]


def test_the_first_button_of_the_editor_saves(session: Session, alice: Person) -> None:
    """Enter presses the first button of a form: it must not be a suggestion."""
    save = make_save(session, alice.user_id, title="Django ORM")
    page = alice.client.get(f"/saves/{save.id}/tags")
    first = parse(page.text).select("#tag-edit button")[0]
    assert "name" not in first.attrs


@pytest.mark.parametrize("way", ["plain", "htmx"])
def test_many_are_tagged_and_untagged_at_once(session: Session, alice: Person, way: str) -> None:
    ids = [make_save(session, alice.user_id).id for _ in range(3)]
    tag(session, alice, ids[:1], "a")
    send = alice.client.post if way == "plain" else alice.client.htmx.post
    chosen = {"ids": [str(one) for one in ids], "tags": "a, b"}
    answer = send("/saves/bulk/tag", data=chosen)
    assert answer.status_code == (303 if way == "plain" else 200)
    assert tree(session, alice.user_id) == {"a": ids, "b": ids}
    page = answer.text if way == "htmx" else alice.client.get("/saves").text
    alice.client.post(undo_of(page))
    assert tree(session, alice.user_id) == {"a": ids[:1]}
    answer = send("/saves/bulk/untag", data={**chosen, "tags": "A"})
    assert tree(session, alice.user_id) == {"a": []}
    assert_counts_are_true(session, alice.user_id)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"tags": "a"}, "Choose at least one save."),
        ({"tags": "a", "ids": ["x", "-1", "٣", "9" * 30]}, "Choose at least one save."),
        ({"tags": " ,", "ids": ["1"]}, "Name at least one tag."),
        ({"tags": LONG, "ids": ["1"]}, "A tag has at most 100 characters."),
        ({"tags": "a", "ids": [str(n) for n in range(1, 502)]}, "at most 500 saves"),
    ],
)
def test_an_unclear_bulk_act_is_told_in_words(
    session: Session, alice: Person, data: dict[str, object], sentence: str
) -> None:
    for path in ("/saves/bulk/tag", "/saves/bulk/untag"):
        answer = alice.client.post(path, data=data)
        assert answer.status_code == 422
        assert sentence in answer.text


def test_carol_tags_nothing_of_alice(session: Session, alice: Person, carol: Person) -> None:
    save_id = make_save(session, alice.user_id).id
    for path in ("/saves/bulk/tag", "/saves/bulk/untag"):
        data = {"tags": "hers", "ids": [str(save_id)]}
        assert carol.client.post(path, data=data).status_code == 404
    assert carol.client.post(f"/saves/{save_id}/tags", data={"tags": "x"}).status_code == 404
    tag(session, alice, [save_id], "secret/plan")
    found = carol.client.get("/tags/complete?q=sec")
    assert found.json == []
    assert "secret" not in carol.client.get("/tags").text
    for path in ("/tags/secret", "/tags/secret/plan", "/tag/edit?name=secret/plan"):
        assert carol.client.get(path).status_code == 404
    for path in ("/tag/rename", "/tag/delete"):
        data = {"name": "secret/plan", "to": "mine"}
        assert carol.client.post(path, data=data).status_code == 404
    assert tree(session, alice.user_id) == {"secret/plan": [save_id]}


def test_completion_answers_the_most_used_first(session: Session, alice: Person) -> None:
    one, two = make_save(session, alice.user_id).id, make_save(session, alice.user_id).id
    tag(session, alice, [one], "sql", "db/sqlite")
    tag(session, alice, [two], "db/sqlite")
    found = alice.client.get("/tags/complete?q=SQ").json
    assert found == [{"count": 2, "name": "db/sqlite"}, {"count": 1, "name": "sql"}]
    assert alice.client.get("/tags/complete?q=").json == []
    assert alice.client.get("/tags/complete?q=" + "%25" * 3000).json == []
    assert alice.client.get("/tags/complete").status_code == 404  # the tag of that name


def test_tags_cost_one_query_a_page(session: Session, alice: Person) -> None:
    def grow(total: int) -> None:
        fill(session, alice.user_id, total)
        ids = list(session.scalars(select(Save.id).where(Save.owner_id == alice.user_id)))
        tag(session, alice, ids, "a", "b/c", f"n{total}")
        session.commit()

    assert_same_cost(alice.client, "/saves", grow, at_most=9)
    assert_same_cost(alice.client, "/tags/b", lambda _total: None, at_most=9)
    assert_same_cost(alice.client, "/tags", lambda _total: None, at_most=5)


def test_the_reader_shows_tags(session: Session, alice: Person) -> None:
    save_id = make_save(session, alice.user_id).id
    tag(session, alice, [save_id], "a", "b/c")
    page = alice.client.get(f"/saves/{save_id}").text
    assert chips(page) == ["a", "b/c"]
    assert parse(page).select(f'.reader-bar a[data-key=t][href="/saves/{save_id}/tags"]')


def test_nobody_is_asked_to_log_in(nobody: AuditingClient) -> None:
    for path in ("/tags", "/tags/a", "/tags/complete?q=a", "/tag/edit?name=a"):
        assert nobody.get(path).location.startswith("/login")
