"""What a person was told, line by line: who, how many, about what. As many queries as ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from devket.accounts.models import Follow, User
from devket.accounts.policies import meetable_by, not_muted
from devket.core.paging import Cursor, Page
from devket.social.models import Comment, Event, Notification, Post
from devket.social.policies import readable_by, said_to, thread_readable_by
from devket.social.queries.paging import beyond
from devket.social.queries.people import People, people_of

PAGE = 20
COUNTED = 50  # events of one line that are looked at; beyond that it says "and many others"
NAMED = 2


class One(NamedTuple):
    """One event of a line."""

    actor_id: int
    comment_id: int | None
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """What is told in one line. `actor_ids` are who did it, the newest first, each once.

    `comment_id` and `happened_at` are those of the newest that the person may see.
    """

    newest: Notification
    actor_ids: tuple[int, ...]
    comment_id: int | None
    happened_at: datetime
    is_cut: bool  # there are more than were counted


@dataclass(frozen=True, slots=True)
class Told:
    """A page of lines with what is shown with them; what may not be seen is in none of them."""

    page: Page[Line]
    people: People
    posts: dict[int, Post]
    comments: dict[int, Comment]
    asking: frozenset[int]  # who still waits for an answer to their request


def told_page(session: Session, owner_id: int, *, after: str | None = None) -> Told:
    """Return a page of what a person was told, newest first.

    Nothing of whom they muted, are apart from, or who is frozen; nothing about what they may not
    see any more. So a page may hold fewer lines than it has room for.
    """
    heads = _heads(session, owner_id, after)
    shown = heads[:PAGE]
    last = shown[-1] if len(heads) > PAGE else None
    found = _found(session, shown)
    may = _meetable(session, owner_id, {row.actor_id for some in found.values() for row in some})
    posts = _posts(session, owner_id, shown)
    told = [
        _line(head, [row for row in found[head.bundle] if row.actor_id in may], found[head.bundle])
        for head in shown
        if any(row.actor_id in may for row in found[head.bundle])
        and (head.post_id is None or head.post_id in posts)
    ]
    comments = _comments(session, owner_id, told)
    lines = [line for line in told if line.comment_id is None or line.comment_id in comments]
    named = {one for line in lines for one in line.actor_ids[:NAMED]}
    return Told(
        Page(tuple(lines), Cursor(last.happened_at, last.id).encode() if last else None),
        people_of(session, named),
        posts,
        comments,
        _asking(session, owner_id, lines),
    )


def _heads(session: Session, owner_id: int, after: str | None) -> Sequence[Notification]:
    further = beyond((Notification.happened_at, Notification.id), after)
    chosen = select(Notification).where(
        Notification.owner_id == owner_id, Notification.is_newest, further
    )
    newest_first = (Notification.happened_at.desc(), Notification.id.desc())
    return session.scalars(chosen.order_by(*newest_first).limit(PAGE + 1)).all()


def _line(head: Notification, seen: Sequence[One], found: Sequence[One]) -> Line:
    return Line(
        head,
        tuple(dict.fromkeys(row.actor_id for row in seen)),
        seen[0].comment_id,
        seen[0].happened_at,
        is_cut=len(found) == COUNTED,
    )


def _found(session: Session, heads: Sequence[Notification]) -> dict[str, list[One]]:
    """Return the newest events of each line; a short walk along the index for each of them."""
    found: dict[str, list[One]] = defaultdict(list)
    if not heads:
        return found
    columns = ("bundle", "actor_id", "comment_id", "happened_at", "id")
    parts = [
        select(
            select(*(getattr(Notification, name) for name in columns))
            .where(Notification.owner_id == head.owner_id, Notification.bundle == head.bundle)
            .order_by(Notification.happened_at.desc(), Notification.id.desc())
            .limit(COUNTED)
            .subquery()
        )
        for head in heads
    ]
    rows = session.execute(union_all(*parts) if len(parts) > 1 else parts[0]).all()
    for row in sorted(rows, key=lambda row: (row.happened_at, row.id), reverse=True):
        found[row.bundle].append(One(row.actor_id, row.comment_id, row.happened_at))
    return found


def _meetable(session: Session, owner_id: int, ids: Iterable[int]) -> frozenset[int]:
    people = select(User.id).where(
        User.id.in_(sorted(ids)), meetable_by(owner_id), not_muted(owner_id, User.id)
    )
    return frozenset(session.scalars(people))


def _posts(session: Session, owner_id: int, heads: Sequence[Notification]) -> dict[int, Post]:
    ids = {head.post_id for head in heads if head.post_id is not None}
    posts = session.scalars(select(Post).where(Post.id.in_(ids), readable_by(owner_id)))
    return {post.id: post for post in posts}


def _comments(session: Session, owner_id: int, lines: Iterable[Line]) -> dict[int, Comment]:
    ids = {line.comment_id for line in lines if line.comment_id is not None}
    rows = session.scalars(
        select(Comment)
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id.in_(ids), said_to(owner_id), thread_readable_by(owner_id))
    )
    return {row.id: row for row in rows}


def _asking(session: Session, owner_id: int, lines: Iterable[Line]) -> frozenset[int]:
    asked = {line.actor_ids[0] for line in lines if line.newest.event is Event.ASKED_TO_FOLLOW}
    waiting = select(Follow.follower_id).where(
        Follow.followed_id == owner_id, Follow.follower_id.in_(asked), Follow.accepted_at.is_(None)
    )
    return frozenset(session.scalars(waiting))
