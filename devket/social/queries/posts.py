"""Posts: one, a page of them, and what is shown with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.accounts.policies import meetable_by
from devket.core.errors import NotFoundError
from devket.core.ids import content_key
from devket.core.paging import Cursor, Page
from devket.core.urls import duplicate_key
from devket.library import queries as library
from devket.social.models import Image, Like, Mention, Picture, Post
from devket.social.policies import readable_by
from devket.social.queries.paging import beyond
from devket.social.queries.people import People, people_of
from devket.social.queries.stories import told_now

PAGE = 20
NEWEST = (Post.uploaded_at.desc(), Post.id.desc())
Shown = tuple[tuple[Image, Picture], ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Posts with all that is shown with them: authors, pictures in their order, own likes."""

    posts: tuple[Post, ...]
    people: People
    images: dict[int, Shown]
    liked: frozenset[int]
    mentioned: dict[int, frozenset[str]]  # handles by the posts that name them
    pocketed: frozenset[str]  # the attached addresses that the viewer keeps as well
    told: dict[int, int] = field(default_factory=dict)  # the first story of those who tell some


def post_of(session: Session, viewer_id: int | None, post_id: int) -> Post:
    """Return a post that a viewer may see; `NotFoundError` for all others."""
    found = session.scalars(select(Post).where(Post.id == post_id, readable_by(viewer_id))).first()
    if found is None:
        raise NotFoundError
    return found


def is_public(session: Session, post_id: int) -> bool:
    """Tell whether anybody may see a post, signed in or not."""
    found = session.scalar(select(Post.id).where(Post.id == post_id, readable_by(None)))
    return found is not None


def posts_page(
    session: Session,
    viewer_id: int | None,
    *narrowed: ColumnElement[bool],
    after: str | None = None,
    size: int = PAGE,
) -> Page[Post]:
    """Return a page of posts that a viewer may see and that fit the conditions, newest first."""
    chosen = select(Post).where(readable_by(viewer_id), older_than(after), *narrowed)
    return page_of(session, chosen, size)


def older_than(after: str | None) -> ColumnElement[bool]:
    """Return the condition of the posts after a page; `InvalidError` for no such place."""
    return beyond((Post.uploaded_at, Post.id), after)


def page_of(session: Session, chosen: Select[Post], size: int) -> Page[Post]:
    """Return the first page of a choice of posts, newest first."""
    return paged(session.scalars(chosen.order_by(*NEWEST).limit(size + 1)).all(), size)


def paged(rows: Sequence[Post], size: int) -> Page[Post]:
    """Return a page of posts, of which there is one more where others follow."""
    is_more = len(rows) > size
    return Page(tuple(rows[:size]), place_of(rows[size - 1]).encode() if is_more else None)


def place_of(post: Post) -> Cursor:
    """Return where a post that is shown stands in lists."""
    assert isinstance(post.uploaded_at, datetime)
    return Cursor(post.uploaded_at, post.id)


def posts_with(
    session: Session,
    viewer_id: int | None,
    posts: Sequence[Post],
    *,
    now: datetime | None = None,
    told: dict[int, int] | None = None,
) -> Gathered:
    """Return posts with what is shown with them, with `now` also who tells stories.

    At most six queries, however many posts; one less where it is known what is `told`.
    """
    ids = [post.id for post in posts]
    liked: frozenset[int] = frozenset()
    if ids:
        mine = select(Like.post_id).where(Like.post_id.in_(ids), Like.user_id == viewer_id)
        liked = frozenset(session.scalars(mine)) if viewer_id is not None else liked
    people = people_of(session, [post.author_id for post in posts])
    if told is None:
        told = told_now(session, viewer_id, people, now) if now else {}
    return Gathered(
        tuple(posts),
        people,
        images_of(session, ids),
        liked,
        _mentioned(session, viewer_id, posts),
        pocketed(session, viewer_id, [post.link_url for post in posts if post.link_url]),
        told,
    )


def images_of(session: Session, post_ids: Sequence[int]) -> dict[int, Shown]:
    """Return the pictures of posts, each post's in their order."""
    images: dict[int, list[tuple[Image, Picture]]] = defaultdict(list)
    if post_ids:
        rows = session.execute(
            select(Image, Picture)
            .join(Picture, Picture.id == Image.picture_id)
            .where(Image.post_id.in_(post_ids))
            .order_by(Image.post_id, Image.position)
        )
        for image, picture in rows:
            images[image.post_id].append((image, picture))
    return {of: tuple(some) for of, some in images.items()}


def _mentioned(
    session: Session, viewer_id: int | None, posts: Sequence[Post]
) -> dict[int, frozenset[str]]:
    """Return by post the handles of those it names whom the viewer may meet."""
    named: dict[int, set[str]] = defaultdict(set)
    ids = [post.id for post in posts if "@" in post.text]
    if ids:
        rows = session.execute(
            select(Mention.post_id, User.handle)
            .join(User, User.id == Mention.user_id)
            .where(Mention.post_id.in_(ids), Mention.comment_id.is_(None), meetable_by(viewer_id))
        )
        for post_id, handle in rows:
            named[post_id].add(handle)
    return {post_id: frozenset(handles) for post_id, handles in named.items()}


def pocketed(session: Session, viewer_id: int | None, addresses: Sequence[str]) -> frozenset[str]:
    """Return which of these addresses a person keeps in their own list, in one query."""
    if viewer_id is None or not addresses:
        return frozenset()
    keys = {url: content_key(duplicate_key(url).encode()) for url in addresses}
    kept = library.keys_kept(session, viewer_id, set(keys.values()))
    return frozenset(url for url, key in keys.items() if key in kept)
