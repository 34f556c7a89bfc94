"""Counts of followers after any walk of verbs, and when many people act at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.accounts.models import Block, Follow, Profile, User
from devket.accounts.services import relating as accounts
from devket.core.clock import utcnow
from devket.core.errors import NotFoundError
from devket.db import transaction
from devket.social.models import Notification
from devket.social.services import relating
from tests.factories.accounts import make_user

VERBS = ("follow", "unfollow", "accept", "block", "unblock", "private", "public", "mute")
MOVES = st.tuples(st.sampled_from(VERBS), st.integers(0, 3), st.integers(0, 3))


def assert_counts_are_true(session: Session) -> None:
    """Compare every kept count with the rows it counts."""
    session.expire_all()
    accepted = Follow.accepted_at.is_not(None)
    for profile in session.scalars(select(Profile)):
        followers = select(func.count()).where(Follow.followed_id == profile.user_id, accepted)
        following = select(func.count()).where(Follow.follower_id == profile.user_id, accepted)
        unread = select(func.count()).where(
            Notification.owner_id == profile.user_id, Notification.read_at.is_(None)
        )
        assert profile.follower_count == session.scalar(followers)
        assert profile.following_count == session.scalar(following)
        assert profile.unread_count == session.scalar(unread)


def assert_nothing_crosses_a_block(session: Session) -> None:
    """Nobody follows, or is told of, whom a block parts from them."""
    pairs = {
        (one, other) for one, other in session.execute(select(Block.blocker_id, Block.blocked_id))
    }
    apart = pairs | {(other, one) for one, other in pairs}
    follows = session.execute(select(Follow.follower_id, Follow.followed_id))
    told = session.execute(select(Notification.owner_id, Notification.actor_id))
    assert not apart & {(one, other) for rows in (follows, told) for one, other in rows}


def act(session: Session, verb: str, one: int, other: int) -> None:
    """Do one thing, whatever of it is possible."""
    user = session.get_one(User, one, populate_existing=True)
    if verb == "private":
        accounts.make_private(session, user)
    elif verb == "public":
        relating.make_public(session, user, clock=utcnow)
    elif one == other:
        return
    elif verb in ("unfollow", "unblock"):
        does = {"unfollow": relating.unfollow, "unblock": accounts.unblock}
        does[verb](session, one, other)
    else:
        timed = {
            "follow": relating.follow,
            "accept": relating.accept,
            "block": relating.block,
            "mute": accounts.mute,
        }
        try:
            timed[verb](session, one, other, clock=utcnow)
        except NotFoundError:
            assert verb == "follow"


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=st.lists(MOVES, max_size=25))
def test_counts_are_true_after_any_walk(
    session: Session, moves: list[tuple[str, int, int]]
) -> None:
    people = [make_user(session).id for _ in range(4)]
    for verb, one, other in moves:
        act(session, verb, people[one], people[other])
    assert_counts_are_true(session)
    assert_nothing_crosses_a_block(session)
    waiting = select(func.count()).select_from(Follow).join(User, User.id == Follow.followed_id)
    is_stuck = waiting.where(Follow.accepted_at.is_(None), User.is_private.is_(False))
    assert session.scalar(is_stuck) == 0
    session.rollback()


def at_once(app: Flask, acts: Sequence[Callable[[Session], object]]) -> None:
    """Do each in a thread and transaction of its own, all at the same moment."""
    gate, failed = threading.Barrier(len(acts)), list[BaseException]()

    def run(one: Callable[[Session], object]) -> None:
        gate.wait()
        try:
            with app.app_context(), transaction() as session:
                one(session)
        except NotFoundError:
            pass  # a block was faster
        except Exception as error:  # told by the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []


@pytest.fixture
def people(app: Flask) -> list[int]:
    """Eight people."""
    with app.app_context(), transaction() as session:
        return [make_user(session).id for _ in range(8)]


def follow(one: int, other: int) -> Callable[[Session], object]:
    """Return the act of following."""
    return partial(relating.follow, follower_id=one, followed_id=other, clock=utcnow)


def test_one_follow_by_eight_clients_counts_once(app: Flask, people: list[int]) -> None:
    one, other = people[:2]
    at_once(app, [follow(one, other)] * 8)
    with app.app_context(), transaction() as session:
        assert session.get_one(Profile, other).follower_count == 1
        assert_counts_are_true(session)
    at_once(app, [lambda session: relating.unfollow(session, one, other)] * 8)
    with app.app_context(), transaction() as session:
        assert session.get_one(Profile, other).follower_count == 0
        assert_counts_are_true(session)


def test_all_follow_all_at_once_and_nobody_waits_in_a_ring(app: Flask, people: list[int]) -> None:
    some = people[:4]
    at_once(app, [follow(one, other) for one in some for other in some if one != other])
    with app.app_context(), transaction() as session:
        assert [session.get_one(Profile, one).follower_count for one in some] == [3] * 4
        assert_counts_are_true(session)


def test_a_follow_never_outlives_a_block(app: Flask, people: list[int]) -> None:
    one, other = people[:2]
    for _ in range(5):
        at_once(
            app,
            [
                follow(one, other),
                follow(other, one),
                partial(relating.block, blocker_id=other, blocked_id=one, clock=utcnow),
            ],
        )
        with app.app_context(), transaction() as session:
            assert session.scalar(select(func.count()).select_from(Follow)) == 0
            assert_counts_are_true(session)
            assert_nothing_crosses_a_block(session)
            accounts.unblock(session, other, one)


def test_nobody_is_left_waiting_at_an_account_that_is_made_public(
    app: Flask, people: list[int]
) -> None:
    owner, *others = people
    for _ in range(5):
        with app.app_context(), transaction() as session:
            accounts.make_private(session, session.get_one(User, owner))
            for one in others:
                relating.unfollow(session, one, owner)
        opening = partial(act, verb="public", one=owner, other=owner)
        at_once(app, [*(follow(one, owner) for one in others), opening])
        with app.app_context(), transaction() as session:
            waiting = select(func.count()).select_from(Follow)
            assert session.scalar(waiting.where(Follow.accepted_at.is_(None))) == 0
            assert session.get_one(Profile, owner).follower_count == len(others)
            assert_counts_are_true(session)
