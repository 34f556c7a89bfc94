"""The page of feeds: made, shown again, given another address, taken back."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.search.models import SavedSearch
from tests.factories.library import fill, make_save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.web.compat.world import feeds_of, make_feed, make_tag

PAGE = "/settings/apps/feeds"


def addresses(person: Person) -> list[str]:
    """Return the paths of the feeds that the page tells."""
    page = parse(person.client.get(PAGE).text)
    told = [str(box.attrs["value"]) for box in page.select("input[readonly]")]
    return [address.removeprefix("http://localhost") for address in told]


def made(person: Person, **fields: str) -> str:
    """Make a feed by the form and return its path."""
    answer = person.client.post(PAGE, data=fields)
    assert answer.status_code == 303, answer.text
    return addresses(person)[0]


def test_a_feed_is_made_and_its_address_told_each_time(
    session: Session, alice: Person, nobody: AuditingClient
) -> None:
    path = made(alice, of="list:favorites")
    assert addresses(alice) == [path]
    assert nobody.get(path).status_code == 200
    (row,) = feeds_of(session, alice)
    assert row.scopes == "short list:favorites"
    secret = path.split("/")[2]
    assert secret not in (row.shown, row.secret_hash)


def test_another_address_takes_the_place_of_the_old_one(
    session: Session, alice: Person, nobody: AuditingClient
) -> None:
    old = made(alice, of="list:saves", is_full="y")
    (row,) = feeds_of(session, alice)
    assert alice.client.post(f"{PAGE}/{row.id}/renew").status_code == 303
    (new,) = addresses(alice)
    assert (nobody.get(old).status_code, nobody.get(new).status_code) == (404, 200)
    assert alice.client.post(f"{PAGE}/{row.id}/revoke").status_code == 303
    assert addresses(alice) == []
    assert nobody.get(new).status_code == 404


def test_an_address_made_with_another_key_goes_on_and_is_not_told(
    app: Flask, alice: Person, nobody: AuditingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_feed(app, alice, "short list:saves")
    monkeypatch.setattr("devket.compat.atom.views.settings.signing_key", lambda: b"another")
    assert addresses(alice) == []
    assert nobody.get(path).status_code == 200


def test_pages_of_lists_lead_here_with_their_list_chosen(session: Session, alice: Person) -> None:
    save = make_save(session, alice.user_id, site="a.example")
    tag = make_tag(session, alice.user_id, "바다/해류", save)
    for page, chosen in (
        ("/saves", "list:saves"),
        ("/archive?site=a.example&sort=title", "list:archive?site=a.example"),
        ("/tags/바다/해류", f"tag:{tag.id}"),
    ):
        (link,) = parse(alice.client.get(page).text).select('a[href^="/settings/apps/feeds"]')
        form = parse(alice.client.get(str(link.attrs["href"])).text)
        (option,) = form.select("option[selected]")
        assert option.attrs["value"] == chosen
        made(alice, of=chosen)
    (link,) = parse(alice.client.get("/search?q=바다+is:unread").text).select(
        'a[href^="/settings/apps/feeds"]'
    )
    form = parse(alice.client.get(str(link.attrs["href"])).text)
    (box,) = form.select("input[name=query]")
    assert box.attrs["value"] == "바다 is:unread"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"of": "", "query": ""}, 422),
        ({"of": "list:nowhere"}, 422),
        ({"of": "tag:4321"}, 404),
        ({"of": "search:4321"}, 404),
        ({"of": "tag:99999999999999"}, 422),
        ({"of": "list:saves", "query": "tag:"}, 422),
        ({"of": "list:saves", "query": "바" * 300}, 422),
        ({"of": "list:saves", "query": "x" * 90_000}, 422),
        ({"of": "list:saves?site=" + "x" * 300}, 422),
    ],
)
def test_what_cannot_be_a_feed_is_refused(
    session: Session, alice: Person, fields: dict[str, str], status: int
) -> None:
    assert alice.client.post(PAGE, data=fields).status_code == status
    assert feeds_of(session, alice) == []


def test_a_stranger_can_neither_renew_nor_take_back(
    session: Session, alice: Person, carol: Person
) -> None:
    path = made(alice, of="list:saves")
    (row,) = feeds_of(session, alice)
    for act in ("renew", "revoke"):
        assert carol.client.post(f"{PAGE}/{row.id}/{act}").status_code == 404
    assert addresses(alice) == [path]
    search = SavedSearch(owner_id=alice.user_id, name="Hers", query="post")
    session.add(search)
    session.commit()
    assert carol.client.post(PAGE, data={"of": f"search:{search.id}"}).status_code == 404


def test_too_many_feeds_are_refused_in_words(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devket.accounts.services.credentials.MOST", 1)
    made(alice, of="list:saves")
    answer = alice.client.post(PAGE, data={"of": "list:all"})
    assert (answer.status_code, "too many" in answer.text) == (422, True)


def test_the_page_asks_as_often_however_many_there_are(
    app: Flask, session: Session, alice: Person
) -> None:
    fill(session, alice.user_id, 3)

    def grow(many: int) -> None:
        for _ in range(many - len(feeds_of(session, alice))):
            make_feed(app, alice, "short list:saves")

    assert_same_cost(alice.client, PAGE, grow, at_most=8)
