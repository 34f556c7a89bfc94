"""`flask demo`: a library and a feed that look alive, from what ships with Devket."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.accounts import queries as people
from devket.accounts.models import Profile
from devket.capture.model import State
from devket.core.clock import utcnow
from devket.library.models import Save
from devket.social.models import Comment, Hashtag, Image, Like, Picture, PictureState, Post, Story
from devket.social.queries import home
from tests.integration.library.test_shell import run
from tests.support.twins import CORPUS


def test_the_demo_account_is_full_of_life(app: Flask, session: Session) -> None:
    for _ in range(2):  # the second time finds everything there
        done = run(app, session, "demo", "--pages", str(CORPUS))
        assert done.exit_code == 0, done.output
    user = people.by_email(session, "demo@devket.test")
    assert user is not None
    kept = list(session.scalars(select(Save).where(Save.owner_id == user.id)))
    assert len(kept) >= 20
    assert {State.FULL_TEXT, State.PARTIAL, State.BLOCKED, State.UNREACHABLE} <= {
        save.state for save in kept
    }
    assert any(save.is_favorite for save in kept) and any(save.is_archived for save in kept)
    _is_a_feed(session, user.id)


def _is_a_feed(session: Session, user_id: int) -> None:
    shown = home.home_page(session, user_id).items
    assert len(shown) >= 7
    assert any(post.quote for post in shown) and any(post.location for post in shown)
    for post in session.scalars(select(Post)):
        liked, said = (
            session.scalar(select(func.count()).where(of.post_id == post.id))
            for of in (Like, Comment)
        )
        assert (post.like_count, post.comment_count) == (liked, said)
        assert post.uploaded_at is not None and post.uploaded_at < utcnow()
    assert session.scalars(select(Image.alt)).all()
    assert "" not in session.scalars(select(Image.alt)).all()
    assert set(session.scalars(select(Picture.state))) == {PictureState.READY}
    assert {"독서", "reading"} <= set(session.scalars(select(Hashtag.name)))
    assert len(session.scalars(select(Story.id)).all()) == 3
    assert session.get_one(Profile, user_id).unread_count
