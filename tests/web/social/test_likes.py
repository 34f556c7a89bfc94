"""Liking a post, by form and by htmx, and who may see how many do."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from devket.accounts.models import Profile
from devket.social.models import Post, Visibility
from tests.factories.accounts import make_user
from tests.factories.social import make_block, make_like, make_post
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost


@pytest.fixture
def post_id(session: Session, alice: Person) -> int:
    return make_post(session, alice.user_id).id


def _likes(session: Session, post_id: int) -> int:
    session.expire_all()
    return session.get_one(Post, post_id).like_count


def test_a_like_is_counted_once_and_taken_back_once(
    session: Session, bob: Person, post_id: int
) -> None:
    for _ in range(2):
        answer = bob.client.post(f"/posts/{post_id}/like")
        assert answer.status_code == 303
        assert answer.location.endswith(f"/p/{post_id}")
    assert _likes(session, post_id) == 1
    for _ in range(2):
        bob.client.post(f"/posts/{post_id}/unlike")
    assert _likes(session, post_id) == 0


def test_htmx_is_answered_with_the_button_as_it_is_now(bob: Person, post_id: int) -> None:
    liked = bob.client.htmx.post(f"/posts/{post_id}/like").text
    assert 'aria-pressed="true"' in liked
    assert f"/posts/{post_id}/unlike" in liked
    assert ">1</a>" in liked
    assert 'aria-pressed="false"' in bob.client.htmx.post(f"/posts/{post_id}/unlike").text


def test_nobody_is_asked_to_log_in_first(nobody: AuditingClient, post_id: int) -> None:
    assert f"/login?next=/p/{post_id}" in nobody.get(f"/p/{post_id}").text
    assert nobody.post(f"/posts/{post_id}/like").location.startswith("/login")


def test_what_one_may_not_see_one_cannot_like(
    session: Session, alice: Person, bob: Person, post_id: int
) -> None:
    hidden = make_post(session, alice.user_id, visibility=Visibility.ONLY_ME).id
    make_block(session, alice.user_id, bob.user_id)
    for one in (hidden, post_id, 4321):
        assert bob.client.post(f"/posts/{one}/like").status_code == 404
        assert bob.client.get(f"/p/{one}/likes").status_code == 404
    assert _likes(session, post_id) == 0


def test_hidden_counts_are_shown_to_the_author_alone(
    session: Session, alice: Person, bob: Person, post_id: int
) -> None:
    session.get_one(Profile, alice.user_id).hides_counts = True
    bob.client.post(f"/posts/{post_id}/like")
    assert "/likes" not in bob.client.get(f"/p/{post_id}").text
    assert bob.client.get(f"/p/{post_id}/likes").status_code == 404
    assert "/likes" in alice.client.get(f"/p/{post_id}").text
    assert "@bob" in alice.client.get(f"/p/{post_id}/likes").text


def test_who_likes_a_post_leaves_out_whom_the_viewer_is_apart_from(
    session: Session, alice: Person, bob: Person, carol: Person, post_id: int
) -> None:
    for person in (bob, carol):
        person.client.post(f"/posts/{post_id}/like")
    make_block(session, carol.user_id, bob.user_id)
    seen = bob.client.get(f"/p/{post_id}/likes").text
    assert "@carol" not in seen
    assert "@bob" in seen
    assert "@carol" in alice.client.get(f"/p/{post_id}/likes").text


def test_the_list_costs_the_same_for_many(
    app: Flask, session: Session, alice: Person, post_id: int
) -> None:
    post = session.get_one(Post, post_id)

    def grow_to(number: int) -> None:
        while post.like_count < number:
            make_like(session, post, make_user(session).id)
        session.commit()

    assert_same_cost(alice.client, f"/p/{post_id}/likes", grow_to, at_most=13)
