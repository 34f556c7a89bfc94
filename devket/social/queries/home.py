"""The home feed: what one follows and shares oneself, newest first.

A look at the newest posts of all, and where they are too few by people kept up with, a merge of the
newest of each of these: neither costs by how much everybody writes. See
docs/adr/0035-reading-the-home-feed.md.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, select, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from devket.accounts.models import User
from devket.core.paging import Cursor, Page
from devket.social.models import Post
from devket.social.policies import kept_up_with, published, readable_at_home
from devket.social.queries.posts import NEWEST, PAGE, older_than, page_of, paged, place_of

MOST_NEW = 50  # more new posts than these are told as "more than"
LOOKED_AT = 10  # times a page: so many of the newest posts of all are looked at first


def home_page(
    session: Session, viewer_id: int, *, after: str | None = None, size: int = PAGE
) -> Page[Post]:
    """Return a page of the home feed. Three queries at most, whoever and however many are followed.

    One is enough for who follows a tenth of those who write, or where there are few posts.
    """
    older = older_than(after)
    found = _looked_up(session, viewer_id, older, size)
    return found or _merged(session, viewer_id, older, size)


def _looked_up(
    session: Session, viewer_id: int, older: ColumnElement[bool], size: int
) -> Page[Post] | None:
    """Return a page from among the newest posts of all; None when it reaches beyond them."""
    many = LOOKED_AT * (size + 1)
    all_newest = select(Post.id, Post.author_id).where(published(), older).order_by(*NEWEST)
    newest = all_newest.limit(many).cte("newest")
    chosen = (
        select(Post, select(func.count()).select_from(newest).scalar_subquery())
        .select_from(newest)
        .join(Post, Post.id == newest.c.id)
        .join(User, and_(User.id == newest.c.author_id, kept_up_with(viewer_id)))
        .where(readable_at_home(viewer_id))
    )
    rows = session.execute(chosen.order_by(*NEWEST).limit(size + 1)).all()
    is_whole = len(rows) > size or (rows and rows[0][1] < many)  # there are no posts below those
    return paged([post for post, _ in rows], size) if is_whole else None


def _merged(session: Session, viewer_id: int, older: ColumnElement[bool], size: int) -> Page[Post]:
    """Return a page by way of who wrote it, however far apart its posts are."""
    writers = session.execute(_writers(viewer_id, older, size)).all()
    if not writers:
        return Page((), None)
    # No page reaches below this: so many posts of one person, or of so many people, are above it.
    reached = [one.reached for one in writers if one.reached is not None]
    if len(writers) > size:
        reached.append(min(one.newest for one in writers))
    floor = Post.uploaded_at >= max(reached) if reached else true()
    chosen = select(Post).where(
        Post.author_id.in_([one.id for one in writers]), floor, older, readable_at_home(viewer_id)
    )
    return page_of(session, chosen, size)


def new_count(session: Session, viewer_id: int, since: Cursor) -> int:
    """Return how many posts of others came after one on the home feed; `MOST_NEW` + 1 at most."""
    newer = select(Post.id).where(
        tuple_(Post.uploaded_at, Post.id) > tuple_(since.at, since.id),
        Post.author_id.in_(select(User.id).where(kept_up_with(viewer_id), User.id != viewer_id)),
        readable_at_home(viewer_id),
    )
    few = newer.limit(MOST_NEW + 1).subquery()  # in no order: any walk that finds them soon will do
    return session.scalar(select(func.count()).select_from(few)) or 0


def new_posts(session: Session, viewer_id: int, since: Cursor) -> tuple[Post, ...]:
    """Return the posts on the home feed that are newer than one, own ones too, newest first."""
    page = home_page(session, viewer_id, size=MOST_NEW)
    shown = ((place_of(post), post) for post in page.items)
    return tuple(post for at, post in shown if (at.at, at.id) > (since.at, since.id))


def _writers(viewer_id: int, older: ColumnElement[bool], size: int) -> Select[Any]:
    """Return who wrote a page: only those whose newest posts are the newest of all can be on it.

    `reached` is how far back a page full of one person's posts would reach, if they wrote so many.
    """
    newest = _time_of(User.id, viewer_id, older, skipped=0).label("newest")
    ranks = select(User.id.label("id"), newest).where(kept_up_with(viewer_id)).cte("ranks")
    best = select(ranks.c.newest).order_by(ranks.c.newest.desc().nulls_last()).limit(size + 1)
    least = select(func.min(best.subquery().c.newest)).scalar_subquery()
    reached = _time_of(ranks.c.id, viewer_id, older, skipped=size).label("reached")
    # All who are level with the last of them as well: who comes first is for the posts' ids to say.
    return select(ranks, reached).where(ranks.c.newest >= least)


def _time_of(
    author: ColumnElement[int] | InstrumentedAttribute[int],
    viewer_id: int,
    older: ColumnElement[bool],
    *,
    skipped: int,
) -> ScalarSelect[datetime | None]:
    """Return when a person's newest post came, or the one so many before it: a step in an index."""
    return (
        select(Post.uploaded_at)
        .where(Post.author_id == author, readable_at_home(viewer_id), older)
        .order_by(*NEWEST)
        .offset(skipped)
        .limit(1)
        .scalar_subquery()
    )
