"""Stories: one and those beside it, the tray above the feed, who has seen one.

Every read here asks the clock: what is 24 hours old is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.accounts.policies import followed_by, meetable_by, not_muted
from devket.core.errors import NotFoundError
from devket.core.paging import Cursor, Page
from devket.social.models import Picture, PictureState, Story, StoryView, Thing
from devket.social.policies import (
    answerable_by,
    expired,
    not_removed,
    over,
    told_by,
    watchable_by,
)
from devket.social.queries.paging import beyond
from devket.social.queries.people import People, people_of

MOST_IN_TRAY = 60  # people; of more, those with the newest unseen ones
SEEN_PAGE = 50


@dataclass(frozen=True, slots=True)
class Watched:
    """A story, who tells it, its picture; ids and pictures of all that they tell now, in order."""

    story: Story
    author: tuple[User, Profile]
    picture: Picture | None
    beside: tuple[int, ...]
    pictures: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody with stories: when the newest came, where to begin, where they end."""

    user_id: int
    newest: datetime
    first: int
    last: int
    first_unseen: int | None


@dataclass(frozen=True, slots=True)
class Tray:
    """The viewer's own stories, if any, and of whom they follow: those with unseen ones first."""

    own: Teller | None
    tellers: tuple[Teller, ...]
    people: People
    is_cut: bool = False  # others tell stories as well

    @property
    def told(self) -> dict[int, int]:
        """The first story by the person who tells it, as `told_now` has it."""
        return {one.user_id: one.first for one in (self.own, *self.tellers) if one}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Own stories that are not shown: the picture of some is not ready, of some was refused."""

    pending: int = 0
    refused: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who has seen a story."""

    user: User
    profile: Profile
    seen_at: datetime


def story_of(session: Session, viewer_id: int | None, story_id: int, now: datetime) -> Watched:
    """Return a story that a viewer may see now; `NotFoundError` for all others. Three queries."""
    chosen = (
        select(Story, Picture)
        .outerjoin(Picture, Picture.id == Story.picture_id)
        .where(Story.id == story_id, watchable_by(viewer_id, now))
    )
    found = session.execute(chosen).first()
    if found is None:
        raise NotFoundError
    story, picture = found
    author = people_of(session, [story.author_id])[story.author_id]
    beside = session.execute(
        select(Story.id, Story.picture_id)
        .where(Story.author_id == story.author_id, watchable_by(viewer_id, now))
        .order_by(Story.id)
    ).all()
    ids, pictures = zip(*beside, strict=True)
    return Watched(story, author, picture, ids, pictures)


def others_story(session: Session, viewer_id: int | None, story_id: int, now: datetime) -> Story:
    """Return somebody else's story that a viewer may answer now; `NotFoundError` for all others."""
    chosen = select(Story).where(Story.id == story_id, answerable_by(viewer_id, now))
    return _one(session.scalars(chosen).first())


def own_story(session: Session, viewer_id: int, story_id: int, now: datetime) -> Story:
    """Return the viewer's story, also one that is not ready; `NotFoundError` once it is over."""
    chosen = select(Story).where(Story.id == story_id, told_by(viewer_id), ~over(now))
    return _one(session.scalars(chosen).first())


def deleted_story(session: Session, viewer_id: int, story_id: int, now: datetime) -> Story:
    """Return a story that its author has deleted before its time; `NotFoundError` for others."""
    is_it = (Story.deleted_at.is_not(None), ~expired(now), not_removed(Thing.STORY, Story.id))
    chosen = select(Story).where(Story.id == story_id, told_by(viewer_id), *is_it)
    return _one(session.scalars(chosen).first())


def _one(story: Story | None) -> Story:
    if story is None:
        raise NotFoundError
    return story


def tray_of(session: Session, viewer_id: int, now: datetime) -> Tray:
    """Return the stories of a viewer and of whom they follow, without the muted. Two queries."""
    tellers = _tellers(session, viewer_id, now)
    people = people_of(session, [viewer_id, *(one.user_id for one in tellers)])
    own = next((one for one in tellers if one.user_id == viewer_id), None)
    others = tuple(one for one in tellers if one is not own)
    return Tray(own, others, people, is_cut=len(tellers) > MOST_IN_TRAY)


def _tellers(session: Session, viewer_id: int, now: datetime) -> list[Teller]:
    """Return the viewer first, then those with unseen stories, then the rest; newest first."""
    is_own = Story.author_id == viewer_id
    seen = and_(StoryView.story_id == Story.id, StoryView.viewer_id == viewer_id)
    unseen = func.min(case((StoryView.story_id.is_(None), Story.id)))
    newest = func.max(Story.uploaded_at)
    chosen = (
        select(Story.author_id, newest, func.min(Story.id), func.max(Story.id), unseen)
        .outerjoin(StoryView, seen)
        .where(
            or_(is_own, followed_by(viewer_id, Story.author_id)),
            watchable_by(viewer_id, now),
            not_muted(viewer_id, Story.author_id),
        )
        .group_by(Story.author_id)
        .order_by(case((is_own, 0), else_=1), unseen.is_(None), newest.desc(), Story.author_id)
        .limit(MOST_IN_TRAY + 1)
    )
    return [Teller(*row) for row in session.execute(chosen)]


def waiting_of(session: Session, viewer_id: int) -> Waiting:
    """Return which of the own stories wait for their picture. One query."""
    chosen = (
        select(Story.id, Picture.state)
        .join(Picture, Picture.id == Story.picture_id)
        .where(told_by(viewer_id), Story.uploaded_at.is_(None), Story.deleted_at.is_(None))
        .order_by(Story.id)
        .limit(MOST_IN_TRAY)
    )
    rows = session.execute(chosen).all()
    refused = tuple(row.id for row in rows if row.state is PictureState.REFUSED)
    return Waiting(len(rows) - len(refused), refused)


def told_now(
    session: Session, viewer_id: int | None, user_ids: Iterable[int], now: datetime
) -> dict[int, int]:
    """Return by person the first of the stories that a viewer may see now. One query."""
    ids = sorted(set(user_ids))
    if not ids:
        return {}
    chosen = (
        select(Story.author_id, func.min(Story.id))
        .where(Story.author_id.in_(ids), watchable_by(viewer_id, now))
        .group_by(Story.author_id)
    )
    return dict(session.execute(chosen).all())


def seen_by(
    session: Session, story: Story, *, after: str | None = None, size: int = SEEN_PAGE
) -> Page[Witness]:
    """Return who has seen a story, latest first; for its author alone, so without a viewer."""
    chosen = (
        select(User, Profile, StoryView.seen_at)
        .join(StoryView, StoryView.viewer_id == User.id)
        .join(Profile, Profile.user_id == User.id)
        .where(StoryView.story_id == story.id, meetable_by(story.author_id))
        .where(beyond((StoryView.seen_at, StoryView.viewer_id), after))
    )
    order = (StoryView.seen_at.desc(), StoryView.viewer_id.desc())
    rows = [Witness(*row) for row in session.execute(chosen.order_by(*order).limit(size + 1))]
    shown = tuple(rows[:size])
    more = Cursor(shown[-1].seen_at, shown[-1].user.id).encode() if len(rows) > size else None
    return Page(shown, more)
