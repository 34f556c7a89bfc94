"""Writing posts: what is kept, what is published, what is refused in plain words."""

from __future__ import annotations

import io
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile
from devket.db import transaction
from devket.social.models import Hashtag, Image, PictureState, Post, Visibility
from tests.factories.social import make_image, make_picture, make_post
from tests.support.people import Person
from tests.support.twins import HandQueue

ALL = {"visibility": "public", "commentable": "1"}


def posts_of(session: Session, person: Person) -> list[Post]:
    """Return all posts of a person, drafts too."""
    session.expire_all()
    return list(session.scalars(select(Post).where(Post.author_id == person.user_id)))


def test_text_alone_is_published(alice: Person, bob: Person, session: Session) -> None:
    answer = alice.client.post(
        "/posts/new", data={**ALL, "text": " Hello #Python \n\n\n\n\n@bob ", "location": "Seoul"}
    )
    (post,) = posts_of(session, alice)
    assert answer.status_code == 303
    assert answer.location == f"/p/{post.id}"
    assert post.text == "Hello #Python\n\n@bob"
    assert post.uploaded_at is not None
    assert session.get_one(Profile, alice.user_id).post_count == 1
    assert session.get_one(Profile, bob.user_id).unread_count == 1
    assert session.scalars(select(Hashtag.name)).all() == ["python"]
    page = bob.client.get(f"/p/{post.id}").text
    assert 'href="/@bob"' in page
    assert 'href="/hashtags/python"' in page


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\u2060", "\u202e", "\u3164"])
def test_nothing_to_see_is_refused(alice: Person, session: Session, text: str) -> None:
    answer = alice.client.post("/posts/new", data={**ALL, "text": text})
    assert answer.status_code == 422
    assert "Write something, add a picture or attach a page first." in answer.text


def test_what_is_too_long_comes_back(alice: Person, session: Session) -> None:
    answer = alice.client.post(
        "/posts/new", data={**ALL, "text": "x" * 100_000, "location": "Busan"}
    )
    assert answer.status_code == 422
    assert "A post has at most 2,000 characters. This one has 100,000." in answer.text
    assert "x" * 100_000 in answer.text
    answer = alice.client.post("/posts/new", data={**ALL, "text": "y", "location": "z" * 101})
    assert answer.status_code == 422
    assert "The name of a place has at most 100 characters." in answer.text


def test_overrides_of_direction_are_taken_out(alice: Person, session: Session) -> None:
    alice.client.post(
        "/posts/new", data={**ALL, "text": "a\u202eb\u200bc\x00\x07", "location": "\u202eX"}
    )
    (post,) = posts_of(session, alice)
    assert (post.text, post.location) == ("abc", "X")


def test_scripts_stay_words(alice: Person, session: Session) -> None:
    evil = "<script>alert(1)</script>"
    alice.client.post("/posts/new", data={**ALL, "text": evil, "location": evil})
    (post,) = posts_of(session, alice)
    for path in (f"/p/{post.id}", f"/posts/{post.id}/edit", "/posts", "/posts/places?q=<s"):
        page = alice.client.get(path).text
        assert "<script>alert" not in page
        assert evil in unescape(page)


def test_a_draft_is_kept_and_found_again(alice: Person, session: Session) -> None:
    alice.client.post("/posts/new", data={**ALL, "text": "Half a thought", "act": "keep"})
    assert "Half a thought" in alice.client.get("/posts/new").text
    answer = alice.client.htmx.post("/posts/new", data={**ALL, "text": "More", "act": "keep"})
    assert "Draft kept" in answer.text
    (post,) = posts_of(session, alice)
    assert (post.text, post.uploaded_at) == ("More", None)
    assert "More" in alice.client.get("/posts").text


def test_a_draft_is_nobody_elses(alice: Person, bob: Person, session: Session) -> None:
    alice.client.post("/posts/new", data={**ALL, "text": "Half", "act": "keep"})
    (post,) = posts_of(session, alice)
    for path in (f"/posts/{post.id}/edit", f"/p/{post.id}", f"/posts/{post.id}/waiting"):
        assert bob.client.get(path).status_code == 404
    for verb in ("delete", "restore", "hold", "edit", "pictures/1", "pocket"):
        assert bob.client.post(f"/posts/{post.id}/{verb}", data=ALL).status_code == 404
    bob.client.post("/posts/new", data={**ALL, "text": "Mine", "draft": str(post.id)})
    assert [one.text for one in posts_of(session, alice)] == ["Half"]


def test_a_draft_is_discarded_and_comes_back(alice: Person, session: Session) -> None:
    alice.client.post("/posts/new", data={**ALL, "text": "Half", "act": "keep"})
    (post,) = posts_of(session, alice)
    alice.client.post(f"/posts/{post.id}/delete")
    assert "Half" not in alice.client.get("/posts/new").text
    alice.client.post(f"/posts/{post.id}/restore")
    assert "Half" in alice.client.get("/posts/new").text
    assert session.get_one(Profile, alice.user_id).post_count == 0


def test_a_button_pressed_twice_publishes_once(alice: Person, session: Session) -> None:
    first = alice.client.post("/posts/new", data={**ALL, "text": "Once"})
    second = alice.client.post("/posts/new", data={**ALL, "text": "Once"})
    assert first.location == second.location
    published = [post for post in posts_of(session, alice) if post.deleted_at is None]
    assert len(published) == 1
    assert session.get_one(Profile, alice.user_id).post_count == 1


