"""The feed's pages, for those who may see them."""

from __future__ import annotations

from flask import Flask

from devket.db import transaction
from devket.social.models import Visibility
from tests.factories.social import make_block, make_follow, make_post
from tests.support.people import Person


def test_what_one_follows_is_in_the_feed(app: Flask, alice: Person, bob: Person) -> None:
    with app.app_context(), transaction() as session:
        make_follow(session, bob.user_id, alice.user_id)
        make_post(session, alice.user_id, text="Read this #python by @bob", location="Seoul")
        make_post(session, alice.user_id, text="For me", visibility=Visibility.ONLY_ME)
    page = bob.client.get("/feed").text
    assert "Seoul" in page
    assert "For me" not in page
    assert "For me" in alice.client.get("/feed").text


def test_a_blocked_person_meets_nobody(app: Flask, alice: Person, bob: Person) -> None:
    with app.app_context(), transaction() as session:
        post_id = make_post(session, alice.user_id).id
    assert bob.client.get(f"/p/{post_id}").status_code == 200
    with app.app_context(), transaction() as session:
        make_block(session, alice.user_id, bob.user_id)
    assert bob.client.get(f"/p/{post_id}").status_code == 404
    assert bob.client.get("/@alice").status_code == 404
    assert alice.client.get("/@bob").status_code == 404
