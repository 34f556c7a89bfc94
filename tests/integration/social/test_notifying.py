"""What people are told: once, in lines, and counted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import Mute, Profile
from devket.core.clock import utcnow
from devket.social.models import Event, Notification
from devket.social.services.notifying import forget, notify, notify_all, take_back
from tests.factories.accounts import make_user
from tests.factories.social import make_block, make_comment, make_post


def _unread(session: Session, user_id: int) -> int:
    session.expire_all()
    return session.get_one(Profile, user_id).unread_count


def _newest(session: Session, user_id: int) -> list[tuple[str, int]]:
    told = select(Notification.bundle, Notification.actor_id).where(
        Notification.owner_id == user_id, Notification.is_newest
    )
    return [(bundle, actor_id) for bundle, actor_id in session.execute(told)]


def test_likes_of_a_post_are_one_line_and_its_newest_is_known(session: Session) -> None:
    owner, ann, ben = (make_user(session).id for _ in range(3))
    post = make_post(session, owner)
    told: dict[str, Any] = {"owner_id": owner, "event": Event.LIKED, "post_id": post.id}
    for actor in (ann, ben, ben):
        notify(session, **told, actor_id=actor, clock=utcnow)
    assert _newest(session, owner) == [(f"liked:{post.id}", ben)]
    assert _unread(session, owner) == 2
    take_back(session, **told, actor_id=ben)
    assert _newest(session, owner) == [(f"liked:{post.id}", ann)]
    take_back(session, **told, actor_id=ann)
    take_back(session, **told, actor_id=ann)
    assert _newest(session, owner) == []
    assert _unread(session, owner) == 0


def test_many_are_told_at_once_but_not_who_does_not_want_to_hear(session: Session) -> None:
    actor, ann, ben, deaf, apart = (make_user(session).id for _ in range(5))
    session.add(Mute(muter_id=deaf, muted_id=actor, muted_at=utcnow()))
    make_block(session, apart, actor)
    everybody = [ann, ben, deaf, apart, actor]
    for _ in range(2):
        notify_all(session, everybody, actor_id=actor, event=Event.ACCEPTED, clock=utcnow)
    assert {one: _unread(session, one) for one in everybody} == {
        **dict.fromkeys(everybody, 0),
        ann: 1,
        ben: 1,
    }


def test_answers_to_a_story_are_told_each(session: Session) -> None:
    owner, ann = make_user(session).id, make_user(session).id
    for text in ("Lovely", "Where is it?", "Lovely"):
        notify(
            session,
            owner_id=owner,
            actor_id=ann,
            event=Event.ANSWERED_STORY,
            text=text,
            clock=utcnow,
        )
    assert _unread(session, owner) == len(_newest(session, owner)) == 2


def test_what_is_forgotten_is_counted_no_more(session: Session) -> None:
    owner, ann, ben = (make_user(session).id for _ in range(3))
    post = make_post(session, owner)
    for actor in (ann, ben):
        comment = make_comment(session, post, actor)
        notify(
            session,
            owner_id=owner,
            actor_id=actor,
            event=Event.COMMENTED,
            post_id=post.id,
            comment_id=comment.id,
            clock=utcnow,
        )
    forget(session, Notification.comment_id == comment.id)
    assert _newest(session, owner) == [(f"commented:{post.id}", ann)]
    assert _unread(session, owner) == 1
