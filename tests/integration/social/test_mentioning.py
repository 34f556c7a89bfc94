"""Who is named in a text, and who is told."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.core.clock import utcnow
from devket.social.models import Event, Mention, Notification, Post, Visibility
from devket.social.policies import readable_by, readers_of
from devket.social.services.mentioning import mention
from tests.factories.accounts import make_user
from tests.factories.social import make_block, make_comment, make_follow, make_post


@pytest.fixture
def author(session: Session) -> User:
    return make_user(session, handle="author")


@pytest.fixture
def friend(session: Session, author: User) -> User:
    user = make_user(session, handle="friend")
    make_follow(session, user.id, author.id)
    return user


@pytest.fixture
def stranger(session: Session) -> User:
    return make_user(session, handle="stranger")


def _say(session: Session, post: Post, text: str) -> set[int]:
    mention(session, text, author_id=post.author_id, post=post, clock=utcnow)
    return set(session.scalars(select(Mention.user_id).where(Mention.post_id == post.id)))


def _told(session: Session, user: User) -> list[Event]:
    told = select(Notification.event).where(Notification.owner_id == user.id)
    return list(session.scalars(told))


def test_people_who_are_there_are_named_and_told_once(
    session: Session, author: User, friend: User, stranger: User
) -> None:
    post = make_post(session, author.id)
    for _ in range(2):
        named = _say(session, post, "@friend, @Stranger, @nobody_here and @author")
        assert named == {friend.id, stranger.id}
    assert _told(session, friend) == [Event.MENTIONED]
    assert _told(session, author) == []
    session.expire_all()
    assert session.get_one(Profile, friend.id).unread_count == 1


def test_an_edit_takes_back_whom_it_leaves_out(
    session: Session, author: User, friend: User, stranger: User
) -> None:
    post = make_post(session, author.id)
    _say(session, post, "@friend")
    assert _say(session, post, "@stranger") == {stranger.id}
    assert _told(session, friend) == []
    session.expire_all()
    assert session.get_one(Profile, friend.id).unread_count == 0


def test_nobody_is_named_who_cannot_see_it(
    session: Session, author: User, friend: User, stranger: User
) -> None:
    for followers in (Visibility.FOLLOWERS, Visibility.ONLY_ME):
        post = make_post(session, author.id, visibility=followers)
        named = _say(session, post, "@friend @stranger")
        assert named == ({friend.id} if followers is Visibility.FOLLOWERS else set())
    make_block(session, friend.id, author.id)
    assert _say(session, make_post(session, author.id), "@friend @stranger") == {stranger.id}


def test_a_comment_names_people_of_its_own(
    session: Session, author: User, friend: User, stranger: User
) -> None:
    post = make_post(session, author.id)
    comment = make_comment(session, post, stranger.id)
    _say(session, post, "@friend")
    for text in ("@friend", ""):
        mention(
            session,
            text,
            author_id=stranger.id,
            post=post,
            comment_id=comment.id,
            clock=utcnow,
        )
    kept = session.scalars(select(Mention.comment_id).where(Mention.user_id == friend.id)).all()
    assert kept == [None]


@pytest.mark.parametrize("visibility", list(Visibility))
@pytest.mark.parametrize("is_private", [False, True])
@pytest.mark.parametrize("is_there", [False, True])
def test_readers_of_a_post_are_those_who_may_read_it(
    session: Session,
    author: User,
    friend: User,
    stranger: User,
    *,
    visibility: Visibility,
    is_private: bool,
    is_there: bool,
) -> None:
    apart, asking = make_user(session), make_user(session)
    make_follow(session, apart.id, author.id)
    make_block(session, author.id, apart.id)
    make_follow(session, asking.id, author.id, is_accepted=False)
    author.is_private = is_private
    uploaded_at = utcnow() if is_there else None
    post = make_post(session, author.id, visibility=visibility, uploaded_at=uploaded_at)
    people = [author, friend, stranger, apart, asking]
    one_by_one = {
        user.id
        for user in people
        if session.scalar(select(Post.id).where(Post.id == post.id, readable_by(user.id)))
    }
    at_once = set(session.scalars(select(User.id).where(readers_of(post))))
    assert at_once == one_by_one
