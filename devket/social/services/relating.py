"""Following and blocking as the feed sees it: the verbs of accounts, and what people are told."""

from __future__ import annotations

from sqlalchemy import and_, or_
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.accounts.services import relating
from devket.accounts.services.relating import Followed
from devket.core.clock import Clock
from devket.social.models import Event, Notification
from devket.social.services.notifying import forget, notify, notify_all, take_back


def follow(session: Session, follower_id: int, followed_id: int, *, clock: Clock) -> Followed:
    """Follow a person or ask to, and tell them."""
    done = relating.follow(session, follower_id, followed_id, clock=clock)
    if done is not Followed.ALREADY:
        event = Event.FOLLOWED if done is Followed.FOLLOWING else Event.ASKED_TO_FOLLOW
        notify(session, owner_id=followed_id, actor_id=follower_id, event=event, clock=clock)
    return done


def unfollow(session: Session, follower_id: int, followed_id: int) -> bool:
    """End a follow or a request, whoever of the two wants it; nobody is told, but untold."""
    if not relating.unfollow(session, follower_id, followed_id):
        return False
    for event in (Event.FOLLOWED, Event.ASKED_TO_FOLLOW):
        take_back(session, owner_id=followed_id, actor_id=follower_id, event=event)
    take_back(session, owner_id=follower_id, actor_id=followed_id, event=Event.ACCEPTED)
    return True


def accept(session: Session, owner_id: int, follower_id: int, *, clock: Clock) -> bool:
    """Let somebody follow who has asked to, and tell them."""
    if not relating.accept(session, owner_id, follower_id, clock=clock):
        return False
    asked = Event.ASKED_TO_FOLLOW
    take_back(session, owner_id=owner_id, actor_id=follower_id, event=asked)
    notify(session, owner_id=follower_id, actor_id=owner_id, event=Event.ACCEPTED, clock=clock)
    return True


def make_public(session: Session, user: User, *, clock: Clock) -> int:
    """Let everybody follow; whoever has asked is let in and told. Return how many those are."""
    let_in = relating.make_public(session, user, clock=clock)
    forget(
        session,
        and_(Notification.owner_id == user.id, Notification.event == Event.ASKED_TO_FOLLOW),
    )
    notify_all(session, let_in, actor_id=user.id, event=Event.ACCEPTED, clock=clock)
    return len(let_in)


def block(session: Session, blocker_id: int, blocked_id: int, *, clock: Clock) -> bool:
    """Hide two people from each other; what they were told of each other goes as well."""
    is_new = relating.block(session, blocker_id, blocked_id, clock=clock)
    pairs = ((blocker_id, blocked_id), (blocked_id, blocker_id))
    forget(
        session,
        or_(
            *(
                and_(Notification.owner_id == owner, Notification.actor_id == actor)
                for owner, actor in pairs
            )
        ),
    )
    return is_new
