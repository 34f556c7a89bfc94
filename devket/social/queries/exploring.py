"""Posts beyond those one follows: what is public, a hashtag's, those that name somebody."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from devket.accounts.policies import not_muted
from devket.core.paging import Cursor, Page
from devket.social.models import Hashtag, Mention, Post, Visibility
from devket.social.policies import readable_by
from devket.social.queries.paging import Column, beyond
from devket.social.queries.posts import PAGE

WEEK = timedelta(days=7)


def recent_page(
    session: Session, viewer_id: int | None, *, after: str | None = None, size: int = PAGE
) -> Page[Post]:
    """Return a page of what is public, newest first."""
    chosen = _listed(viewer_id).where(Post.visibility == Visibility.PUBLIC)
    return _page(session, chosen, (Post.uploaded_at, Post.id), after=after, size=size)


def liked_page(
    session: Session,
    viewer_id: int | None,
    *,
    now: datetime,
    after: str | None = None,
    size: int = PAGE,
) -> Page[Post]:
    """Return a page of what was shared in public in the last seven days, most liked first."""
    chosen = _listed(viewer_id).where(
        Post.visibility == Visibility.PUBLIC, Post.uploaded_at > now - WEEK, Post.like_count > 0
    )
    return _page(session, chosen, (Post.like_count, Post.id), after=after, size=size, kind=int)


def tagged_page(
    session: Session,
    viewer_id: int | None,
    name: str,
    *,
    after: str | None = None,
    size: int = PAGE,
) -> Page[Post]:
    """Return a page of the posts with a hashtag, written as it is compared, newest first."""
    chosen = _listed(viewer_id).join(Hashtag, Hashtag.post_id == Post.id)
    chosen = chosen.where(Hashtag.name == name)
    order = (Hashtag.uploaded_at, Hashtag.post_id)
    return _page(session, chosen, order, after=after, size=size)


def naming_page(
    session: Session, viewer_id: int, *, after: str | None = None, size: int = PAGE
) -> Page[Post]:
    """Return a page of the posts that name the viewer, the last that came to do so first."""
    chosen = _listed(viewer_id).join(Mention, Mention.post_id == Post.id)
    chosen = chosen.where(Mention.user_id == viewer_id, Mention.comment_id.is_(None))
    return _page(session, chosen, (Mention.id, Post.id), after=after, size=size, kind=int)


def _listed(viewer_id: int | None) -> Select[Post]:
    """Choose the posts that lists show a viewer: those they may read, of nobody they muted."""
    return select(Post).where(readable_by(viewer_id), not_muted(viewer_id, Post.author_id))


def _page(
    session: Session,
    chosen: Select[Post],
    order: tuple[Column, Column],
    *,
    after: str | None,
    size: int,
    kind: type[datetime | int] = datetime,
) -> Page[Post]:
    """Return a page of a choice, greatest first by a key of a kind and, for equals, by an id."""
    key, number = order
    rows = session.execute(
        chosen.add_columns(key.label("key"), number.label("number"))
        .where(beyond(order, after, kind=kind))
        .order_by(key.desc(), number.desc())
        .limit(size + 1)
    ).all()
    last = rows[size - 1] if len(rows) > size else None
    cursor = Cursor(last.key, last.number).encode() if last else None
    return Page(tuple(row[0] for row in rows[:size]), cursor)
