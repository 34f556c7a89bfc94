"""A story is there for 24 hours by the server's clock, and then nowhere, whatever runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import Kind
from devket.accounts.services import credentials
from devket.core.clock import utcnow
from devket.db import db, transaction
from devket.social import queries
from devket.social.jobs import forget_unshown_pictures, purge_stories
from devket.social.models import Notification, Picture, PictureState, Story, StoryView
from devket.social.services import pictures, stories
from devket.web.parts import Parts, parts
from tests.factories.social import make_follow, make_image, make_picture, make_post, make_story
from tests.support.client import AuditingClient
from tests.support.people import Person

BEGUN = utcnow()
JUST_BEFORE = BEGUN + timedelta(hours=23, minutes=59, seconds=59)
SOCIAL = "social:read social:write"
AT_24_HOURS = BEGUN + timedelta(hours=24)


class StandingClock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = BEGUN

    def __call__(self) -> datetime:
        """See `Clock`."""
        return self.now


@pytest.fixture
def standing(change_parts: Callable[..., Parts]) -> StandingClock:
    """Let the server's clock stand."""
    clock = StandingClock()
    change_parts(clock=clock)
    return clock


@pytest.fixture
def story(alice: Person, bob: Person, session: Session) -> Story:
    """A story with a picture, whose author bob follows."""
    key = parts().blobs.put(b"RIFF....WEBP", "image/webp")
    sizes = {"small_key": key, "medium_key": key, "large_key": key}
    picture = make_picture(session, alice.user_id, created_at=BEGUN, **sizes)
    make_follow(session, bob.user_id, alice.user_id)
    return make_story(session, alice.user_id, uploaded_at=BEGUN, picture_id=picture.id)


def reads(story: Story, *people: Person) -> Iterator[tuple[str, bool]]:
    """Yield each way to meet a story, and whether it is there."""
    author, follower = people
    for who in people:
        for place in (f"/stories/{story.id}", f"/media/pictures/{story.picture_id}/960"):
            yield f"{who.handle} {place}", who.client.get(place).status_code == 200
        yield f"{who.handle} tray", f"/stories/{story.id}" in who.client.get("/feed").text
    yield from reads_by_program(story, follower)
    fragment = follower.client.htmx.get(f"/stories/{story.id}")
    yield "fragment", fragment.status_code == 200
    answered = follower.client.post(f"/stories/{story.id}/answer", data={"text": "Oh"})
    yield "answer", answered.status_code == 303
    yield "seen", follower.client.htmx.post(f"/stories/{story.id}/seen").status_code == 204
    yield "seen by", author.client.get(f"/stories/{story.id}/seen-by").status_code == 200


def reads_by_program(story: Story, who: Person) -> Iterator[tuple[str, bool]]:
    """Yield the ways in which a program of somebody's meets a story."""
    with transaction() as session:
        token = credentials.issue(session, who.user_id, Kind.API, clock=utcnow, scopes=SOCIAL)
    headers, at = {"Authorization": f"Bearer {token.secret}"}, f"/api/v1/stories/{story.id}"
    yield "program", who.client.get(at, headers=headers).status_code == 200
    listed = who.client.get("/api/v1/stories", headers=headers)
    first = [one["first_id"] for one in listed.get_json()["items"]]
    yield "program's tray", story.id in first
    seen = who.client.open(f"{at}/seen", method="PUT", headers=headers)
    yield "seen by program", seen.status_code < 300


