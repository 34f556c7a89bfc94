"""Follow, requests, block, mute as people press them: by form and by htmx, each twice as well."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from devket.accounts.models import Block, Follow, Mute, Profile, User
from devket.social.models import Event, Notification
from tests.factories.accounts import make_user
from tests.factories.social import make_block, make_follow, make_mute, make_post
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost


def press(who: Person, act: str, whom: Person | str, *, by_htmx: bool = False) -> TestResponse:
    """Press a button at somebody's name."""
    handle = whom if isinstance(whom, str) else whom.handle
    browser = who.client.htmx if by_htmx else who.client
    return browser.post(f"/@{handle}/{act}")


def counts(session: Session, who: Person) -> tuple[int, int]:
    """Return how many follow a person, and how many they follow."""
    session.expire_all()
    profile = session.get_one(Profile, who.user_id)
    return profile.follower_count, profile.following_count


def told(session: Session, who: Person) -> list[Event]:
    """Return what a person was told; what is unread is counted."""
    session.expire_all()
    rows = session.scalars(
        select(Notification.event)
        .where(Notification.owner_id == who.user_id)
        .order_by(Notification.id)
    ).all()
    assert session.get_one(Profile, who.user_id).unread_count == len(rows)
    return list(rows)


def make_private(session: Session, who: Person) -> None:
    """Make an account private, as if it always had been."""
    session.get_one(User, who.user_id).is_private = True
    session.commit()


def test_a_follow_counts_once_and_is_told_once(
    session: Session, alice: Person, bob: Person
) -> None:
    assert "Follow<" in bob.client.get("/@alice").text
    answer = press(bob, "follow", alice)
    assert (answer.status_code, answer.location) == (303, "/@alice")
    again = press(bob, "follow", "ALICE", by_htmx=True)
    assert again.status_code == 200 and ">Following<" in again.text
    assert 'id="follow-' in again.text and "<html" not in again.text
    assert counts(session, alice) == (1, 0) and counts(session, bob) == (0, 1)
    assert told(session, alice) == [Event.FOLLOWED]
    press(bob, "unfollow", alice)
    gone = press(bob, "unfollow", alice, by_htmx=True)
    assert "Follow<" in gone.text
    assert counts(session, alice) == (0, 0) and counts(session, bob) == (0, 0)
    assert told(session, alice) == []


def test_a_private_account_is_asked_first(session: Session, alice: Person, bob: Person) -> None:
    make_private(session, alice)
    post_id = make_post(session, alice.user_id).id
    session.commit()
    answer = press(bob, "follow", alice, by_htmx=True)
    assert ">Requested<" in answer.text and "has to accept your request" in answer.text
    assert counts(session, alice) == (0, 0) and told(session, alice) == [Event.ASKED_TO_FOLLOW]
    assert bob.client.get(f"/p/{post_id}").status_code == 404
    waiting = alice.client.get("/settings/people").text
    assert "@bob" in waiting and "Accept" in waiting
    accepted = press(alice, "accept", bob, by_htmx=True)
    assert "@bob follows you now." in accepted.text and "Follow<" in accepted.text
    press(alice, "accept", bob)
    assert counts(session, alice) == (1, 0) and counts(session, bob) == (0, 1)
    assert told(session, alice) == [] and told(session, bob) == [Event.ACCEPTED]
    assert bob.client.get(f"/p/{post_id}").status_code == 200
    assert "@bob" not in alice.client.get("/settings/people").text


def test_a_request_is_declined_or_taken_back(session: Session, alice: Person, bob: Person) -> None:
    make_private(session, alice)
    press(bob, "follow", alice)
    declined = press(alice, "decline", bob, by_htmx=True)
    assert "Declined" in declined.text
    assert session.scalar(select(func.count()).select_from(Follow)) == 0
    assert told(session, alice) == [] and told(session, bob) == []
    press(bob, "follow", alice)
    press(bob, "unfollow", alice)
    assert told(session, alice) == [] and counts(session, alice) == (0, 0)
    assert press(alice, "accept", bob).status_code == 303  # nobody asks any more
    assert counts(session, alice) == (0, 0)


def test_making_an_account_public_accepts_who_waits(
    session: Session, alice: Person, bob: Person, carol: Person
) -> None:
    alice.client.post("/settings/people/privacy", data={"private": "1"})
    for who in (bob, carol):
        press(who, "follow", alice)
    assert counts(session, alice) == (0, 0)
    alice.client.post("/settings/people/privacy", data={"private": ""})
    assert "2 people who had asked follow you now." in alice.client.get("/settings/people").text
    assert counts(session, alice) == (2, 0) and counts(session, carol) == (0, 1)
    assert told(session, alice) == [] and told(session, bob) == [Event.ACCEPTED]


def test_a_follower_is_removed_without_a_word(session: Session, alice: Person, bob: Person) -> None:
    press(bob, "follow", alice)
    assert "Remove" in alice.client.get("/@alice/followers").text
    assert "Removed" in press(alice, "remove", bob, by_htmx=True).text
    press(alice, "remove", bob)
    assert counts(session, alice) == (0, 0) and counts(session, bob) == (0, 0)
    assert told(session, bob) == []


