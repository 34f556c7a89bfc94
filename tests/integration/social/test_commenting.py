"""Comments: who may say what to whom, for how long, and what stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.core.errors import ConflictError, DevketError, InvalidError, NotFoundError
from devket.social.models import (
    COMMENT_LENGTH,
    Comment,
    Commenting,
    Event,
    Mention,
    Notification,
    Post,
    Visibility,
)
from devket.social.services import commenting
from tests.factories.accounts import make_user
from tests.factories.social import make_block, make_comment, make_follow, make_post
from tests.support.twins import HandClock


@pytest.fixture
def author(session: Session) -> User:
    return make_user(session, handle="author")


@pytest.fixture
def reader(session: Session) -> User:
    return make_user(session, handle="reader")


@pytest.fixture
def post(session: Session, author: User) -> Post:
    return make_post(session, author.id)


def _told(session: Session, user: User) -> set[Event]:
    told = select(Notification.event).where(Notification.owner_id == user.id)
    return set(session.scalars(told))


def test_each_is_told_once_of_what_concerns_them_most(
    session: Session, author: User, reader: User, post: Post, clock: HandClock
) -> None:
    third, named = make_user(session, handle="third"), make_user(session, handle="named")
    said = commenting.comment(session, "First", author_id=reader.id, post_id=post.id, clock=clock)
    answer = commenting.comment(
        session,
        "@reader @author and @named, yes",
        author_id=third.id,
        post_id=post.id,
        parent_id=said.id,
        clock=clock,
    )
    assert answer.parent_id == said.id
    assert _told(session, author) == {Event.COMMENTED}
    assert _told(session, reader) == {Event.REPLIED}
    assert _told(session, named) == {Event.MENTIONED}
    assert session.get_one(Post, post.id).comment_count == 2


def test_an_answer_to_an_answer_stands_beside_it_and_tells_who_said_it(
    session: Session, author: User, reader: User, post: Post, clock: HandClock
) -> None:
    root = make_comment(session, post, author.id)
    answer = make_comment(session, post, reader.id, parent_id=root.id)
    third = make_user(session)
    deeper = commenting.comment(
        session, "So?", author_id=third.id, post_id=post.id, parent_id=answer.id, clock=clock
    )
    assert deeper.parent_id == root.id
    assert _told(session, reader) == {Event.REPLIED}


@pytest.mark.parametrize("to", [Commenting.CLOSED, Commenting.HIDDEN])
def test_nobody_comments_on_what_is_closed(
    session: Session, author: User, reader: User, post: Post, clock: HandClock, to: Commenting
) -> None:
    commenting.set_commenting(session, author_id=author.id, post_id=post.id, to=to)
    for who in (author, reader):
        with pytest.raises(ConflictError):
            commenting.comment(session, "But", author_id=who.id, post_id=post.id, clock=clock)
    with pytest.raises(NotFoundError):
        commenting.set_commenting(session, author_id=reader.id, post_id=post.id, to=Commenting.OPEN)
    commenting.set_commenting(session, author_id=author.id, post_id=post.id, to=Commenting.OPEN)
    commenting.comment(session, "Now", author_id=reader.id, post_id=post.id, clock=clock)


def test_nobody_comments_on_what_they_cannot_see(
    session: Session, author: User, reader: User, post: Post, clock: HandClock
) -> None:
    gone = make_post(session, author.id, deleted_at=clock())
    closed = [
        make_post(session, author.id, visibility=Visibility.FOLLOWERS),
        make_post(session, author.id, visibility=Visibility.ONLY_ME),
        make_post(session, author.id, uploaded_at=None),
        gone,
    ]
    make_block(session, author.id, reader.id)
    for one in (*closed, post):
        with pytest.raises(NotFoundError):
            commenting.comment(session, "Hm", author_id=reader.id, post_id=one.id, clock=clock)


@pytest.mark.parametrize(
    "text", ["", " \n ", "\u200b\u2060", "\u202e\u202c", "a" * (COMMENT_LENGTH + 1), "x" * 100_000]
)
def test_nothing_and_too_much_are_refused(
    session: Session, reader: User, post: Post, clock: HandClock, text: str
) -> None:
    with pytest.raises(InvalidError):
        commenting.comment(session, text, author_id=reader.id, post_id=post.id, clock=clock)
    assert session.get_one(Post, post.id).comment_count == 0


def test_only_what_is_there_can_be_answered(
    session: Session, author: User, reader: User, post: Post, clock: HandClock
) -> None:
    apart = make_user(session)
    make_block(session, apart.id, reader.id)
    elsewhere = make_comment(session, make_post(session, author.id), author.id)
    deleted = make_comment(session, post, author.id, deleted_at=clock())
    for parent in (elsewhere, deleted, make_comment(session, post, apart.id)):
        with pytest.raises(ConflictError):
            commenting.comment(
                session,
                "Yes",
                author_id=reader.id,
                post_id=post.id,
                parent_id=parent.id,
                clock=clock,
            )


def test_a_comment_can_be_put_right_for_a_quarter_of_an_hour(
    session: Session, author: User, reader: User, post: Post, clock: HandClock
) -> None:
    said = commenting.comment(
        session, "@author, teh end", author_id=reader.id, post_id=post.id, clock=clock
    )

    def correct(text: str, *, by: User = reader) -> Comment:
        return commenting.correct(session, text, author_id=by.id, comment_id=said.id, clock=clock)

    assert correct("@author, teh end").edited_at is None
    assert correct("the end").edited_at is not None
    assert list(session.scalars(select(Mention.user_id))) == []
    with pytest.raises(NotFoundError):
        correct("No", by=author)
    commenting.set_commenting(session, author_id=author.id, post_id=post.id, to=Commenting.CLOSED)
    with pytest.raises(ConflictError, match="closed"):
        correct("once more")
    commenting.set_commenting(session, author_id=author.id, post_id=post.id, to=Commenting.OPEN)
    clock.advance(minutes=15)
    with pytest.raises(ConflictError, match="15 minutes"):
        correct("too late")


def test_who_deleted_a_comment_can_have_it_back_for_a_day(
    session: Session, author: User, reader: User, post: Post, clock: HandClock
) -> None:
    said = commenting.comment(session, "Hello", author_id=reader.id, post_id=post.id, clock=clock)
    remove = commenting.remove(session, viewer_id=author.id, comment_id=said.id, clock=clock)
    assert remove.deleted_at is not None
    assert session.get_one(Post, post.id).comment_count == 0
    assert _told(session, author) == set()
    for who, error in ((author, NotFoundError), (reader, NotFoundError)):
        with pytest.raises(error):  # it is deleted already
            commenting.remove(session, viewer_id=who.id, comment_id=said.id, clock=clock)
    with pytest.raises(NotFoundError):
        commenting.restore(session, viewer_id=reader.id, comment_id=said.id, clock=clock)
    commenting.restore(session, viewer_id=author.id, comment_id=said.id, clock=clock)
    session.expire_all()
    assert session.get_one(Post, post.id).comment_count == 1
    assert _told(session, author) == {Event.COMMENTED}
    commenting.remove(session, viewer_id=reader.id, comment_id=said.id, clock=clock)
    clock.advance(days=1)
    with pytest.raises(DevketError):
        commenting.restore(session, viewer_id=reader.id, comment_id=said.id, clock=clock)


def test_the_own_comment_can_be_deleted_even_where_one_is_no_longer_let_in(
    session: Session, author: User, reader: User, clock: HandClock
) -> None:
    make_follow(session, reader.id, author.id)
    post = make_post(session, author.id, visibility=Visibility.FOLLOWERS)
    said = make_comment(session, post, reader.id)
    make_block(session, author.id, reader.id)
    commenting.remove(session, viewer_id=reader.id, comment_id=said.id, clock=clock)


def test_after_a_day_what_was_deleted_is_gone_but_for_the_place_of_what_has_answers(
    session: Session, author: User, reader: User, post: Post, clock: HandClock
) -> None:
    long_ago = clock() - timedelta(hours=23, minutes=59)
    answered, bare = (make_comment(session, post, reader.id, deleted_at=long_ago) for _ in range(2))
    make_comment(session, post, author.id, parent_id=answered.id)
    ids = (answered.id, bare.id)
    commenting.purge(session, now=clock(), limit=10)
    texts = select(Comment.text).where(Comment.id.in_(ids))
    assert all(session.scalars(texts))
    clock.advance(minutes=1)
    commenting.purge(session, now=clock(), limit=10)
    assert list(session.scalars(texts)) == [""]
