"""Posts, comments, likes, stories, people and notifications for programs."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.social.models import Post
from tests.factories.library import make_save
from tests.factories.social import make_follow, make_post, make_story
from tests.support.people import Person
from tests.support.queries import queries
from tests.support.twins import HandClock
from tests.web.api.asking import Program


def test_a_post_is_shared_beside_the_draft_at_hand(
    hers: Program, alice: Person, session: Session
) -> None:
    draft = make_post(session, alice.user_id, text="Not yet", uploaded_at=None)
    save = make_save(session, alice.user_id, title="Herons")
    sent = {"text": "Look #birds", "save_id": save.id, "visibility": "followers"}
    told = hers.told("POST", "/posts", 201, json=sent)
    assert (told["text"], told["visibility"], told["is_mine"]) == ("Look #birds", "followers", True)
    assert told["link"]["title"] == "Herons"
    assert hers.told("GET", f"/posts/{told['id']}") == told
    assert [one["id"] for one in hers.told("GET", "/posts")["items"]] == [told["id"]]
    changed = hers.told("PATCH", f"/posts/{told['id']}", json={"text": "Look again"})
    assert (changed["text"], changed["visibility"]) == ("Look again", "followers")
    assert changed["edited_at"] is not None
    hers.told("DELETE", f"/posts/{told['id']}", 204)
    hers.told("GET", f"/posts/{told['id']}", 404)
    hers.told("POST", "/posts", 422, json={})
    hers.told("POST", "/posts", 404, json={"save_id": 4321})
    session.expire_all()
    assert session.scalars(select(Post.text).where(Post.id == draft.id)).one() == "Not yet"


def test_people_talk_under_posts(
    hers: Program, carols: Program, carol: Person, session: Session
) -> None:
    post = make_post(session, carol.user_id, text="Herons")
    session.commit()
    at = f"/posts/{post.id}"
    first = hers.told("POST", f"{at}/comments", 201, json={"text": "Where?"})
    answer = {"text": "At the pond.", "parent_id": first["id"]}
    second = carols.told("POST", f"{at}/comments", 201, json=answer)
    (thread,) = hers.told("GET", f"{at}/comments")["items"]
    assert (thread["id"], [one["id"] for one in thread["answers"]]) == (first["id"], [second["id"]])
    mended = hers.told("PATCH", f"/comments/{first['id']}", json={"text": "Where exactly?"})
    assert (mended["text"], mended["edited_at"] is None) == ("Where exactly?", False)
    carols.told("PATCH", f"/comments/{first['id']}", 404, json={"text": "x"})
    (branch,) = hers.told("GET", f"/comments/{first['id']}/answers")["items"]
    assert branch["answers"][0]["text"] == "At the pond."
    hers.told("PUT", f"{at}/like", 204)
    hers.told("PUT", f"{at}/like", 204)
    shown = hers.told("GET", at)
    assert (shown["is_liked"], shown["like_count"], shown["comment_count"]) == (True, 1, 2)
    assert [one["handle"] for one in hers.told("GET", f"{at}/likes")["items"]] == ["alice"]
    told = carols.told("GET", "/notifications")["items"]
    assert {one["event"] for one in told} == {"liked", "commented"}
    assert carols.told("GET", "/me")["unread_notifications"] == 2
    assert carols.told("POST", "/notifications/read", json={}) == {"unread": 0}
    hers.told("DELETE", f"{at}/like", 204)
    hers.told("DELETE", f"/comments/{first['id']}", 204)
    (place,) = hers.told("GET", f"{at}/comments")["items"]
    assert (place["author"], place["text"]) == (None, "")
    carols.told("GET", f"{at}/comments?cursor=x", 422)


def test_a_story_is_gone_at_24_hours_exactly(
    hers: Program, alice: Person, carol: Person, carols: Program, session: Session, clock: HandClock
) -> None:
    make_follow(session, carol.user_id, alice.user_id)
    session.commit()
    story = hers.told("POST", "/stories", 201, json={"text": "Fog", "ground": "sea"})
    at = f"/stories/{story['id']}"
    assert (story["view_count"], story["beside"]) == (0, [story["id"]])
    seen = carols.told("GET", at)
    assert (seen["text"], seen["view_count"]) == ("Fog", None)
    (teller,) = carols.told("GET", "/stories")["items"]
    assert (teller["author"]["handle"], teller["first_unseen_id"]) == ("alice", story["id"])
    carols.told("PUT", f"{at}/seen", 204)
    assert carols.told("GET", "/stories")["items"][0]["first_unseen_id"] is None
    assert hers.told("GET", at)["view_count"] == 1
    clock.advance(hours=23, minutes=59)
    carols.told("GET", at)
    clock.advance(minutes=1)
    for path in (at, f"{at}/seen"):
        carols.told("GET" if path == at else "PUT", path, 404)
    hers.told("GET", at, 404)
    assert carols.told("GET", "/stories")["items"] == []


def test_a_story_is_taken_away(hers: Program, alice: Person, session: Session) -> None:
    story = make_story(session, alice.user_id, text="Fog", uploaded_at=utcnow())
    session.commit()
    hers.told("DELETE", f"/stories/{story.id}", 204)
    hers.told("GET", f"/stories/{story.id}", 404)
    hers.told("POST", "/stories", 422, json={})


def test_people_are_told_as_they_may_be_met(hers: Program, carol: Person) -> None:
    told = hers.told("GET", "/people/carol")
    assert (told["handle"], told["is_me"], told["is_open"]) == ("carol", False, True)
    assert told["url"] == "http://localhost/@carol"
    mine = hers.told("GET", "/me")
    assert (mine["handle"], mine["is_me"], "email" in mine) == ("alice", True, True)
    assert "saves:read" in mine["scopes"]
    hers.told("GET", "/people/nobody", 404)


def test_lists_of_posts_cost_as_much_with_many(
    app: Flask, hers: Program, alice: Person, session: Session
) -> None:
    hers.get("/me")  # notes the use of the token
    costs, made = [], 0
    for rows in (3, 30):
        for number in range(made, rows):
            at = utcnow() - timedelta(minutes=number)
            make_post(session, alice.user_id, text=f"Post {number}", uploaded_at=at)
        made = rows
        for path in ("/posts", "/posts?author=alice"):
            with queries() as seen:
                hers.told("GET", path)
            costs.append(len(seen))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 10, costs