def test_a_block_ends_everything_between_two(session: Session, alice: Person, bob: Person) -> None:
    press(bob, "follow", alice)
    press(alice, "follow", bob)
    answer = press(alice, "block", bob)
    assert answer.location == "/settings/people?list=blocked"
    press(alice, "block", bob)
    for who in (alice, bob):
        assert counts(session, who) == (0, 0) and told(session, who) == []
    assert alice.client.get("/@bob").status_code == bob.client.get("/@alice").status_code == 404
    for act in ("follow", "mute", "block", "accept", "remove", "unblock"):
        assert press(bob, act, alice).status_code == 404, act
    assert press(alice, "follow", bob).status_code == 404
    page = alice.client.get("/settings/people?list=blocked").text
    assert "@bob" in page and "Unblock" in page
    assert "@alice" not in bob.client.get("/settings/people?list=blocked").text.partition("<h1>")[2]
    free = press(alice, "unblock", bob, by_htmx=True)
    assert "Follow<" in free.text and "can see each other again" in free.text
    assert press(alice, "unblock", bob).status_code == 303
    assert counts(session, alice) == (0, 0)
    assert bob.client.get("/@alice").status_code == 200


def test_a_muted_person_is_left_out_of_lists_and_still_there(
    session: Session, alice: Person, bob: Person
) -> None:
    post_id = make_post(session, bob.user_id, text="Loud words").id
    make_follow(session, alice.user_id, bob.user_id)
    session.commit()
    assert "Loud words" in alice.client.get("/feed").text
    answer = press(alice, "mute", bob, by_htmx=True)
    assert "Unmute" in answer.text and "left out of your lists" in answer.text
    press(alice, "mute", bob)
    for path in ("/feed", "/explore"):
        assert "Loud words" not in alice.client.get(path).text
    for path in (f"/p/{post_id}", "/@bob"):
        assert "Loud words" in alice.client.get(path).text
    assert "@bob" in alice.client.get("/settings/people?list=muted").text
    press(alice, "unmute", bob)
    assert "Loud words" in alice.client.get("/feed").text
    assert session.scalar(select(func.count()).select_from(Mute)) == 0


def test_nobody_relates_to_themselves_or_to_nobody(alice: Person, nobody: AuditingClient) -> None:
    assert ">Follow<" not in alice.client.get("/@alice").text
    for act in ("follow", "block", "mute"):
        assert press(alice, act, alice).status_code == 403, act
        assert press(alice, act, "nobody_here").status_code == 404, act
    assert "/login?next=" in nobody.get("/@alice").text


def test_the_101st_follow_in_an_hour_is_refused(session: Session, alice: Person) -> None:
    handles = [make_user(session).handle for _ in range(2)]
    session.commit()
    for number in range(100):
        answer = press(alice, ("follow", "unfollow")[number % 2], handles[0])
        assert answer.status_code == 303
    for _ in range(50):
        assert press(alice, "follow", handles[0]).status_code == 303
    refused = press(alice, "follow", handles[1])
    assert refused.status_code == 429 and "tried too often" in refused.text
    assert 3500 < int(refused.headers["Retry-After"]) <= 3600
    refused = press(alice, "follow", handles[1], by_htmx=True)
    assert refused.status_code == 429 and "tried too often" in refused.text
    assert 'hx-swap-oob="innerHTML"' in refused.text and "Retry-After" in refused.headers
    page = alice.client.get(f"/@{handles[1]}").text
    assert "Follow<" in page


def test_lists_show_whom_the_viewer_may_meet(
    session: Session, alice: Person, bob: Person, carol: Person
) -> None:
    for who in (bob, carol):
        make_follow(session, who.user_id, alice.user_id)
        make_follow(session, alice.user_id, who.user_id)
    make_block(session, bob.user_id, carol.user_id)
    session.commit()
    for path in ("/@alice/followers", "/@alice/following"):
        assert "@bob" in alice.client.get(path).text
        page = carol.client.get(path).text
        assert "@bob" not in page and 'data-handle="carol"' in page
    make_private(session, alice)
    assert bob.client.get("/@alice/followers").status_code == 200
    press(bob, "unfollow", alice)
    for path in ("/@alice/followers", "/@alice/following"):
        assert bob.client.get(path).status_code == 404
        assert alice.client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/@alice/followers", "/settings/people", "/settings/people?list=blocked"]
)
def test_lists_go_on_and_cost_the_same(session: Session, alice: Person, path: str) -> None:
    def grow_to(number: int) -> None:
        for _ in range(number):
            other = make_user(session).id
            make_follow(session, other, alice.user_id)
            make_follow(session, make_user(session).id, alice.user_id, is_accepted=False)
            make_block(session, alice.user_id, make_user(session).id)
            make_mute(session, alice.user_id, other)
        session.commit()

    assert_same_cost(alice.client, path, grow_to, at_most=16)
    grow_to(30)
    first = alice.client.get(path).text
    assert first.count("data-row data-handle=") == 50
    after = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = alice.client.get(after).text
    assert second.count("data-row data-handle=") == 13 and 'rel="next"' not in second
    wrong = alice.client.get(path.partition("?")[0] + "?after=MS5uMQ")
    assert wrong.status_code == 422


def test_a_block_is_one_row_and_gone_with_the_person(session: Session, alice: Person) -> None:
    other = make_user(session)
    session.commit()
    press(alice, "block", other.handle)
    assert session.scalar(select(func.count()).select_from(Block)) == 1
    session.delete(session.get_one(User, other.id))
    session.commit()
    assert session.scalar(select(func.count()).select_from(Block)) == 0
