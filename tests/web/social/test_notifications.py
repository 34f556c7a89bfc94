"""What one was told: in lines, counted at the bell, read when seen, nothing across a block."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from devket.accounts.models import Mute, Profile, User
from devket.core.clock import utcnow
from devket.social.jobs import forget_old_notifications, purge_comments
from devket.social.models import Comment, Commenting, Event, Notification, Post
from devket.social.services.notifying import notify
from tests.factories.accounts import make_user
from tests.factories.social import make_block, make_post
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.twins import HandClock


@pytest.fixture
def post(session: Session, alice: Person) -> Post:
    return make_post(session, alice.user_id, text="On herons")


def _lines(person: Person, page: str = "/notifications") -> list[str]:
    """Return the sentences of the page."""
    text = person.client.get(page).text
    found = re.findall(r'<a href="[^"]*" data-key="o">(.*?)</a>', text, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


def _bell(person: Person) -> str:
    found = re.search(r'class="unread"[^>]*>([^<]+)<', person.client.get("/notifications").text)
    return found[1] if found else ""


def _range(person: Person, page: str = "/notifications") -> dict[str, str]:
    """Return what the page sends by itself to mark its lines as read."""
    text = person.client.get(page).text
    return dict(re.findall(r'name="(since|until)" value="([^"]*)"', text))


def test_likes_of_a_post_are_one_line(
    session: Session, alice: Person, bob: Person, carol: Person, post: Post
) -> None:
    at = f"/posts/{post.id}/like"
    bob.client.post(at)
    assert _lines(alice) == ["Bob liked your post"]
    carol.client.post(at)
    assert _lines(alice) == ["Carol and Bob liked your post"]
    for _ in range(2):
        dave = make_user(session, display_name="Dave").id
        told: dict[str, Any] = {"actor_id": dave, "post_id": post.id}
        notify(session, owner_id=alice.user_id, event=Event.LIKED, clock=utcnow, **told)
    session.commit()
    assert _lines(alice) == ["Dave, Dave and 2 others liked your post"]
    assert _bell(alice) == "4"
    carol.client.post(f"/posts/{post.id}/unlike")
    assert _bell(alice) == "3"


def test_each_event_says_what_happened_and_leads_there(
    session: Session, alice: Person, bob: Person, post: Post
) -> None:
    at = f"/posts/{post.id}/comments"
    said = alice.client.post(at, data={"text": "First"}).location.rpartition("-")[2]
    bob.client.post(at, data={"text": "So true", "parent": said})
    bob.client.post(at, data={"text": "And @alice again"})
    bob.client.post("/@alice/follow")
    story: dict[str, Any] = {"event": Event.ANSWERED_STORY, "text": "Where is this?"}
    notify(session, owner_id=alice.user_id, actor_id=bob.user_id, clock=utcnow, **story)
    elsewhere = make_post(session, bob.user_id)
    named: dict[str, Any] = {"event": Event.MENTIONED, "post_id": elsewhere.id}
    notify(session, owner_id=alice.user_id, actor_id=bob.user_id, clock=utcnow, **named)
    session.commit()
    assert _lines(alice) == [
        "Bob mentioned you in a post",
        "Bob answered your story",
        "Bob followed you",
        "Bob commented on your post",
        "Bob answered your comment",
    ]
    page = alice.client.get("/notifications").text
    assert "Where is this?" in page
    assert "So true" in page
    for href in re.findall(r'<a href="([^"]*)" data-key="o"', page):
        assert alice.client.get(href, follow_redirects=True).status_code == 200


def test_a_request_is_answered_where_it_is_told(
    session: Session, alice: Person, bob: Person
) -> None:
    session.get_one(User, alice.user_id).is_private = True
    session.commit()
    bob.client.post("/@alice/follow")
    assert _lines(alice) == ["Bob asked to follow you"]
    assert 'action="/@bob/accept"' in alice.client.get("/notifications").text
    alice.client.post("/@bob/accept")
    assert _lines(bob) == ["Alice accepted your request to follow"]


def test_seen_is_read_and_only_a_post_says_so(
    session: Session, alice: Person, bob: Person, carol: Person, post: Post, clock: HandClock
) -> None:
    bob.client.post(f"/posts/{post.id}/like")
    shown = _range(alice)
    clock.advance(seconds=5)
    carol.client.post(f"/posts/{post.id}/like")  # comes while the page is open
    bob.client.post("/@alice/follow")
    assert _bell(alice) == "3"
    assert alice.client.htmx.post("/notifications/read", data=shown).status_code == 200
    assert _bell(alice) == "3"  # the line has moved on, and so has not been seen as it is
    answer = alice.client.htmx.post("/notifications/read", data=_range(alice))
    assert 'hx-target="#unread"' in answer.text
    assert _bell(alice) == ""
    assert "data-unread" not in alice.client.get("/notifications").text
    bob.client.post(f"/posts/{post.id}/comments", data={"text": "Hm"})
    assert _bell(alice) == "1"
    assert alice.client.post("/notifications/read").status_code == 303
    assert _bell(alice) == ""
    assert alice.client.get("/notifications/read").status_code == 405


def test_a_page_marks_its_own_lines_alone(
    session: Session, alice: Person, bob: Person, clock: HandClock
) -> None:
    _tell(session, alice, bob, 45)
    first = alice.client.get("/notifications").text
    assert first.count("data-unread") == 20
    alice.client.htmx.post("/notifications/read", data=_range(alice))
    assert _bell(alice) == "25"
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = alice.client.get(older[1]).text
    assert second.count("data-unread") == 20
    alice.client.htmx.post("/notifications/read", data=_range(alice, older[1]))
    assert _bell(alice) == "5"


@pytest.mark.parametrize("field", ["since", "until"])
def test_a_time_that_is_none_is_refused(alice: Person, field: str) -> None:
    for word in ("x", "MS5uMQ", "MS5zYQ", "%00"):
        assert alice.client.post("/notifications/read", data={field: word}).status_code == 422


def test_nothing_is_told_across_a_block_of_the_muted_or_of_what_is_gone(
    session: Session, alice: Person, bob: Person, carol: Person, post: Post
) -> None:
    at = f"/posts/{post.id}"
    for person in (bob, carol):
        person.client.post(f"{at}/like")
        person.client.post(f"{at}/comments", data={"text": f"From {person.handle}"})
    session.add(Mute(muter_id=alice.user_id, muted_id=carol.user_id, muted_at=utcnow()))
    session.commit()
    assert _lines(alice) == ["Bob commented on your post", "Bob liked your post"]
    assert "From carol" not in alice.client.get("/notifications").text
    make_block(session, bob.user_id, alice.user_id)
    assert _lines(alice) == []
    session.execute(update(Mute).values(muted_id=bob.user_id))
    session.commit()
    assert _lines(alice) == ["Carol commented on your post", "Carol liked your post"]
    post.deleted_at = utcnow()
    session.commit()
    assert _lines(alice) == []
    assert _bell(alice) == "4"  # counted, and put right as soon as the page is seen
    alice.client.htmx.post("/notifications/read", data=_range(alice))
    assert _bell(alice) == ""


def test_comments_that_are_hidden_or_deleted_are_told_no_more(
    session: Session, alice: Person, bob: Person, post: Post
) -> None:
    at = f"/posts/{post.id}/comments"
    alice.client.post(at, data={"text": "Hello @bob"})
    assert _lines(bob) == ["Alice mentioned you in a comment"]
    post.commenting = Commenting.HIDDEN
    session.commit()
    assert _lines(bob) == []
    post.commenting = Commenting.OPEN
    (comment,) = session.scalars(select(Comment))
    alice.client.post(f"/comments/{comment.id}/delete")
    assert _lines(bob) == []
    assert _bell(bob) == ""
    alice.client.post(f"/comments/{comment.id}/restore")
    assert _lines(bob) == ["Alice mentioned you in a comment"]


def test_what_is_old_is_forgotten(
    session: Session, alice: Person, bob: Person, post: Post, clock: HandClock
) -> None:
    bob.client.post(f"/posts/{post.id}/like")
    clock.advance(days=89)
    forget_old_notifications.run()
    assert len(session.scalars(select(Notification)).all()) == 1
    session.commit()
    clock.advance(days=2)
    forget_old_notifications.run()
    purge_comments()
    session.expire_all()
    assert session.scalars(select(Notification)).all() == []
    assert session.get_one(Profile, alice.user_id).unread_count == 0


def test_an_empty_page_teaches(alice: Person) -> None:
    page = alice.client.get("/notifications").text
    assert "Nothing yet" in page
    assert "data-unread" not in page


def test_many_lines_cost_the_same(session: Session, alice: Person, bob: Person) -> None:
    made: list[int] = []

    def grow_to(number: int) -> None:
        _tell(session, alice, bob, number - len(made))
        made.extend(range(number - len(made)))

    assert_same_cost(alice.client, "/notifications", grow_to, at_most=11)


def _tell(session: Session, alice: Person, bob: Person, number: int) -> None:
    """Let bob comment under so many posts of alice's."""
    start = utcnow() - timedelta(days=1)
    for ahead in range(number):
        post = make_post(session, alice.user_id)
        session.add(comment := Comment(post_id=post.id, author_id=bob.user_id, text="Hm"))
        session.flush()
        told: dict[str, Any] = {
            "event": Event.COMMENTED,
            "post_id": post.id,
            "comment_id": comment.id,
        }
        at = start + timedelta(seconds=ahead)
        notify(
            session,
            owner_id=alice.user_id,
            actor_id=bob.user_id,
            clock=partial(_at, at),
            **told,
        )
    session.commit()


def _at(time: datetime) -> datetime:
    return time
