"""Reports: by whom, about what, with a copy that stays whatever becomes of the thing."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.db import db
from devket.social.models import Report, ReportFile, Thing
from devket.storage import MemoryBlobs
from devket.upkeep.sweeping import sweep
from devket.web.parts import parts
from tests.factories.social import (
    make_block,
    make_comment,
    make_image,
    make_picture,
    make_post,
    make_story,
)
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.twins import HandClock

SENT = {"reason": "abuse", "remark": "  It names my street. \r\n Please look.  "}


def reports(session: Session) -> list[Report]:
    """Return all reports, oldest first."""
    session.expire_all()
    return list(session.scalars(select(Report).order_by(Report.id)))


@pytest.fixture
def things(session: Session, alice: Person) -> dict[Thing, str]:
    """Return the address of a report about each kind of thing of alice."""
    session.get_one(Profile, alice.user_id).bio = "I like herons"
    post = make_post(session, alice.user_id, text="A post", location="Seoul")
    comment = make_comment(session, post, alice.user_id, text="A comment")
    story = make_story(session, alice.user_id, text="A story")
    session.commit()
    return {
        Thing.PERSON: "/@alice/report",
        Thing.POST: f"/p/{post.id}/report",
        Thing.COMMENT: f"/comments/{comment.id}/report",
        Thing.STORY: f"/stories/{story.id}/report",
    }


def test_each_kind_of_thing_is_reported_with_its_words(
    session: Session, alice: Person, bob: Person, things: dict[Thing, str]
) -> None:
    for path in things.values():
        assert "What is wrong with it?" in bob.client.get(path).text
        answer = bob.client.post(path, data=SENT)
        assert answer.status_code == 200 and "Thank you." in answer.text
        assert "/@alice/mute" in answer.text and "/@alice/block" in answer.text
    kept = reports(session)
    assert [row.thing for row in kept] == list(Thing)
    assert [row.content["text"] for row in kept] == [
        "I like herons",
        "A post",
        "A comment",
        "A story",
    ]
    assert {row.accused_id for row in kept} == {alice.user_id}
    assert {row.reporter_id for row in kept} == {bob.user_id}
    assert {row.content["handle"] for row in kept} == {"alice"}
    assert kept[1].content["location"] == "Seoul" and kept[2].content["post_text"] == "A post"
    assert kept[0].remark == "It names my street.\n Please look."


def test_a_remark_does_not_turn_the_words_around_it(
    session: Session, bob: Person, things: dict[Thing, str]
) -> None:
    for remark, kept in (("\u202eIt\u200b spams", "It spams"), (" \u200b\u202e", "")):
        bob.client.post(things[Thing.POST], data={**SENT, "remark": remark})
        (row,) = reports(session)
        assert row.remark == kept
        session.delete(row)
        session.commit()


def test_a_person_has_one_open_report_about_a_thing(
    session: Session, bob: Person, carol: Person, things: dict[Thing, str]
) -> None:
    path = things[Thing.POST]
    for who in (bob, bob, carol):
        assert "Thank you." in who.client.post(path, data=SENT).text
    assert [row.reporter_id for row in reports(session)] == [bob.user_id, carol.user_id]
    reports(session)[0].resolved_at = parts().clock()
    session.commit()
    bob.client.post(path, data=SENT)
    assert len(reports(session)) == 3


def test_htmx_gets_a_dialog_and_what_is_refused_stays_in_it(
    bob: Person, things: dict[Thing, str], session: Session
) -> None:
    path = things[Thing.STORY]
    opened = bob.client.htmx.get(path).text
    assert "<dialog" in opened and "Report this story" in opened and "<html" not in opened
    refused = bob.client.htmx.post(path, data={"remark": "Because of that"})
    assert refused.status_code == 422 and 'hx-swap-oob="outerHTML"' in refused.text
    assert "Choose what is wrong with it." in refused.text and "Because of that" in refused.text
    refused = bob.client.post(path, data={"reason": "spam", "remark": "x" * 1001})
    assert refused.status_code == 422 and "longer than 1000 characters" in refused.text
    assert "x" * 1001 in refused.text
    assert bob.client.post(path, data={"reason": "boredom"}).status_code == 422
    sent = bob.client.htmx.post(path, data=SENT)
    assert sent.status_code == 200 and 'id="report-form"' in sent.text
    assert len(reports(session)) == 1


def test_what_may_not_be_seen_cannot_be_reported(
    session: Session,
    alice: Person,
    bob: Person,
    nobody: AuditingClient,
    clock: HandClock,
    things: dict[Thing, str],
) -> None:
    for path in things.values():
        assert alice.client.post(path, data=SENT).status_code == 403
        assert nobody.get(path).status_code == 302
    clock.advance(hours=24, minutes=1)
    assert bob.client.get(things[Thing.STORY]).status_code == 404
    make_block(session, alice.user_id, bob.user_id)
    session.commit()
    for path in things.values():
        assert bob.client.get(path).status_code == bob.client.post(path).status_code == 404
    assert reports(session) == []


def test_the_21st_report_in_an_hour_is_refused_and_stays_typed(
    bob: Person, things: dict[Thing, str]
) -> None:
    for _ in range(20):
        assert bob.client.post(things[Thing.POST], data=SENT).status_code == 200
    for browser in (bob.client, bob.client.htmx):
        refused = browser.post(things[Thing.POST], data=SENT)
        assert refused.status_code == 429 and "tried too often" in refused.text
        assert "It names my street." in refused.text and "Retry-After" in refused.headers


def test_the_copy_and_its_pictures_outlive_the_thing(
    session: Session, alice: Person, bob: Person, blobs: MemoryBlobs, clock: HandClock
) -> None:
    keys = [blobs.put(data, "image/webp") for data in (b"one", b"two", b"card", b"other")]
    post = make_post(session, alice.user_id, text="First words", card_key=keys[2])
    for number, key in enumerate(keys[:2], start=1):
        picture = make_picture(session, alice.user_id, large_key=key, small_key=key, medium_key=key)
        make_image(session, post, picture, position=number, alt=f"Picture {number}")
    session.commit()
    bob.client.post(f"/p/{post.id}/report", data=SENT)
    session.delete(session.get_one(User, alice.user_id))
    session.commit()
    (kept,) = reports(session)
    assert kept.accused_id is None and kept.content["text"] == "First words"
    files = session.scalars(select(ReportFile).order_by(ReportFile.position)).all()
    assert [(file.file_key, file.alt) for file in files] == [
        (keys[0], "Picture 1"),
        (keys[1], "Picture 2"),
        (keys[2], ""),
    ]
    session.commit()
    clock.advance(days=30)
    sweep(db.engine, blobs, clock=clock)
    there = blobs.keys()
    assert {stored.key for stored in there} == set(keys[:3])
