"""Stories: told, watched, seen, answered, taken away."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.accounts.models import Mute, Profile, User
from devket.core.clock import utcnow
from devket.reading.models import Highlight
from devket.social.models import Event, Notification, PictureState, Story, StoryView
from tests.factories.library import make_save
from tests.factories.social import make_block, make_follow, make_picture, make_post, make_story
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost

BAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
PIXEL = bytes.fromhex("89504e470d0a1a0a")


def stories(session: Session) -> list[Story]:
    """Return all stories there are, oldest first."""
    session.expire_all()
    return list(session.scalars(select(Story).order_by(Story.id)))


def without_token(page: str) -> str:
    """Return the page without what differs from one request to the next."""
    return re.sub(r'csrf_token" value="[^"]*"|name="next"[^>]*', "", page)


def test_words_on_a_ground_are_told_and_shown(alice: Person, bob: Person, session: Session) -> None:
    sent = {"text": "Herons are back", "ground": "sea", "link": "heron.example/a?utm_source=x"}
    answer = alice.client.post("/stories/new", data=sent)
    (story,) = stories(session)
    assert answer.location == f"/stories/{story.id}"
    assert (story.text, story.ground.value, story.link_site) == (
        "Herons are back",
        "sea",
        "heron.example",
    )
    page = bob.client.get(f"/stories/{story.id}").text
    assert "Herons are back" in page
    assert 'data-ground="sea"' in page
    assert "23 hours left" in page
    assert 'rel="nofollow ugc noopener noreferrer"' in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": ""}, "Write something or choose a picture."),
        ({"text": " \n\t "}, "Write something or choose a picture."),
        ({"text": "\u202e\u200b\u200d"}, "Write something or choose a picture."),
        ({"text": "a" * 100_000}, "A story has at most 500 characters."),
        ({"text": "a", "alt": "b" * 1_001}, "A description has at most 1,000 characters."),
        ({"text": "a", "ground": "gold"}, "Not a valid choice."),
        ({"text": "a", "link": "javascript:alert(1)"}, "Only addresses with http or https"),
        ({"text": "a", "link": BAD}, "This does not look like the address of a page."),
    ],
)
def test_what_cannot_be_told_comes_back_with_a_sentence(
    alice: Person, session: Session, sent: dict[str, str], sentence: str
) -> None:
    answer = alice.client.post("/stories/new", data={"ground": "moss", **sent})
    assert answer.status_code == 422
    assert sentence.replace("1,000", "1000") in answer.text
    assert stories(session) == []
    if sent["text"].isalpha():
        assert sent["text"][:50] in answer.text


def test_scripts_in_every_field_are_words(alice: Person, session: Session) -> None:
    answer = alice.client.post("/stories/new", data={"text": BAD, "ground": BAD, "alt": BAD})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    alice.client.post("/stories/new", data={"text": BAD, "alt": BAD, "ground": "ink"})
    (story,) = stories(session)
    page = alice.client.get(f"/stories/{story.id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_turns_words_around_is_left_out(alice: Person, session: Session) -> None:
    alice.client.post("/stories/new", data={"text": "\u202egood\u2066 day", "ground": "ink"})
    assert stories(session)[0].text == "good day"


def test_only_so_many_an_hour_and_nothing_typed_is_lost(alice: Person, session: Session) -> None:
    for number in range(60):
        alice.client.post("/stories/new", data={"text": f"No {number}", "ground": "ink"})
    answer = alice.client.post("/stories/new", data={"text": "One more", "ground": "ink"})
    assert answer.status_code == 429
    assert "One more" in answer.text
    assert len(stories(session)) == 60


def test_a_picture_that_is_empty_is_refused_and_the_text_stays(
    alice: Person, session: Session
) -> None:
    sent = {"text": "With a picture", "ground": "sun", "pictures": (io.BytesIO(b""), "a.jpg")}
    answer = alice.client.post("/stories/new", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "With a picture" in answer.text
    assert "This file is empty" in answer.text
    assert stories(session) == []


def test_a_story_from_a_highlight_copies_quote_and_link_never_the_page(
    alice: Person, bob: Person, session: Session
) -> None:
    save = make_save(session, alice.user_id, given_url="https://a.example/p?token=secret")
    marked = Highlight(owner_id=alice.user_id, save_id=save.id, quote="A good sentence. " * 40)
    session.add(marked)
    session.commit()
    address = f"/stories/new?highlight={marked.id}"
    assert address in alice.client.get("/highlights").text
    assert "A good sentence." in alice.client.get(address).text
    assert bob.client.get(address).status_code == 404
    sent = {"highlight": str(marked.id), "ground": "plum"}
    assert bob.client.post("/stories/new", data=sent).status_code == 404
    assert alice.client.post("/stories/new", data=sent).status_code == 303
    (story,) = stories(session)
    assert len(story.quote) <= 500
    assert story.quote.endswith("…")
    assert (story.link_title, story.link_site) == (save.title, save.site)
    assert story.link_url == "https://a.example/p"


@pytest.mark.parametrize("named", ["0", "-1", "x", "9" * 30, "١"])
def test_a_highlight_that_is_not_there_is_not_found(alice: Person, named: str) -> None:
    assert alice.client.get(f"/stories/new?highlight={named}").status_code == 404


def test_the_tray_has_the_own_first_then_unseen_then_seen(
    alice: Person, bob: Person, carol: Person, session: Session
) -> None:
    make_follow(session, alice.user_id, bob.user_id)
    make_follow(session, alice.user_id, carol.user_id)
    bobs = make_story(session, bob.user_id)
    carols = make_story(session, carol.user_id)
    assert "Your story" not in alice.client.get("/feed").text
    mine = make_story(session, alice.user_id)
    tray = alice.client.get("/feed").text
    places = [tray.index(f"/stories/{story.id}") for story in (mine, carols, bobs)]
    assert places == sorted(places)
    assert "Stories of Carol, not seen yet" in tray
    alice.client.post(f"/stories/{carols.id}/seen")
    tray = alice.client.get("/feed").text
    assert tray.index(f"/stories/{bobs.id}") < tray.index(f"/stories/{carols.id}")
    assert "Stories of Carol, all seen" in tray


def test_the_muted_and_those_not_followed_are_not_in_the_tray(
    alice: Person, bob: Person, carol: Person, session: Session
) -> None:
    make_follow(session, alice.user_id, bob.user_id)
    session.add(Mute(muter_id=alice.user_id, muted_id=bob.user_id, muted_at=utcnow()))
    told = [make_story(session, who.user_id) for who in (bob, carol)]
    tray = alice.client.get("/feed").text
    assert [one.id for one in told if f"/stories/{one.id}" in tray] == []
    assert alice.client.get(f"/stories/{told[0].id}").status_code == 200


def test_the_tray_asks_as_often_for_many_as_for_few(
    app: Flask, alice: Person, bob: Person, carol: Person, session: Session
) -> None:
    def grow(rows: int) -> None:
        for one in (bob, carol)[: 1 if rows < 10 else 2]:
            for _ in range(rows):
                make_story(session, one.user_id)

    make_follow(session, alice.user_id, bob.user_id)
    make_follow(session, alice.user_id, carol.user_id)
    assert_same_cost(alice.client, "/feed", grow, at_most=14)
    story = make_story(session, alice.user_id)
    assert_same_cost(alice.client, f"/stories/{story.id}", grow, at_most=14)


def test_one_goes_through_a_persons_stories_and_on_to_the_next_person(
    alice: Person, bob: Person, carol: Person, session: Session
) -> None:
    for who in (bob, carol):
        make_follow(session, alice.user_id, who.user_id)
    first, second = (make_story(session, bob.user_id).id for _ in range(2))
    last = make_story(session, carol.user_id).id
    session.get_one(Story, last).uploaded_at = utcnow().replace(year=2020)
    session.get_one(Story, last).uploaded_at = session.get_one(Story, first).uploaded_at
    page = alice.client.get(f"/stories/{first}").text
    assert "Story 1 of 2 by Bob" in page
    assert f'rel="next" href="/stories/{second}"' in page
    assert 'rel="prev"' not in page
    page = alice.client.get(f"/stories/{second}").text
    assert f'rel="prev" href="/stories/{first}"' in page
    assert f'rel="next" href="/stories/{last}"' in page
    page = alice.client.get(f"/stories/{last}").text
    assert f'rel="prev" href="/stories/{second}"' in page
    assert 'rel="next" href="/feed"' in page
    fragment = alice.client.htmx.get(f"/stories/{second}").text
    assert "<html" not in fragment
    assert 'id="story"' in fragment


def test_seeing_is_counted_once_and_told_to_the_author_alone(
    alice: Person, bob: Person, carol: Person, nobody: AuditingClient, session: Session
) -> None:
    story = make_story(session, alice.user_id)
    at = f"/stories/{story.id}"
    assert bob.client.htmx.post(f"{at}/seen").status_code == 204
    assert bob.client.post(f"{at}/seen", data={"next": "/explore"}).location == "/explore"
    assert bob.client.post(f"{at}/seen", data={"next": "//evil.example"}).location == "/feed"
    assert alice.client.post(f"{at}/seen").status_code == 404
    assert session.scalar(select(func.count()).select_from(StoryView)) == 1
    page = alice.client.get(at).text
    assert "Seen by 1 person" in page
    assert "Bob" in page
    assert "Bob" in alice.client.get(f"{at}/seen-by").text
    for who in (bob.client, carol.client, nobody):
        assert "Seen by" not in who.get(at).text
    assert bob.client.get(f"{at}/seen-by").status_code == 404
    make_block(session, bob.user_id, alice.user_id)
    assert "Bob" not in alice.client.get(f"{at}/seen-by").text


def test_an_answer_reaches_the_author_once_for_each_text(
    alice: Person, bob: Person, session: Session
) -> None:
    at = f"/stories/{make_story(session, alice.user_id).id}"
    for text in ("Lovely", "Lovely", "Where was that?"):
        assert bob.client.htmx.post(f"{at}/answer", data={"text": text}).status_code == 200
    assert bob.client.post(f"{at}/answer", data={"text": "And more"}).status_code == 303
    told = session.scalars(select(Notification).order_by(Notification.id)).all()
    assert [one.text for one in told] == ["Lovely", "Where was that?", "And more"]
    assert {(one.owner_id, one.event) for one in told} == {(alice.user_id, Event.ANSWERED_STORY)}
    assert session.get_one(Profile, alice.user_id).unread_count == 3


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\u202e", "a" * 501, "a" * 100_000])
def test_an_answer_that_cannot_be_sent_comes_back(
    alice: Person, bob: Person, session: Session, text: str
) -> None:
    at = f"/stories/{make_story(session, alice.user_id).id}"
    answer = bob.client.post(f"{at}/answer", data={"text": text})
    assert answer.status_code == 422
    assert text[:40].strip("\u200b\u202e") in answer.text
    assert bob.client.htmx.post(f"{at}/answer", data={"text": text}).status_code == 422
    assert session.scalar(select(Notification.id)) is None


def test_nobody_answers_across_a_block_nor_oneself(
    alice: Person, bob: Person, session: Session
) -> None:
    at = f"/stories/{make_story(session, alice.user_id).id}"
    assert alice.client.post(f"{at}/answer", data={"text": "Me"}).status_code == 404
    make_block(session, alice.user_id, bob.user_id)
    assert bob.client.post(f"{at}/answer", data={"text": "Hello"}).status_code == 404
    assert bob.client.post(f"{at}/seen").status_code == 404
    gone = bob.client.get(at)
    assert gone.status_code == 404
    assert "This story is gone" in gone.text
    never = bob.client.get("/stories/987654")
    assert without_token(never.text) == without_token(gone.text)


def test_a_private_story_is_for_followers(
    alice: Person, bob: Person, nobody: AuditingClient, session: Session
) -> None:
    session.get_one(User, alice.user_id).is_private = True
    at = f"/stories/{make_story(session, alice.user_id).id}"
    assert (bob.client.get(at).status_code, nobody.get(at).status_code) == (404, 404)
    make_follow(session, bob.user_id, alice.user_id)
    assert bob.client.get(at).status_code == 200


def test_deleting_while_watching_goes_on_and_can_be_undone(
    alice: Person, bob: Person, session: Session
) -> None:
    first, second = (make_story(session, alice.user_id).id for _ in range(2))
    assert bob.client.post(f"/stories/{first}/delete").status_code == 404
    gone = alice.client.post(f"/stories/{first}/delete", data={"next": f"/stories/{second}"})
    assert gone.location == f"/stories/{second}"
    page = alice.client.get(gone.location).text
    assert f"/stories/{first}/restore" in page
    assert "Story 1 of 1" in page
    assert bob.client.get(f"/stories/{first}").status_code == 404
    assert bob.client.post(f"/stories/{first}/restore").status_code == 404
    assert alice.client.post(f"/stories/{first}/restore").status_code == 303
    assert bob.client.get(f"/stories/{first}").status_code == 200


def test_a_gone_story_leads_on_to_the_next(alice: Person, bob: Person, session: Session) -> None:
    make_follow(session, alice.user_id, bob.user_id)
    story = make_story(session, bob.user_id)
    page = alice.client.get("/stories/987654")
    assert page.status_code == 404
    assert 'rel="next"' in page.text
    assert f"/stories/{story.id}" in page.text


def test_a_story_waits_for_its_picture_or_says_that_it_was_refused(
    alice: Person, bob: Person, session: Session
) -> None:
    picture = make_picture(session, alice.user_id, state=PictureState.PENDING)
    story = make_story(session, alice.user_id, uploaded_at=None, picture_id=picture.id)
    assert bob.client.get(f"/stories/{story.id}").status_code == 404
    assert "A story of yours waits for its picture." in alice.client.get("/feed").text
    picture.state = PictureState.REFUSED
    page = alice.client.get("/feed").text
    assert "could not be used" in page
    assert alice.client.post(f"/stories/{story.id}/delete").status_code == 303
    assert "could not be used" not in alice.client.get("/feed").text


def test_a_ring_leads_to_the_stories_of_who_tells_some(
    alice: Person, bob: Person, nobody: AuditingClient, session: Session
) -> None:
    make_follow(session, alice.user_id, bob.user_id)
    make_post(session, bob.user_id)
    assert "Stories of Bob" not in alice.client.get("/@bob").text
    story = make_story(session, bob.user_id)
    ring = f'class="ring unseen" href="/stories/{story.id}" aria-label="Stories of Bob"'
    for client, path in ((alice.client, "/@bob"), (alice.client, "/feed"), (nobody, "/@bob")):
        assert ring in client.get(path).text
    assert_same_cost(
        alice.client,
        "/explore",
        lambda rows: [make_post(session, bob.user_id) for _ in range(rows)],
        at_most=12,
    )