def test_it_is_everywhere_a_second_before_and_nowhere_at_24_hours(
    alice: Person,
    bob: Person,
    nobody: AuditingClient,
    standing: StandingClock,
    story: Story,
    session: Session,
) -> None:
    standing.now = JUST_BEFORE
    assert [place for place, is_there in reads(story, alice, bob) if not is_there] == []
    assert "1 minute left" in nobody.get(f"/stories/{story.id}").text
    standing.now = AT_24_HOURS
    assert [place for place, is_there in reads(story, alice, bob) if is_there] == []
    assert nobody.get(f"/stories/{story.id}").status_code == 404
    assert nobody.get(f"/media/pictures/{story.picture_id}/480").status_code == 404
    assert session.get(Story, story.id) is not None  # nothing has run
    assert queries.told_now(session, bob.user_id, [alice.user_id], AT_24_HOURS) == {}
    assert queries.told_now(session, bob.user_id, [alice.user_id], JUST_BEFORE) != {}


def test_who_watches_when_it_ends_is_led_on(
    alice: Person, bob: Person, standing: StandingClock, story: Story, session: Session
) -> None:
    later = make_story(session, alice.user_id, uploaded_at=JUST_BEFORE)
    standing.now = JUST_BEFORE
    assert bob.client.get(f"/stories/{story.id}").status_code == 200
    standing.now = AT_24_HOURS
    page = bob.client.get(f"/stories/{story.id}")
    assert page.status_code == 404
    assert "This story is gone" in page.text
    assert f'href="/stories/{later.id}" rel="next"' in page.text


def test_what_is_deleted_comes_back_for_the_rest_of_its_time_only(
    alice: Person, bob: Person, standing: StandingClock, story: Story
) -> None:
    at = f"/stories/{story.id}"
    assert alice.client.post(f"{at}/delete").status_code == 303
    picture = f"/media/pictures/{story.picture_id}/480"
    assert {who.client.get(picture).status_code for who in (alice, bob)} == {404}
    standing.now = JUST_BEFORE
    assert alice.client.post(f"{at}/restore").status_code == 303
    assert bob.client.get(at).status_code == 200
    assert alice.client.post(f"{at}/delete").status_code == 303
    standing.now = AT_24_HOURS
    assert alice.client.post(f"{at}/restore").status_code == 404
    assert alice.client.post(f"{at}/delete").status_code == 404


def test_the_24_hours_begin_when_the_picture_is_ready(
    alice: Person, bob: Person, standing: StandingClock, session: Session
) -> None:
    picture = make_picture(session, alice.user_id, state=PictureState.PENDING)
    told = stories.Told(text="Look", picture=picture)
    waiting = stories.tell(session, author_id=alice.user_id, told=told, clock=standing)
    assert waiting.uploaded_at is None
    standing.now = JUST_BEFORE
    picture.state = PictureState.READY
    session.flush()
    for act in pictures._ON_READY:  # as `settle_ready` does
        act(session, picture, standing)
    session.refresh(waiting)
    assert waiting.uploaded_at == JUST_BEFORE
    assert bob.client.get(f"/stories/{waiting.id}").status_code == 200


def sweep(app: Flask) -> None:
    """Run what clears up, as the worker would."""
    with app.app_context():
        purge_stories()
        forget_unshown_pictures.run()
        db.session.remove()


def test_the_sweep_frees_rows_and_keeps_answers(
    app: Flask, alice: Person, bob: Person, standing: StandingClock, story: Story, session: Session
) -> None:
    kept = make_picture(session, alice.user_id, created_at=BEGUN)
    make_image(session, make_post(session, alice.user_id), kept)
    standing.now = JUST_BEFORE
    assert [place for place, is_there in reads(story, alice, bob) if not is_there] == []
    story_id, picture_id, kept_id = story.id, story.picture_id, kept.id
    session.commit()
    sweep(app)
    assert session.get(Story, story_id) is not None
    standing.now = AT_24_HOURS + timedelta(seconds=1)
    session.rollback()
    sweep(app)
    session.expire_all()
    assert session.get(Story, story_id) is None
    assert session.get(Picture, picture_id) is None
    assert session.get(Picture, kept_id) is not None
    assert session.scalars(select(StoryView)).all() == []
    (answer,) = session.scalars(select(Notification)).all()
    assert (answer.text, answer.story_id) == ("Oh", None)
