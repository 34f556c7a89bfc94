"""Home, explore, hashtags, mentions, people: as pages and as htmx asks for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from turbohtml import parse

from devket.accounts.models import Profile
from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import Tag
from devket.social.models import Hashtag, Mention, Post, Visibility
from tests.factories.accounts import make_user
from tests.factories.social import make_follow, make_like, make_post
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost

LISTS = ("/feed", "/explore", "/explore?sort=liked", "/hashtags/python", "/mentions")


def fill(app: Flask, viewer: Person, total: int) -> None:
    """See that so many people, whom somebody follows, have each shared a post with all there is."""
    with app.app_context(), transaction() as session:
        have = len(session.scalars(select(Post.id)).all())
        for number in range(have, total):
            author = make_user(session)
            make_follow(session, viewer.user_id, author.id)
            at = utcnow() - timedelta(minutes=number)
            post = make_post(session, author.id, text=f"Number {number}.", uploaded_at=at)
            make_like(session, post, viewer.user_id)
            session.add(Hashtag(post_id=post.id, name="python", uploaded_at=at))
            session.add(Mention(post_id=post.id, user_id=viewer.user_id))


def posts_in(html: str) -> list[str]:
    """Return the ids of the posts in a page or a fragment."""
    return [str(post.attrs["data-post-id"]) for post in parse(html).select("article.post")]


def link(html: str, selector: str, name: str = "href") -> str:
    """Return where a link leads."""
    found = parse(html).select_one(selector)
    assert found is not None, selector
    return str(found.attrs[name])


@pytest.mark.parametrize("path", LISTS)
def test_a_list_asks_as_often_however_long_it_is(app: Flask, bob: Person, path: str) -> None:
    assert_same_cost(bob.client, path, lambda many: fill(app, bob, many), at_most=14)


def test_suggestions_ask_as_often_however_many_there_are(app: Flask, bob: Person) -> None:
    def grow(many: int) -> None:
        with app.app_context(), transaction() as session:
            if many == 3:
                session.add(Tag(owner_id=bob.user_id, name="python", key="python", save_count=1))
            for _ in range(many):
                tag = Tag(name="python", key="python", save_count=1, is_public=True)
                tag.owner_id = make_user(session).id
                session.add(tag)

    assert_same_cost(bob.client, "/explore/people", grow, at_most=12)


@pytest.mark.parametrize("path", LISTS)
def test_pages_follow_one_another_without_a_gap(app: Flask, bob: Person, path: str) -> None:
    fill(app, bob, 45)
    page = bob.client.get(path).text
    plain, by_htmx = posts_in(page), posts_in(page)
    for _ in range(2):
        page = bob.client.get(link(page, "a[rel=next]")).text
        plain += posts_in(page)
    assert "rel=next" not in page and 'rel="next"' not in page
    page = bob.client.get(path).text
    for _ in range(2):
        page = bob.client.htmx.get(link(page, "a[rel=next]", "hx-get")).text
        assert "<html" not in page
        by_htmx += posts_in(page)
    assert plain == by_htmx
    assert len(set(plain)) == 45


def test_the_address_of_what_was_scrolled_to_shows_as_much(app: Flask, bob: Person) -> None:
    fill(app, bob, 45)
    page = bob.client.get("/feed").text
    more = bob.client.htmx.get(link(page, "a[rel=next]", "hx-get")).text
    here = link(more, "#more", "data-here")
    assert here == "/feed?pages=2"
    assert posts_in(bob.client.get(here).text) == posts_in(page) + posts_in(more)


def test_new_posts_are_told_and_shown_above_the_rest(
    app: Flask, alice: Person, bob: Person
) -> None:
    with app.app_context(), transaction() as session:
        make_follow(session, bob.user_id, alice.user_id)
        make_post(session, alice.user_id)
    look = link(bob.client.get("/feed").text, "#new-posts", "hx-get")
    assert bob.client.htmx.get(look).status_code == 204
    with app.app_context(), transaction() as session:
        post_id = make_post(session, alice.user_id, uploaded_at=utcnow()).id
    told = bob.client.htmx.get(look).text
    assert "1 new post" in told
    shown = bob.client.htmx.get(link(told, "a", "hx-get")).text
    assert posts_in(shown) == [str(post_id)]
    assert bob.client.htmx.get(link(shown, "#new-posts", "hx-get")).status_code == 204


def test_very_many_new_posts_are_shown_by_the_page_itself(app: Flask, bob: Person) -> None:
    look = link(bob.client.get("/feed").text, "#new-posts", "hx-get")
    with app.app_context(), transaction() as session:
        author = make_user(session)
        make_follow(session, bob.user_id, author.id)
        for seconds in range(60):
            at = utcnow() + timedelta(seconds=seconds)
            make_post(session, author.id, uploaded_at=at)
    told = bob.client.htmx.get(look).text
    assert "More than 50 new posts" in told
    assert bob.client.htmx.get(link(told, "a", "hx-get")).headers["HX-Redirect"] == "/feed"


@pytest.mark.parametrize("path", ["/feed?after=x", "/feed/new?since=MS5zYQ", "/feed/new"])
def test_an_address_that_is_none_of_ours_is_told_so(bob: Person, path: str) -> None:
    assert bob.client.htmx.get(path).status_code == 422


@pytest.mark.parametrize("path", ["/feed?after=MS5uNQ", "/explore?sort=liked&after=MS4xMjM"])
def test_a_cursor_of_another_list_is_refused(bob: Person, path: str) -> None:
    assert bob.client.get(path).status_code == 422


def test_an_empty_feed_teaches_what_to_do(bob: Person) -> None:
    page = bob.client.get("/feed").text
    assert "See what others read" in page
    assert "/explore/people" in page


def test_a_stranger_sees_what_is_public_and_nothing_else(
    app: Flask, alice: Person, nobody: AuditingClient
) -> None:
    with app.app_context(), transaction() as session:
        shown = make_post(session, alice.user_id, text="For all of you")
        make_post(session, alice.user_id, visibility=Visibility.FOLLOWERS)
        session.add(Hashtag(post_id=shown.id, name="독서", uploaded_at=shown.uploaded_at))
        wanted = [str(shown.id)]
    for path in ("/explore", "/hashtags/독서"):
        assert posts_in(nobody.get(path).text) == wanted
    for path in ("/feed", "/mentions", "/explore/people"):
        assert nobody.get(path).status_code == 302


@pytest.mark.parametrize("written", ["Python", "PYTHON", "Ｐｙｔｈｏｎ", "python"])
def test_a_hashtag_is_found_however_it_is_written(app: Flask, alice: Person, written: str) -> None:
    with app.app_context(), transaction() as session:
        post = make_post(session, alice.user_id)
        session.add(Hashtag(post_id=post.id, name="python", uploaded_at=post.uploaded_at))
    page = alice.client.get(f"/hashtags/{written}").text
    assert "#python" in page
    assert posts_in(page)


def test_people_are_suggested_with_a_reason(app: Flask, alice: Person, bob: Person) -> None:
    with app.app_context(), transaction() as session:
        wanted = make_user(session)
        session.get_one(Profile, wanted.id).name = "Wanted"
        make_follow(session, bob.user_id, alice.user_id)
        make_follow(session, alice.user_id, wanted.id)
    for page in (bob.client.get("/explore/people"), bob.client.htmx.get("/explore/people")):
        assert "Wanted" in page.text
        assert "Followed by Alice" in page.text


def test_the_search_of_people_is_on_the_page_of_suggestions(bob: Person) -> None:
    for path in ("/explore/people", "/people"):
        form = parse(bob.client.get(path).text).select_one("main form[role=search]")
        assert form is not None and form.attrs["action"] == "/people"


def test_the_way_to_the_feed_is_on_every_page(bob: Person) -> None:
    page = parse(bob.client.get("/saves").text)
    assert page.select_one('[data-go="d"]') and page.select_one('[data-go="x"]')
    shown = parse(bob.client.get("/feed").text)
    assert len(shown.select(".nav [aria-current]")) == 2  # in the dock and in the side column
