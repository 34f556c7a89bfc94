"""Stories beside the worker and with many at once."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.db import transaction
from devket.social.models import Picture, Story, StoryView
from devket.social.services import stories
from tests.factories.accounts import make_user
from tests.factories.photos import photo
from tests.factories.social import make_story
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue

CLIENTS = 8


def test_a_story_begins_when_the_worker_has_written_its_picture(
    alice: Person, bob: Person, clock: HandClock, queue: HandQueue, session: Session
) -> None:
    sent = {
        "text": "",
        "ground": "sea",
        "alt": "A wall",
        "pictures": (io.BytesIO(photo()), "a.jpg"),
    }
    answer = alice.client.post("/stories/new", data=sent, content_type="multipart/form-data")
    assert answer.location == "/feed"
    story = session.scalars(select(Story).where(Story.uploaded_at.is_(None))).one()
    assert bob.client.get(f"/stories/{story.id}").status_code == 404
    clock.advance(minutes=5)
    queue.run_pending()
    session.refresh(story)
    assert story.uploaded_at is not None
    assert (story.uploaded_at - story.created_at).total_seconds() > 290
    page = bob.client.get(f"/stories/{story.id}").text
    assert 'alt="A wall"' in page
    address = f"/media/pictures/{story.picture_id}/960"
    assert address in page
    assert bob.client.get(address).status_code == 200
    clock.advance(hours=24)
    assert bob.client.get(address).status_code == 404
    assert alice.client.get(address).status_code == 404


def test_a_file_that_is_no_picture_leaves_a_word_in_the_tray(
    alice: Person, queue: HandQueue, session: Session
) -> None:
    sent = {"text": "Words", "ground": "ink", "pictures": (io.BytesIO(b"<html>"), "a.jpg")}
    alice.client.post("/stories/new", data=sent, content_type="multipart/form-data")
    queue.run_pending()
    assert "could not be used" in alice.client.get("/feed").text
    assert session.scalars(select(Story)).one().uploaded_at is None


def test_a_picture_that_is_ready_while_one_writes_is_shown_at_once(
    alice: Person, bob: Person, queue: HandQueue, session: Session
) -> None:
    sent = {"pictures": (io.BytesIO(photo()), "a.jpg")}
    alice.client.post("/pictures", data=sent, content_type="multipart/form-data")
    queue.run_pending()
    chosen = str(session.scalars(select(Picture.id)).one())
    told = {"ground": "ink", "picture": chosen, "text": ""}
    assert bob.client.post("/stories/new", data=told).status_code == 422
    alice.client.post("/stories/new", data=told)
    story = session.scalars(select(Story)).one()
    assert story.uploaded_at is not None
    refused = alice.client.post("/stories/new", data={**told, "text": "a" * 501})
    assert refused.status_code == 422
    assert f'name="picture" value="{chosen}"' in refused.text


def test_who_has_seen_is_counted_exactly_with_many_at_once(
    app: Flask, alice: Person, session: Session
) -> None:
    story_id = make_story(session, alice.user_id).id
    guests = [make_user(session, handle=f"guest{n}").id for n in range(CLIENTS)]
    session.commit()

    def see(viewer_id: int) -> None:
        with app.app_context(), transaction() as own:
            stories.see(own, viewer_id=viewer_id, story_id=story_id, clock=utcnow)

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(see, [*guests, *guests]))
    session.expire_all()
    assert session.get_one(Story, story_id).view_count == CLIENTS
    assert session.scalar(select(func.count()).select_from(StoryView)) == CLIENTS
