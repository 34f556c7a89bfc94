"""Telling people what others did that concerns them; each thing once, nothing across a block."""

from __future__ import annotations

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from devket.accounts.models import Mute, Profile, User
from devket.accounts.policies import not_apart
from devket.core.clock import Clock
from devket.core.ids import content_key
from devket.social.models import Event, Notification


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
    """Tell a person what another did: nothing twice, nothing across a mute or a block."""
    if owner_id == actor_id or not _listens(session, owner_id, actor_id):
        return
    about = _about(event, actor_id, post_id=post_id, comment_id=comment_id, story_id=story_id)
    if text:  # two answers to a story are two things
        about += content_key(text.encode())[:16]
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    told = insert(Notification).values(
        owner_id=owner_id,
        actor_id=actor_id,
        event=event,
        about=about,
        post_id=post_id,
        comment_id=comment_id,
        story_id=story_id,
        text=text,
        happened_at=clock(),
    )
    once = told.on_conflict_do_nothing(index_elements=["owner_id", "about"])
    if session.scalar(once.returning(Notification.id)) is not None:
        _count(session, owner_id, 1)


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
    gone = delete(Notification).where(
        Notification.owner_id == owner_id, Notification.about == about
    )
    for row in session.execute(gone.returning(Notification.read_at)).all():
        if row.read_at is None:
            _count(session, owner_id, -1)


def _listens(session: Session, owner_id: int, actor_id: int) -> bool:
    muted = exists().where(Mute.muter_id == owner_id, Mute.muted_id == actor_id)
    found = select(User.id).where(User.id == owner_id, not_apart(actor_id, User.id), ~muted)
    return session.scalar(found) is not None


def _count(session: Session, owner_id: int, by: int) -> None:
    session.execute(
        update(Profile)
        .where(Profile.user_id == owner_id)
        .values(unread_count=Profile.unread_count + by)
        .execution_options(synchronize_session=False)
    )


def _about(
    event: Event,
    actor_id: int,
    *,
    post_id: int | None,
    comment_id: int | None,
    story_id: int | None,
) -> str:
    return f"{event}:{actor_id}:{comment_id or ''}:{post_id or ''}:{story_id or ''}"
