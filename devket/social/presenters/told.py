"""What a person was told, as its page says it: faces, names, where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from devket.core.paging import Cursor
from devket.core.text import clip
from devket.social.models import Event
from devket.social.presenters.addresses import post_href
from devket.social.presenters.people import Face, face_of
from devket.social.queries.told import NAMED, Line, Told

EXCERPT = 160


@dataclass(frozen=True, slots=True)
class LineView:
    """One line. `others` is how many are not named; with `has_many` more than were counted."""

    id: int
    event: Event
    faces: tuple[Face, ...]
    others: int
    has_many: bool
    is_in_comment: bool
    href: str
    excerpt: str
    happened_at: datetime
    is_unread: bool
    is_asking: bool


@dataclass(frozen=True, slots=True)
class ToldView:
    """The page: its lines, and what marks just them as read."""

    lines: tuple[LineView, ...]
    since: str  # of the last line, empty where the list ends
    until: str
    has_unread: bool
    next_href: str


def told_view(told: Told, *, after: str | None, now: datetime) -> ToldView:
    """Return a page of what a person was told. `after` is where it begins."""
    cursor = told.page.next_cursor
    lines = tuple(_line(line, told) for line in told.page.items)
    return ToldView(
        lines=lines,
        since=cursor or "",
        until=after or Cursor(now, 1).encode(),
        has_unread=any(line.is_unread for line in lines),
        next_href=url_for("social.notifications", after=cursor) if cursor else "",
    )


def _line(line: Line, told: Told) -> LineView:
    head = line.newest
    faces = tuple(face_of(*told.people[one]) for one in line.actor_ids[:NAMED])
    return LineView(
        id=head.id,
        event=head.event,
        faces=faces,
        others=len(line.actor_ids) - len(faces),
        has_many=line.is_cut,
        is_in_comment=line.comment_id is not None,
        href=_href(line, faces[0]),
        excerpt=_excerpt(line, told),
        happened_at=line.happened_at,
        is_unread=head.read_at is None,
        is_asking=line.actor_ids[0] in told.asking and head.event is Event.ASKED_TO_FOLLOW,
    )


def _href(line: Line, face: Face) -> str:
    head = line.newest
    if line.comment_id is not None:
        return url_for("social.comment_page", comment_id=line.comment_id)
    if head.post_id is not None:
        return post_href(head.post_id)
    return face.href


def _excerpt(line: Line, told: Told) -> str:
    head = line.newest
    if head.text:
        return clip(" ".join(head.text.split()), EXCERPT)
    comment, post = told.comments.get(line.comment_id or 0), told.posts.get(head.post_id or 0)
    said = comment.text if comment else (post.text or post.link_title) if post else ""
    return clip(" ".join(said.split()), EXCERPT)
