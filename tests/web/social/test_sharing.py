"""What is shared of a save or a highlight, and saving what others shared."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import Save
from devket.library.services import add_save
from devket.reading.models import Highlight
from devket.social.models import Post
from tests.factories.library import make_save
from tests.factories.social import make_post
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.twins import HandQueue

ALL = {"visibility": "public", "commentable": "1"}
ADDRESS = "https://example.org/paper?id=7&token=hunter2&utm_source=x#here"


@pytest.fixture
def save_id(app: Flask, alice: Person) -> int:
    """Return a save of alice's with a secret in its address."""
    with app.app_context(), transaction() as session:
        save = make_save(session, alice.user_id, title="On reading", excerpt="word " * 79)
        save.given_url, save.canonical_url = ADDRESS, None
        return save.id


@pytest.fixture
def highlight_id(app: Flask, alice: Person, save_id: int) -> int:
    """Return a highlight of alice's, with a note that is for her alone."""
    with app.app_context(), transaction() as session:
        made = Highlight(
            owner_id=alice.user_id, save_id=save_id, quote="Read twice. " * 100, note="Mine"
        )
        session.add(made)
        session.flush()
        return made.id


def only_post(session: Session) -> Post:
    """Return the one post there is."""
    session.expire_all()
    return session.scalars(select(Post)).one()


def test_a_save_is_shared_without_its_secrets(
    alice: Person, bob: Person, session: Session, save_id: int
) -> None:
    page = alice.client.get(f"/posts/new?save={save_id}").text
    assert "On reading" in page
    assert "hunter2" not in page
    alice.client.post("/posts/new", data={**ALL, "save": str(save_id)})
    post = only_post(session)
    assert post.link_url == "https://example.org/paper?id=7"
    assert (post.link_title, post.link_site, post.save_id) == ("On reading", "example.org", save_id)
    assert len(post.link_excerpt) <= 300
    assert post.card_due_at is None
    seen = bob.client.get(f"/p/{post.id}").text
    assert "On reading" in seen
    assert "hunter2" not in seen
    assert f"/saves/{save_id}" not in seen


def test_a_highlight_is_shared_with_its_quote(
    alice: Person, bob: Person, session: Session, highlight_id: int, queue: HandQueue
) -> None:
    page = alice.client.get(f"/posts/new?highlight={highlight_id}").text
    assert "Mine" not in page
    assert "Mine" in alice.client.get(f"/posts/new?highlight={highlight_id}&note=1").text
    alice.client.post("/posts/new", data={**ALL, "highlight": str(highlight_id)})
    post = only_post(session)
    assert post.quote.startswith("Read twice.")
    assert len(post.quote) <= 1_000
    assert post.card_due_at is not None
    queue.run_pending()
    assert only_post(session).card_key
    picture = bob.client.get(f"/media/quotes/{post.id}")
    assert picture.mimetype == "image/png"
    assert picture.data[:8] == b"\x89PNG\r\n\x1a\n"
    assert f"http://localhost/media/quotes/{post.id}" in bob.client.get(f"/p/{post.id}").text


def test_what_is_not_ones_own_cannot_be_shared(
    bob: Person, session: Session, save_id: int, highlight_id: int
) -> None:
    for name, number in (("save", save_id), ("highlight", highlight_id), ("save", 4321)):
        assert bob.client.get(f"/posts/new?{name}={number}").status_code == 404
        answer = bob.client.post("/posts/new", data={**ALL, "text": "x", name: str(number)})
        assert answer.status_code == 404
    assert session.scalars(select(Post)).all() == []


def test_an_attachment_can_be_taken_away(alice: Person, session: Session, save_id: int) -> None:
    alice.client.post("/posts/new", data={**ALL, "save": str(save_id), "act": "keep"})
    assert only_post(session).link_url
    alice.client.post("/posts/new", data={**ALL, "act": "detach"})
    post = only_post(session)
    assert (post.link_url, post.save_id, post.quote) == ("", None, "")


def test_what_others_share_is_saved_and_nobody_is_told(
    alice: Person, bob: Person, session: Session, app: Flask
) -> None:
    with app.app_context(), transaction() as made:
        shared = make_post(
            made,
            alice.user_id,
            text="And https://example.com/other.",
            link_url="https://example.org/a",
            link_title="A",
        )
        post_id = shared.id
    answer = bob.client.htmx.post(f"/posts/{post_id}/pocket")
    assert "Saved to your list." in answer.text
    assert "In your list" in answer.text
    assert "It is in your list already." in bob.client.htmx.post(f"/posts/{post_id}/pocket").text
    bob.client.post(f"/posts/{post_id}/pocket", data={"url": "https://example.com/other"})
    kept = select(Save.given_url).where(Save.owner_id == bob.user_id).order_by(Save.id)
    assert session.scalars(kept).all() == ["https://example.org/a", "https://example.com/other"]
    assert "No notifications" not in alice.client.get("/feed").text
    page = bob.client.get(f"/p/{post_id}/links").text
    assert page.count("In your list") == 2


def test_only_what_stands_in_a_post_is_saved(app: Flask, alice: Person, bob: Person) -> None:
    with app.app_context(), transaction() as session:
        post_id = make_post(session, alice.user_id, text="Nothing here").id
        hidden = make_post(
            session, alice.user_id, visibility="only-me", link_url="https://a.org/"
        ).id
    for data in ({}, {"url": "https://evil.example/"}, {"url": "javascript:alert(1)"}):
        assert bob.client.post(f"/posts/{post_id}/pocket", data=data).status_code == 404
    assert bob.client.post(f"/posts/{hidden}/pocket").status_code == 404
    assert bob.client.get(f"/p/{hidden}/links").status_code == 404


def test_a_list_of_posts_costs_the_same(app: Flask, alice: Person) -> None:
    def grow(number: int) -> None:
        with app.app_context(), transaction() as session:
            for one in range(number):
                url = f"https://example.org/{number}/{one}"
                make_post(session, alice.user_id, text=f"@bob {url}", link_url=url)
                if one % 2:
                    add_save(session, owner_id=alice.user_id, url=url, clock=utcnow)

    assert_same_cost(alice.client, "/posts", grow, at_most=16)


def test_the_reader_and_highlights_lead_to_the_editor(
    alice: Person, save_id: int, highlight_id: int
) -> None:
    assert f"/posts/new?save={save_id}" in alice.client.get(f"/saves/{save_id}").text
    assert f"/posts/new?highlight={highlight_id}" in alice.client.get("/highlights").text
