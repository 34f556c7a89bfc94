"""Posts: one, a page of them, and what is shown with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.core.paging import Cursor, Page
from devket.social.models import Image, Like, Picture, Post
from devket.social.policies import readable_by
from devket.social.queries.people import People, people_of

PAGE = 20
Shown = tuple[tuple[Image, Picture], ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Posts with all that is shown with them: authors, pictures in their order, own likes."""

    posts: tuple[Post, ...]
    people: People
    images: dict[int, Shown]
    liked: frozenset[int]


def post_of(session: Session, viewer_id: int | None, post_id: int) -> Post:
    """Return a post that a viewer may see; `NotFoundError` for all others."""
    found = session.scalars(select(Post).where(Post.id == post_id, readable_by(viewer_id))).first()
    if found is None:
        raise NotFoundError
    return found


def posts_page(
    session: Session,
    viewer_id: int | None,
    *narrowed: ColumnElement[bool],
    after: str | None = None,
    size: int = PAGE,
) -> Page[Post]:
    """Return a page of posts that a viewer may see and that fit the conditions, newest first."""
    chosen = select(Post).where(readable_by(viewer_id), *narrowed)
    if after:
        last = Cursor.decode_time(after)
        chosen = chosen.where(tuple_(Post.uploaded_at, Post.id) < tuple_(*last))
    rows = session.scalars(
        chosen.order_by(Post.uploaded_at.desc(), Post.id.desc()).limit(size + 1)
    ).all()
    return Page(tuple(rows[:size]), _cursor(rows, size))


def _cursor(rows: Sequence[Post], size: int) -> str | None:
    if len(rows) <= size:
        return None
    last = rows[size - 1]
    assert isinstance(last.uploaded_at, datetime)
    return Cursor(last.uploaded_at, last.id).encode()


def posts_with(session: Session, viewer_id: int | None, posts: Sequence[Post]) -> Gathered:
    """Return posts with what is shown with them. Three queries, however many posts."""
    ids = [post.id for post in posts]
    images: dict[int, list[tuple[Image, Picture]]] = defaultdict(list)
    liked: frozenset[int] = frozenset()
    if ids:
        rows = session.execute(
            select(Image, Picture)
            .join(Picture, Picture.id == Image.picture_id)
            .where(Image.post_id.in_(ids))
            .order_by(Image.post_id, Image.position)
        )
        for image, picture in rows:
            images[image.post_id].append((image, picture))
        mine = select(Like.post_id).where(Like.post_id.in_(ids), Like.user_id == viewer_id)
        liked = frozenset(session.scalars(mine)) if viewer_id is not None else liked
    people = people_of(session, [post.author_id for post in posts])
    return Gathered(tuple(posts), people, {of: tuple(some) for of, some in images.items()}, liked)
