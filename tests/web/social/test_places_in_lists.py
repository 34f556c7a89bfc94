"""Places in lists that addresses name: of the wrong kind they are refused, and no fault."""

from __future__ import annotations

import pytest
from flask import Flask

from devket.core.clock import utcnow
from devket.core.paging import Cursor
from devket.db import transaction
from tests.factories.social import make_post, make_story
from tests.support.people import Person

BY_TIME = (
    "/feed",
    "/explore",
    "/notifications",
    "/hashtags/python",
    "/@alice",
    "/@alice/followers",
    "/p/{post}/likes",
    "/stories/{story}/seen-by",
)
BY_NUMBER = ("/mentions", "/settings/shelves")


def answer(app: Flask, alice: Person, path: str, cursor: Cursor) -> int:
    """Ask for the page of a list after a place."""
    with app.app_context(), transaction() as session:
        ids = {"post": make_post(session, alice.user_id).id}
        ids["story"] = make_story(session, alice.user_id).id
    return alice.client.get(path.format(**ids), query_string={"after": cursor.encode()}).status_code


@pytest.mark.parametrize("path", BY_TIME)
@pytest.mark.parametrize("key", [3, "three"])
def test_a_list_by_time_takes_times_alone(
    app: Flask, alice: Person, path: str, key: int | str
) -> None:
    assert answer(app, alice, path, Cursor(utcnow(), 1)) == 200
    assert answer(app, alice, path, Cursor(key, 1)) == 422


@pytest.mark.parametrize("path", BY_NUMBER)
def test_a_list_by_number_takes_numbers_alone(app: Flask, alice: Person, path: str) -> None:
    assert answer(app, alice, path, Cursor(3, 1)) == 200
    assert answer(app, alice, path, Cursor(utcnow(), 1)) == 422
