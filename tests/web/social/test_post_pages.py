"""Posts after they are published: earlier texts, deleting, previews, files that go."""

from __future__ import annotations

import io

from flask import Flask
from PIL import Image as Pillow
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.db import db, transaction
from devket.social.jobs import look_after_posts
from devket.social.models import Hashtag, Mention, Notification, Picture, Post, PostEdit
from devket.storage import MemoryBlobs
from devket.upkeep.sweeping import sweep
from tests.factories.social import make_image, make_picture, make_post
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue

ALL = {"visibility": "public", "commentable": "1"}


def publish(person: Person, text: str, **more: object) -> int:
    """Publish a post and return its id."""
    answer = person.client.post("/posts/new", data={**ALL, "text": text, **more})
    assert answer.status_code == 303, answer.text
    return int(answer.location.rpartition("/")[2])


def stored(blobs: MemoryBlobs) -> set[str | None]:
    """Return the keys of all files in the store."""
    found = blobs.keys()
    return {file.key for file in found}


def test_an_edit_keeps_the_earlier_text(alice: Person, bob: Person, session: Session) -> None:
    post_id = publish(alice, "First #one @bob")
    assert "never changed" in bob.client.get(f"/p/{post_id}/history").text
    alice.client.post(
        f"/posts/{post_id}/edit", data={**ALL, "text": "Second #two", "location": "X"}
    )
    page = bob.client.get(f"/p/{post_id}").text
    assert "edited" in page
    history = bob.client.get(f"/p/{post_id}/history").text
    assert "First #one @bob" in history
    assert "Second #two" in history
    assert session.scalars(select(Hashtag.name)).all() == ["two"]
    assert session.scalars(select(Mention.id)).all() == []
    assert session.get_one(Profile, bob.user_id).unread_count == 0
    alice.client.post(
        f"/posts/{post_id}/edit", data={**ALL, "text": "Second #two", "location": "X"}
    )
    assert session.scalar(select(func.count()).select_from(PostEdit)) == 1
    alice.client.post(f"/posts/{post_id}/edit", data={"text": "Third", "visibility": "only-me"})
    assert bob.client.get(f"/p/{post_id}/history").status_code == 404


def test_an_edit_may_not_leave_nothing(alice: Person) -> None:
    post_id = publish(alice, "Something")
    answer = alice.client.post(f"/posts/{post_id}/edit", data={**ALL, "text": " "})
    assert answer.status_code == 422
    assert "Write something, or delete the post instead." in answer.text


def test_only_the_author_edits_and_deletes(alice: Person, bob: Person) -> None:
    post_id = publish(alice, "Mine")
    assert bob.client.get(f"/posts/{post_id}/edit").status_code == 404
    for verb in ("edit", "delete", "restore"):
        assert bob.client.post(f"/posts/{post_id}/{verb}", data=ALL).status_code == 404
    assert f"/posts/{post_id}/delete" not in bob.client.get(f"/p/{post_id}").text


def test_pictures_of_a_published_post_are_arranged(
    app: Flask, alice: Person, session: Session
) -> None:
    with app.app_context(), transaction() as made:
        post = make_post(made, alice.user_id, text="")
        mine = [make_picture(made, alice.user_id) for _ in range(3)]
        for place, picture in enumerate(mine, start=1):
            make_image(made, post, picture, position=place)
        post_id, ids = post.id, [picture.id for picture in mine]
    at = f"/posts/{post_id}/edit"
    moved = alice.client.post(at, data={**ALL, "act": f"up:{ids[2]}", "picture": ids})
    assert moved.text.index(f'"upload-{ids[2]}"') < moved.text.index(f'"upload-{ids[1]}"')
    alice.client.post(at, data={**ALL, "picture": [ids[2], ids[0]], f"alt-{ids[0]}": "New"})
    page = alice.client.get(f"/p/{post_id}").text
    assert f"/media/pictures/{ids[1]}/" not in page
    assert page.index(f"/media/pictures/{ids[2]}/") < page.index(f"/media/pictures/{ids[0]}/")
    assert alice.client.post(at, data=ALL).status_code == 422


def test_a_deleted_post_is_gone_and_comes_back(
    alice: Person, bob: Person, session: Session
) -> None:
    post_id = publish(alice, "Here")
    answer = alice.client.htmx.post(f"/posts/{post_id}/delete")
    assert f"/posts/{post_id}/restore" in answer.text
    assert bob.client.get(f"/p/{post_id}").status_code == 404
    assert session.get_one(Profile, alice.user_id).post_count == 0
    assert alice.client.post(f"/posts/{post_id}/delete").status_code == 404
    alice.client.post(f"/posts/{post_id}/restore")
    assert bob.client.get(f"/p/{post_id}").status_code == 200
    session.expire_all()
    assert session.get_one(Profile, alice.user_id).post_count == 1
    assert alice.client.post(f"/posts/{post_id}/restore").status_code == 404


def test_the_files_of_a_deleted_post_are_swept(
    app: Flask,
    alice: Person,
    bob: Person,
    session: Session,
    blobs: MemoryBlobs,
    clock: HandClock,
    queue: HandQueue,
) -> None:
    drawn = io.BytesIO()
    Pillow.effect_noise((300, 200), 50).save(drawn, "PNG")
    drawn.seek(0)
    alice.client.post("/posts/new", data={**ALL, "text": "@bob", "pictures": (drawn, "a.png")})
    queue.run_pending()
    post = session.scalars(select(Post)).one()
    assert post.uploaded_at is not None
    picture = session.scalars(select(Picture)).one()
    keys = {picture.small_key, picture.medium_key, picture.large_key}
    assert keys <= stored(blobs)
    alice.client.post(f"/posts/{post.id}/delete")
    clock.advance(days=1, minutes=1)
    with app.app_context():
        look_after_posts()
        clock.advance(days=1, minutes=1)
        sweep(db.engine, blobs, clock=clock)
    session.expire_all()
    for table in (Post, Picture, Notification):
        assert session.scalars(select(table)).all() == []
    assert session.get_one(Profile, bob.user_id).unread_count == 0
    assert not keys & stored(blobs)


def test_others_see_a_preview_of_what_is_public(
    app: Flask, alice: Person, nobody: object, session: Session
) -> None:
    post_id = publish(alice, 'Say "hello" & read')
    page = alice.client.get(f"/p/{post_id}").text
    assert '<meta property="og:title" content="Alice (@alice)">' in page
    assert "og:image" not in page
    with app.app_context(), transaction() as made:
        made.get_one(User, alice.user_id).is_private = True
    assert "og:title" not in alice.client.get(f"/p/{post_id}").text
    hidden = publish(alice, "For me", visibility="only-me")
    assert "og:title" not in alice.client.get(f"/p/{hidden}").text
