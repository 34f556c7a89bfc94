"""Lists without whom the viewer has muted."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from devket.accounts.policies import not_muted
from devket.db import transaction
from devket.social.models import Post
from tests.factories.accounts import make_user
from tests.factories.social import make_mute, make_post


def test_lists_can_leave_out_whom_the_viewer_has_muted(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        loud, quiet, viewer = (make_user(session) for _ in range(3))
        told = [make_post(session, person.id).id for person in (loud, quiet)]
        make_mute(session, viewer.id, loud.id)

        def seen(viewer_id: int | None) -> set[int]:
            shown = select(Post.id).where(not_muted(viewer_id, Post.author_id))
            return set(session.scalars(shown)) & set(told)

        assert seen(viewer.id) == {told[1]}
        assert seen(loud.id) == set(told)
        assert seen(None) == set(told)
