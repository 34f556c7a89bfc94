"""Posts beyond those one follows, and whom one might want to follow."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from devket.accounts.models import Mute, User
from devket.core.clock import utcnow
from devket.library.models import Tag
from devket.social.models import Hashtag, Mention, Post, Visibility
from devket.social.queries import exploring, suggesting
from tests.factories.accounts import make_user
from tests.factories.social import make_block, make_follow, make_like, make_post

NOW = utcnow()


def ids(posts: tuple[Post, ...]) -> list[int]:
    """Return the ids of posts."""
    return [post.id for post in posts]


def tag_with(session: Session, post: Post, name: str) -> Post:
    """Give a post a hashtag."""
    session.add(Hashtag(post_id=post.id, name=name, uploaded_at=post.uploaded_at))
    session.flush()
    return post


def keep_tag(session: Session, user: User, key: str, *, is_public: bool = False) -> None:
    """Let somebody have a tag on a save."""
    session.add(Tag(owner_id=user.id, name=key, key=key, save_count=1, is_public=is_public))
    session.flush()


def suggested(session: Session, viewer: User) -> list[int]:
    """Return whom somebody is shown, best first."""
    found = suggesting.suggested(session, viewer.id, now=NOW, most=10).found
    return [one.user_id for one in found]


def test_what_is_public_is_listed_newest_first_and_nothing_else(session: Session) -> None:
    author, private, viewer = make_user(session), make_user(session, is_private=True), None
    shown = [make_post(session, author.id).id for _ in range(5)]
    make_post(session, author.id, visibility=Visibility.FOLLOWERS)
    make_post(session, private.id)
    page = exploring.recent_page(session, viewer, size=3)
    rest = exploring.recent_page(session, viewer, after=page.next_cursor, size=3)
    assert ids(page.items) + ids(rest.items) == shown
    assert rest.next_cursor is None


def test_what_was_liked_most_this_week_comes_first(session: Session) -> None:
    author, *fans = (make_user(session) for _ in range(4))
    posts = [make_post(session, author.id) for _ in range(4)]
    for post, many in zip(posts, (1, 3, 2, 0), strict=True):
        for fan in fans[:many]:
            make_like(session, post, fan.id)
    old = make_post(session, author.id, uploaded_at=NOW - timedelta(days=8))
    for fan in fans:
        make_like(session, old, fan.id)
    page = exploring.liked_page(session, fans[0].id, now=NOW, size=2)
    rest = exploring.liked_page(session, fans[0].id, now=NOW, after=page.next_cursor, size=2)
    assert ids(page.items) == [posts[1].id, posts[2].id]
    assert ids(rest.items) == [posts[0].id]


def test_muted_people_are_left_out_of_lists(session: Session) -> None:
    viewer, loud = make_user(session), make_user(session)
    post = tag_with(session, make_post(session, loud.id), "python")
    session.add(Mention(post_id=post.id, user_id=viewer.id))
    session.add(Mute(muter_id=viewer.id, muted_id=loud.id, muted_at=NOW))
    session.flush()
    for page in (
        exploring.recent_page(session, viewer.id),
        exploring.tagged_page(session, viewer.id, "python"),
        exploring.naming_page(session, viewer.id),
    ):
        assert page.items == ()
    assert ids(exploring.tagged_page(session, None, "python").items) == [post.id]


def test_posts_that_name_somebody_are_theirs_to_find_as_far_as_they_may_read(
    session: Session,
) -> None:
    author, named = make_user(session), make_user(session)
    open_to_all = make_post(session, author.id)
    hidden = make_post(session, author.id, visibility=Visibility.FOLLOWERS)
    for post in (open_to_all, hidden):
        session.add(Mention(post_id=post.id, user_id=named.id))
    session.flush()
    assert ids(exploring.naming_page(session, named.id).items) == [open_to_all.id]
    assert exploring.naming_page(session, author.id).items == ()


def test_people_are_suggested_by_tags_they_made_public_and_never_by_others(
    session: Session,
) -> None:
    viewer, shelf, secret, writer, private = (
        make_user(session, is_private=number == 4) for number in range(5)
    )
    keep_tag(session, viewer, "db/sqlite")
    keep_tag(session, shelf, "db/sqlite", is_public=True)
    keep_tag(session, secret, "db/sqlite")
    keep_tag(session, private, "db/sqlite", is_public=True)
    tag_with(session, make_post(session, writer.id), "sqlite")
    hidden = make_post(session, secret.id, visibility=Visibility.FOLLOWERS)
    tag_with(session, hidden, "sqlite")
    found = suggesting.suggested(session, viewer.id, now=NOW, most=10).found
    tags = {one.user_id: one.tags for one in found}
    assert tags[shelf.id] == {"db/sqlite"}
    assert tags[writer.id] == {"sqlite"}
    assert tags[secret.id] == tags[private.id] == set()
    assert {one.user_id for one in found[:2]} == {shelf.id, writer.id}


def test_whom_those_one_follows_follow_is_suggested(session: Session) -> None:
    viewer, one, other, wanted = (make_user(session) for _ in range(4))
    for person in (one, other):
        make_follow(session, viewer.id, person.id)
        make_follow(session, person.id, wanted.id)
    (first,) = suggesting.suggested(session, viewer.id, now=NOW, most=10).found
    assert (first.user_id, first.followers) == (wanted.id, 2)
    assert first.follower_id in (one.id, other.id)


def test_nobody_is_suggested_whom_one_knows_or_may_not_meet(session: Session) -> None:
    viewer, asked, muted, blocking, frozen, stranger = (make_user(session) for _ in range(6))
    make_follow(session, viewer.id, asked.id, is_accepted=False)
    session.add(Mute(muter_id=viewer.id, muted_id=muted.id, muted_at=NOW))
    make_block(session, blocking.id, viewer.id)
    frozen.frozen_at = NOW
    for person in (asked, muted, blocking, frozen, stranger):
        tag_with(session, make_post(session, person.id), "python")
    keep_tag(session, viewer, "python")
    assert suggested(session, viewer) == [stranger.id]
