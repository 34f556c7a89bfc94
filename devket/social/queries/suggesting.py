"""People one might want to follow: by tags, by whom those one follows follow, by what they share.

Own tags are compared, and shown to nobody else; of others only what they chose to make public
counts. A constant number of queries, each bounded.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from devket.accounts.models import Follow, Profile, User
from devket.accounts.policies import meetable_by, not_muted
from devket.core.wording import hashtag_name
from devket.library.models import Tag
from devket.social.models import Hashtag, Post, Visibility
from devket.social.policies import published
from devket.social.queries.people import People, people_of

LATELY = timedelta(days=30)
OWN_TAGS, FOLLOWED, LOOKED_AT = 20, 100, 200  # at most so many of each are gone through
LIKED = 40  # so many of the most followed stand in where nothing else is known


@dataclass(slots=True)
class Suggestion:
    """Somebody to follow, and why: tags in common, and of whom one follows, who follows them."""

    user_id: int
    tags: set[str] = field(default_factory=set)
    follower_id: int | None = None
    followers: int = 0

    @property
    def weight(self) -> int:
        """How much speaks for them."""
        return 2 * len(self.tags) + self.followers


@dataclass(frozen=True, slots=True)
class Suggestions:
    """People to follow, best first, with all whom the reasons name."""

    found: tuple[Suggestion, ...]
    people: People


def suggested(session: Session, viewer_id: int, *, now: datetime, most: int) -> Suggestions:
    """Return people whom a viewer might follow: never whom they follow, asked, muted or blocked."""
    found: defaultdict[int, Suggestion] = defaultdict(lambda: Suggestion(0))
    for user_id, tag in _by_tags(session, viewer_id, now=now):
        found[user_id].tags.add(tag)
    for user_id, count, follower_id in _by_follows(session, viewer_id):
        found[user_id].followers, found[user_id].follower_id = count, follower_id
    for user_id in _by_followers(session, viewer_id):
        found[user_id]  # a key that is asked for is there
    for user_id, one in found.items():
        one.user_id = user_id
    left = _strangers(session, viewer_id, found)
    order = {user_id: at for at, user_id in enumerate(found)}
    best = sorted(
        (found[user_id] for user_id in left),
        key=lambda one: (-one.weight, order[one.user_id]),
    )[:most]
    named = {one.user_id for one in best} | {one.follower_id for one in best if one.follower_id}
    return Suggestions(tuple(best), people_of(session, named))


def _by_tags(session: Session, viewer_id: int, *, now: datetime) -> list[tuple[int, str]]:
    """Return who made a tag public that the viewer has, or shared something with it lately."""
    own = session.scalars(
        select(Tag.key)
        .where(Tag.owner_id == viewer_id, Tag.save_count > 0)
        .order_by(Tag.save_count.desc(), Tag.id.desc())
        .limit(OWN_TAGS)
    ).all()
    if not own:
        return []
    is_open = exists().where(User.id == Tag.owner_id, User.is_private.is_(False))
    shelves = select(Tag.owner_id, Tag.key).where(Tag.is_public, Tag.key.in_(own), is_open)
    author = exists().where(User.id == Post.author_id, User.is_private.is_(False))
    posts = (
        select(Post.author_id, Hashtag.name)
        .join(Post, Post.id == Hashtag.post_id)
        .where(Hashtag.name.in_({hashtag_name(key.rpartition("/")[2]) for key in own}))
        .where(Hashtag.uploaded_at > now - LATELY)
        .where(published(), Post.visibility == Visibility.PUBLIC, author)
        .order_by(Hashtag.uploaded_at.desc())
    )
    lists = (session.execute(one.limit(LOOKED_AT)).all() for one in (shelves, posts))
    return [(user_id, tag) for rows in lists for user_id, tag in rows]


def _by_follows(session: Session, viewer_id: int) -> list[tuple[int, int, int]]:
    """Return whom those follow whom the viewer follows: how many of them, and one of them."""
    lately = (
        select(Follow.followed_id)
        .where(Follow.follower_id == viewer_id, Follow.accepted_at.is_not(None))
        .order_by(Follow.accepted_at.desc())
        .limit(FOLLOWED)
    )
    rows = session.execute(
        select(Follow.followed_id, func.count(), func.min(Follow.follower_id))
        .where(Follow.follower_id.in_(lately.scalar_subquery()), Follow.accepted_at.is_not(None))
        .group_by(Follow.followed_id)
        .order_by(func.count().desc(), Follow.followed_id)
        .limit(LOOKED_AT)
    )
    return [(user_id, count, follower_id) for user_id, count, follower_id in rows]


def _by_followers(session: Session, viewer_id: int) -> list[int]:
    """Return who has most followers."""
    rows = session.scalars(
        select(Profile.user_id)
        .join(User, User.id == Profile.user_id)
        .where(_is_stranger(viewer_id))
        .order_by(Profile.follower_count.desc(), Profile.user_id.desc())
        .limit(LIKED)
    )
    return list(rows)


def _strangers(session: Session, viewer_id: int, found: defaultdict[int, Suggestion]) -> list[int]:
    chosen = select(User.id).where(User.id.in_(found), _is_stranger(viewer_id))
    return list(session.scalars(chosen))


def _is_stranger(viewer_id: int) -> ColumnElement[bool]:
    """Narrow people to those a viewer may meet and has nothing to do with yet."""
    known = exists().where(Follow.follower_id == viewer_id, Follow.followed_id == User.id)
    may_meet = and_(meetable_by(viewer_id), not_muted(viewer_id, User.id))
    return and_(may_meet, User.id != viewer_id, ~known)
