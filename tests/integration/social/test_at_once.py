"""Many hands at one post: counts that cannot drift, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile
from devket.core.clock import utcnow
from devket.core.errors import ConflictError
from devket.db import transaction
from devket.social.models import Comment, Commenting, Like, Notification, Post
from devket.social.services import commenting, liking
from tests.factories.accounts import make_user
from tests.factories.social import make_post

HANDS = 8
Turn = Callable[[Session, int, int], object]


def _at_once(app: Flask, turn: Turn, *, turns: int = 6) -> None:
    """Let eight hands work at the same time: `turn(session, hand, number)`."""
    start = threading.Barrier(HANDS)
    errors: list[BaseException] = []

    def work(hand: int) -> None:
        with app.app_context():
            start.wait()
            for number in range(turns):
                try:
                    with transaction() as own:
                        turn(own, hand, number)
                except ConflictError:
                    continue  # closed a moment ago
                except BaseException as error:
                    errors.append(error)

    hands = [threading.Thread(target=work, args=(hand,)) for hand in range(HANDS)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    assert errors == []


@pytest.fixture
def people(session: Session) -> list[int]:
    made = [make_user(session).id for _ in range(HANDS)]
    session.commit()
    return made


@pytest.fixture
def post_id(session: Session) -> int:
    made = make_post(session, make_user(session).id).id
    session.commit()
    return made


def _assert_true(session: Session, post_id: int) -> Post:
    """Assert that all that is kept is what is there."""
    session.expire_all()
    post = session.get_one(Post, post_id)
    likes = select(func.count()).select_from(Like).where(Like.post_id == post_id)
    said = select(func.count(Comment.id)).where(
        Comment.post_id == post_id, Comment.deleted_at.is_(None)
    )
    assert post.like_count == session.scalar(likes)
    assert post.comment_count == session.scalar(said)
    for profile in session.scalars(select(Profile)):
        mine = Notification.owner_id == profile.user_id
        unread = select(func.count(Notification.id)).where(mine, Notification.read_at.is_(None))
        assert profile.unread_count == session.scalar(unread)
        bundles = session.scalars(select(Notification.bundle).where(mine).distinct()).all()
        newest = session.scalars(
            select(Notification.bundle).where(mine, Notification.is_newest)
        ).all()
        assert sorted(newest) == sorted(bundles)
    return post


def test_each_likes_once_however_often_they_ask_at_once(
    app: Flask, session: Session, people: list[int], post_id: int
) -> None:
    def turn(own: Session, hand: int, _number: int) -> None:
        # Two hands are one person's two tabs.
        liking.like(own, own.get_one(Post, post_id), user_id=people[hand // 2], clock=utcnow)

    _at_once(app, turn)
    assert _assert_true(session, post_id).like_count == HANDS // 2


def test_likes_that_come_and_go_at_once_are_counted_exactly(
    app: Flask, session: Session, people: list[int], post_id: int
) -> None:
    def turn(own: Session, hand: int, number: int) -> None:
        post, user_id = own.get_one(Post, post_id), people[(hand + number) % 4]
        if (hand + number) % 3 == 0:
            liking.unlike(own, post, user_id=user_id)
        else:
            liking.like(own, post, user_id=user_id, clock=utcnow)

    _at_once(app, turn)
    _assert_true(session, post_id)


def test_comments_come_and_go_while_the_author_closes_and_opens(
    app: Flask, session: Session, people: list[int], post_id: int
) -> None:
    author_id = session.get_one(Post, post_id).author_id
    session.commit()
    names = " ".join(f"@person_{user_id}" for user_id in people)

    def turn(own: Session, hand: int, number: int) -> None:
        if hand == 0:
            to = Commenting.CLOSED if number % 2 == 0 else Commenting.OPEN
            commenting.set_commenting(own, author_id=author_id, post_id=post_id, to=to)
            return
        me = people[hand]
        said = commenting.comment(own, names, author_id=me, post_id=post_id, clock=utcnow)
        if number % 3 == 0:
            commenting.remove(own, viewer_id=me, comment_id=said.id, clock=utcnow)

    _at_once(app, turn)
    _assert_true(session, post_id)
