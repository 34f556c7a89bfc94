"""The home feed says what the rule says, page by page, whoever is followed."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from devket.accounts.models import Mute, User
from devket.accounts.policies import followed_ids, not_muted
from devket.core.clock import utcnow
from devket.core.paging import Cursor
from devket.social.models import Post, Visibility
from devket.social.policies import kept_up_with, readable_at_home, readable_by
from devket.social.queries import home
from devket.social.queries.posts import place_of
from tests.factories.accounts import make_user
from tests.factories.social import make_block, make_follow, make_post
from tests.support.queries import queries

NOW = utcnow()
KINDS = (*Visibility, Visibility.PUBLIC, Visibility.FOLLOWERS)


def crowd(session: Session, seed: int) -> int:
    """Make people who stand to a viewer in every way, and their posts; return the viewer's id."""
    dice = random.Random(seed)
    viewer = make_user(session)
    for number in range(14):
        person = make_user(session, is_private=number % 3 == 0)
        if number % 4:
            make_follow(session, viewer.id, person.id, is_accepted=number % 5 != 0)
        if number % 7 == 3:
            make_block(session, *dice.sample([viewer.id, person.id], 2))
        if number % 6 == 5:
            session.add(Mute(muter_id=viewer.id, muted_id=person.id, muted_at=NOW))
        if number == 9:
            person.frozen_at = NOW
        for _ in range(dice.choice((0, 1, 3, 12))):
            _post(session, person.id, dice)
    for _ in range(3):
        _post(session, viewer.id, dice)
    return viewer.id


def _post(session: Session, author_id: int, dice: random.Random) -> None:
    at = NOW - timedelta(minutes=dice.randrange(60))  # some at the very same moment
    make_post(
        session,
        author_id,
        visibility=dice.choice(KINDS),
        uploaded_at=dice.choice((at, at, at, at, None)),
        deleted_at=dice.choice((None, None, None, None, NOW)),
    )


def expected(session: Session, viewer_id: int) -> list[int]:
    """Return what stands on the home feed by the rule alone."""
    own = or_(Post.author_id == viewer_id, Post.author_id.in_(followed_ids(viewer_id)))
    chosen = select(Post.id).where(
        readable_by(viewer_id), own, not_muted(viewer_id, Post.author_id)
    )
    return list(session.scalars(chosen.order_by(Post.uploaded_at.desc(), Post.id.desc())))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [1, 2, 5, 20])
@pytest.mark.parametrize("looked_at", [home.LOOKED_AT, 1, 0])  # mostly enough, seldom, never
def test_pages_together_are_what_may_be_read(
    session: Session, monkeypatch: pytest.MonkeyPatch, seed: int, size: int, looked_at: int
) -> None:
    monkeypatch.setattr(home, "LOOKED_AT", looked_at)
    viewer_id = crowd(session, seed)
    seen: list[int] = []
    after: str | None = None
    while True:
        page = home.home_page(session, viewer_id, after=after, size=size)
        seen += [post.id for post in page.items]
        after = page.next_cursor
        if after is None:
            break
        assert len(page.items) == size
    wanted = expected(session, viewer_id)
    assert seen == wanted
    assert wanted


def test_posts_of_others_without_end_hide_none(session: Session) -> None:
    viewer, friend, stranger = (make_user(session) for _ in range(3))
    make_follow(session, viewer.id, friend.id)
    old = make_post(session, friend.id, uploaded_at=NOW - timedelta(days=1))
    for _ in range(2 * home.LOOKED_AT):
        make_post(session, stranger.id, uploaded_at=NOW)
    with queries() as seen:
        assert home.home_page(session, viewer.id, size=1).items == (old,)
    assert len(seen) == 3
    new = [make_post(session, friend.id, uploaded_at=NOW) for _ in range(2)]
    session.flush()
    with queries() as seen:
        assert home.home_page(session, viewer.id, size=1).items == (new[1],)
    assert len(seen) == 1


@pytest.mark.parametrize("seed", range(3))
def test_the_cheap_form_of_the_rule_is_the_rule(session: Session, seed: int) -> None:
    viewer_id = crowd(session, seed)
    authors = select(User.id).where(kept_up_with(viewer_id))
    for one, other in ((readable_at_home(viewer_id), readable_by(viewer_id)),):
        cheap, whole = (
            set(session.scalars(select(Post.id).where(rule, Post.author_id.in_(authors))))
            for rule in (one, other)
        )
        assert cheap == whole


def test_somebody_who_follows_nobody_reads_their_own(session: Session) -> None:
    viewer, other = make_user(session), make_user(session)
    make_post(session, other.id)
    assert home.home_page(session, viewer.id).items == ()
    own = make_post(session, viewer.id, visibility=Visibility.ONLY_ME)
    assert home.home_page(session, viewer.id).items == (own,)


def test_new_posts_are_counted_and_shown(session: Session) -> None:
    viewer, friend, muted = (make_user(session) for _ in range(3))
    for person in (friend, muted):
        make_follow(session, viewer.id, person.id)
    session.add(Mute(muter_id=viewer.id, muted_id=muted.id, muted_at=NOW))
    seen = make_post(session, friend.id, uploaded_at=NOW - timedelta(hours=1))
    since = place_of(seen)
    assert home.new_count(session, viewer.id, since) == 0
    new = make_post(session, friend.id, uploaded_at=NOW - timedelta(hours=1))  # the same moment
    make_post(session, muted.id, uploaded_at=NOW)
    make_post(session, friend.id, uploaded_at=NOW, visibility=Visibility.ONLY_ME)
    own = make_post(session, viewer.id, uploaded_at=NOW)
    assert home.new_count(session, viewer.id, since) == 1
    assert home.new_posts(session, viewer.id, since) == (own, new)


def test_more_than_fifty_new_posts_are_counted_as_more(session: Session) -> None:
    viewer, friend = make_user(session), make_user(session)
    make_follow(session, viewer.id, friend.id)
    for minutes in range(home.MOST_NEW + 9):
        make_post(session, friend.id, uploaded_at=NOW - timedelta(minutes=minutes))
    since = Cursor(NOW - timedelta(days=1), 1)
    assert home.new_count(session, viewer.id, since) == home.MOST_NEW + 1