def test_files_in_the_form_wait_for_the_worker(
    alice: Person, session: Session, queue: HandQueue
) -> None:
    files = [(io.BytesIO(b"one"), "a.jpg"), (io.BytesIO(b"two"), "b.jpg")]
    answer = alice.client.post("/posts/new", data={**ALL, "text": "Look", "pictures": files})
    (post,) = posts_of(session, alice)
    assert answer.location == f"/posts/{post.id}/waiting"
    assert post.is_awaited
    assert post.uploaded_at is None
    assert "Your pictures are being prepared" in alice.client.get(answer.location).text
    assert "hx-trigger" in alice.client.htmx.get(answer.location).text
    assert alice.client.get(f"/posts/{post.id}/edit").location == answer.location
    alice.client.post(f"/posts/{post.id}/hold")
    assert "Look" in alice.client.get(f"/posts/{post.id}/edit").text


def test_a_failed_upload_keeps_what_was_typed(alice: Person, session: Session) -> None:
    files = [(io.BytesIO(b""), "empty.jpg"), (io.BytesIO(b"two"), "b.jpg")]
    answer = alice.client.post("/posts/new", data={**ALL, "text": "Look", "pictures": files})
    assert answer.status_code == 422
    assert "This file is empty. Choose another one." in answer.text
    (post,) = posts_of(session, alice)
    assert post.text == "Look"
    assert session.scalar(select(func.count()).select_from(Image)) == 1


def test_of_eleven_files_ten_are_kept(alice: Person, session: Session) -> None:
    files = [(io.BytesIO(f"{n}".encode()), f"{n}.jpg") for n in range(11)]
    answer = alice.client.post("/posts/new", data={**ALL, "text": "Many", "pictures": files})
    assert answer.status_code == 422
    assert "A post has at most 10 pictures. Remove one first." in answer.text
    assert session.scalar(select(func.count()).select_from(Image)) == 10


def test_pictures_are_ordered_described_and_removed(
    app: Flask, alice: Person, bob: Person, session: Session
) -> None:
    with app.app_context(), transaction() as made:
        mine = [make_picture(made, alice.user_id).id for _ in range(3)]
        foreign = make_picture(made, bob.user_id).id
    named = {"picture": [*map(str, mine), str(foreign)], f"alt-{mine[0]}": "A heron"}
    alice.client.post("/posts/new", data={**ALL, "act": f"down:{mine[0]}", **named})
    (post,) = posts_of(session, alice)
    chosen = select(Image.picture_id).where(Image.post_id == post.id).order_by(Image.position)
    assert session.scalars(chosen).all() == [mine[1], mine[0], mine[2]]
    assert session.get_one(Image, (post.id, mine[0])).alt == "A heron"
    alice.client.post("/posts/new", data={**ALL, "act": f"remove:{mine[1]}", "picture": mine})
    page = alice.client.get("/posts/new").text
    assert f'id="upload-{mine[1]}"' not in page
    assert f"/posts/{post.id}/pictures/{mine[1]}" in page
    alice.client.post(f"/posts/{post.id}/pictures/{mine[1]}")
    session.expire_all()
    assert mine[1] in session.scalars(chosen).all()
    assert alice.client.post(f"/posts/{post.id}/pictures/{foreign}").status_code == 404
    shown = {"picture": mine[:1], "shown": mine}
    alice.client.post("/posts/new", data={**ALL, "act": "keep", **shown})
    session.expire_all()
    assert session.scalars(chosen).all() == mine[:1]


def test_a_refused_picture_must_go_first(app: Flask, alice: Person, session: Session) -> None:
    with app.app_context(), transaction() as made:
        draft = make_post(made, alice.user_id, uploaded_at=None)
        picture = make_picture(made, alice.user_id, state=PictureState.REFUSED, problem="svg")
        make_image(made, draft, picture)
    answer = alice.client.post("/posts/new", data={**ALL, "text": "x"})
    assert answer.status_code == 422
    assert "One of the pictures could not be used. Remove it, then publish." in answer.text


def test_posting_has_its_limit(alice: Person, session: Session) -> None:
    for number in range(30):
        answer = alice.client.post("/posts/new", data={**ALL, "text": f"Post {number}"})
        assert answer.status_code == 303
    answer = alice.client.post("/posts/new", data={**ALL, "text": "One more"})
    assert answer.status_code == 429
    assert "One more" in answer.text
    assert "One more" in alice.client.get("/posts/new").text


def test_garbled_forms_are_refused(alice: Person) -> None:
    assert (
        alice.client.post("/posts/new", data={"text": "x", "visibility": "all"}).status_code == 422
    )
    for name in ("save", "highlight", "draft"):
        answer = alice.client.post("/posts/new", data={**ALL, "text": "x", name: "٣"})
        assert answer.status_code == 404
    assert alice.client.get("/posts/new?save=99999999999999").status_code == 404


def test_places_are_completed(app: Flask, alice: Person, bob: Person) -> None:
    with app.app_context(), transaction() as session:
        for _ in range(3):
            make_post(session, bob.user_id, location="Seoul Forest")
        make_post(session, bob.user_id, location="Seoul, home", visibility=Visibility.ONLY_ME)
        make_post(session, alice.user_id, location="SEOUL Station", visibility=Visibility.ONLY_ME)
        make_post(session, alice.user_id, location="서울숲")
    found = alice.client.get("/posts/places?q=seoul").text
    assert found.count("<option") == 2
    assert "Seoul Forest" in found
    assert "SEOUL Station" in found
    assert "서울숲" in alice.client.get("/posts/places?q=서").text
    assert "SEOUL Station" not in bob.client.get("/posts/places?q=SEO").text
    assert "<option" not in alice.client.get("/posts/places?q=").text
    assert "서울숲" in alice.client.get("/posts/new").text
