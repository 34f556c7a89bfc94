"""Telling people what others did that concerns them; each thing once, nothing across a block.

Whoever changes what a person is told first locks that person's profile, several of them in the
order of their ids: so the count of the unread is exact, one line is the newest of its bundle, and
nobody waits for each other in a ring.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.accounts.policies import meetable_by, not_muted
from devket.core.clock import Clock
from devket.social.models import Event, Notification

# What is told by name each time, and what in one line: all of a day, or all about a post.
_BY_DAY = (Event.FOLLOWED, Event.ACCEPTED)
_BY_POST = (Event.LIKED, Event.COMMENTED, Event.REPLIED)
_PLAIN = {"synchronize_session": False}


def notify(
    session: Session,
    *,
    owner_id: int,
    actor_id: int,
    event: Event,
    post_id: int | None = None,
    comment_id: int | None = None,
    story_id: int | None = None,
    text: str = "",
    clock: Clock,
) -> None:
    """Tell a person what another did: nothing twice, nothing of whom they muted or are apart from.

    Who tells several people does so in the order of their ids.
    """
    if owner_id == actor_id or not _listens(session, owner_id, actor_id):
        return
    now = clock()
    about = _about(event, actor_id, post_id=post_id, comment_id=comment_id, story_id=story_id)
    if event is Event.ANSWERED_STORY:
        about = f"{about}{now.timestamp():.6f}"  # each answer says something else
    bundle = _bundle(event, about, post_id=post_id, now=now)
    _lock(session, [owner_id])
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    told = insert(Notification).values(
        owner_id=owner_id,
        actor_id=actor_id,
        event=event,
        about=about,
        bundle=bundle,
        post_id=post_id,
        comment_id=comment_id,
        story_id=story_id,
        text=text,
        happened_at=now,
    )
    once = told.on_conflict_do_nothing(index_elements=["owner_id", "about"])
    made = session.scalar(once.returning(Notification.id))
    if made is not None:
        _follow_up(session, owner_id, bundle, made)


def take_back(
    session: Session,
    *,
    owner_id: int,
    actor_id: int,
    event: Event,
    post_id: int | None = None,
    comment_id: int | None = None,
) -> None:
    """Tell nobody any more, as when a like is undone."""
    about = _about(event, actor_id, post_id=post_id, comment_id=comment_id, story_id=None)
    forget(session, Notification.owner_id == owner_id, Notification.about == about)


def forget(session: Session, *which: ColumnElement[bool]) -> None:
    """Take back all that fits the conditions: of a post or comment that goes, of who is blocked."""
    _lock(session, session.scalars(select(Notification.owner_id).where(*which).distinct()))
    gone = delete(Notification).where(*which).execution_options(**_PLAIN)
    rows = session.execute(
        gone.returning(
            Notification.owner_id,
            Notification.bundle,
            Notification.is_newest,
            Notification.read_at,
        )
    ).all()
    for owner_id, bundle in sorted({(row.owner_id, row.bundle) for row in rows if row.is_newest}):
        _name_newest(session, owner_id, bundle)
    unread = [row.owner_id for row in rows if row.read_at is None]
    for owner_id in sorted(set(unread)):
        _count(session, owner_id, -unread.count(owner_id))


def _lock(session: Session, owner_ids: Iterable[int]) -> None:
    """Let nobody else change what these people are told until the transaction ends."""
    for owner_id in sorted(owner_ids):
        session.execute(
            select(Profile.user_id).where(Profile.user_id == owner_id).with_for_update()
        )


def _follow_up(session: Session, owner_id: int, bundle: str, made: int) -> None:
    """Keep, after a new one, what is counted and which one is the newest."""
    session.execute(
        update(Notification)
        .where(
            Notification.owner_id == owner_id,
            Notification.bundle == bundle,
            Notification.is_newest,
            Notification.id != made,
        )
        .values(is_newest=False)
        .execution_options(**_PLAIN)
    )
    _count(session, owner_id, 1)


def _name_newest(session: Session, owner_id: int, bundle: str) -> None:
    left = (
        select(Notification.id)
        .where(Notification.owner_id == owner_id, Notification.bundle == bundle)
        .order_by(Notification.happened_at.desc(), Notification.id.desc())
        .limit(1)
    )
    session.execute(
        update(Notification)
        .where(Notification.id == left.scalar_subquery())
        .values(is_newest=True)
        .execution_options(**_PLAIN)
    )


def _listens(session: Session, owner_id: int, actor_id: int) -> bool:
    found = select(User.id).where(
        User.id == actor_id, meetable_by(owner_id), not_muted(owner_id, User.id)
    )
    return session.scalar(found) is not None


def _count(session: Session, owner_id: int, by: int) -> None:
    session.execute(
        update(Profile)
        .where(Profile.user_id == owner_id)
        .values(unread_count=Profile.unread_count + by)
        .execution_options(**_PLAIN)
    )


def _bundle(event: Event, about: str, *, post_id: int | None, now: datetime) -> str:
    if event in _BY_DAY:
        return f"{event}:{now:%Y-%m-%d}"
    return f"{event}:{post_id}" if event in _BY_POST else about


def _about(
    event: Event,
    actor_id: int,
    *,
    post_id: int | None,
    comment_id: int | None,
    story_id: int | None,
) -> str:
    return f"{event}:{actor_id}:{comment_id or ''}:{post_id or ''}:{story_id or ''}"
