"""Telling people what others did that concerns them; each thing once, nothing across a block.

Whoever counts or takes back what a person is told locks that person's profile before, several of
them in the order of their ids: so the count of the unread is exact, one line is the newest of its
bundle, and nobody waits for each other in a ring. A line is written before that, for nobody else
sees it until it is counted as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session

from devket.accounts.models import Mute, Profile, User
from devket.accounts.policies import not_apart
from devket.core.clock import Clock
from devket.core.ids import content_key
from devket.db import insert_into
from devket.social.models import Event, Notification

# What is told by name each time, and what in one line: all of a day, or all about a post.
_BY_DAY = (Event.FOLLOWED, Event.ACCEPTED)
_BY_POST = (Event.LIKED, Event.COMMENTED, Event.REPLIED)
AT_ONCE = 500  # people told by one statement
_PLAIN = {"synchronize_session": False}


def _nothing() -> None:
    """Do nothing between writing and counting."""


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
    listening: Sequence[int] | None = None,
    before_counting: Callable[[], None] = _nothing,
) -> None:
    """Tell a person what another did: nothing twice, nothing of whom they muted or are apart from.

    Who tells several people does so in the order of their ids. `listening` are the `listeners`
    among them, where the caller has asked already. `before_counting` is done in any case, last of
    what does not let others wait who tell the same person.
    """
    about = _about(event, actor_id, post_id=post_id, comment_id=comment_id, story_id=story_id)
    if text:  # two answers to a story are two things
        about += content_key(text.encode())[:16]
    things = {"post_id": post_id, "comment_id": comment_id, "story_id": story_id, "text": text}
    news = {"actor_id": actor_id, "event": event, "about": about, "happened_at": clock(), **things}
    if listening is None:
        listening = listeners(session, [owner_id], actor_id)
    _tell(session, listening, news, before_counting)


def notify_all(
    session: Session, owner_ids: Sequence[int], *, actor_id: int, event: Event, clock: Clock
) -> None:
    """Tell many people one thing about a person, as `notify` does, with few statements."""
    about = _about(event, actor_id, post_id=None, comment_id=None, story_id=None)
    news = {"actor_id": actor_id, "event": event, "about": about, "happened_at": clock()}
    for at in range(0, len(owner_ids), AT_ONCE):
        some = listeners(session, owner_ids[at : at + AT_ONCE], actor_id)
        _tell(session, some, {**news, "text": ""})


def listeners(session: Session, owner_ids: Sequence[int], actor_id: int) -> Sequence[int]:
    """Return who of these people wants to hear of somebody."""
    muted = exists().where(Mute.muter_id == User.id, Mute.muted_id == actor_id)
    found = select(User.id).where(
        User.id.in_(owner_ids), User.id != actor_id, not_apart(actor_id, User.id), ~muted
    )
    return sorted(session.scalars(found))


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
    _forget(session, [owner_id], Notification.owner_id == owner_id, Notification.about == about)


def forget(session: Session, *which: ColumnElement[bool]) -> None:
    """Take back all that fits the conditions: of a post or comment that goes, of who is blocked."""
    told = session.scalars(select(Notification.owner_id).where(*which).distinct()).all()
    _forget(session, told, *which)


def _forget(session: Session, told: Sequence[int], *which: ColumnElement[bool]) -> None:
    _lock(session, told)
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
        _count(session, [owner_id], -unread.count(owner_id))


def _tell(
    session: Session,
    listening: Sequence[int],
    news: dict[str, Any],
    before_counting: Callable[[], None] = _nothing,
) -> None:
    """Write one thing down for those who want to hear of it, and keep what is counted."""
    bundle = _bundle(news)
    made = _written(session, [{"owner_id": one, "bundle": bundle, **news} for one in listening])
    before_counting()
    if not made:
        return
    told = sorted(made.values())
    if len(told) > 1:
        _lock(session, told)
    _count(session, told, 1)
    session.execute(
        update(Notification)
        .where(
            Notification.owner_id.in_(told),
            Notification.bundle == bundle,
            Notification.is_newest,
            Notification.id.not_in(made),
        )
        .values(is_newest=False)
        .execution_options(**_PLAIN)
    )


def _written(session: Session, rows: list[dict[str, Any]]) -> dict[int, int]:
    """Write lines that are not there yet; return whose each new one is, by its id."""
    if not rows:
        return {}
    once = insert_into(session, Notification).values(rows).on_conflict_do_nothing()
    made = session.execute(once.returning(Notification.id, Notification.owner_id))
    return {row.id: row.owner_id for row in made}


def _lock(session: Session, owner_ids: Iterable[int]) -> None:
    """Let nobody else change what these people are told until the transaction ends."""
    locked = select(Profile.user_id).where(Profile.user_id.in_(list(owner_ids)))
    session.execute(locked.order_by(Profile.user_id).with_for_update())


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


def _count(session: Session, owner_ids: Sequence[int], by: int) -> None:
    session.execute(
        update(Profile)
        .where(Profile.user_id.in_(owner_ids))
        .values(unread_count=Profile.unread_count + by)
        .execution_options(**_PLAIN)
    )


def _bundle(news: dict[str, Any]) -> str:
    event, happened_at = news["event"], news["happened_at"]
    if event in _BY_DAY:
        return f"{event}:{happened_at:%Y-%m-%d}"
    return f"{event}:{news['post_id']}" if event in _BY_POST else str(news["about"])


def _about(
    event: Event,
    actor_id: int,
    *,
    post_id: int | None,
    comment_id: int | None,
    story_id: int | None,
) -> str:
    return f"{event}:{actor_id}:{comment_id or ''}:{post_id or ''}:{story_id or ''}"
