"""Addresses that are written out are those of the routes."""

from __future__ import annotations

import pytest
from flask import Flask, url_for

from devket.social.models import WIDTHS
from devket.social.presenters import addresses

UNDER_A_POST = {"post_address": "address", "post_history": "history", "post_links": "links",
                "likes": "likes", "report_post": "report"}  # fmt: skip
VERBS = {"edit_post": "edit", "delete_post": "delete", "set_commenting": "commenting",
         "like": "like", "unlike": "unlike", "pocket_link": "pocket"}  # fmt: skip


def test_what_lies_under_a_post_has_the_address_of_its_route(app: Flask) -> None:
    with app.test_request_context():
        here, at = addresses.post_href(7), addresses.post_at(7)
        assert url_for("social.post", post_id=7) == here
        for name, word in UNDER_A_POST.items():
            assert url_for(f"social.{name}", post_id=7) == f"{here}/{word}"
        for name, word in VERBS.items():
            assert url_for(f"social.{name}", post_id=7) == f"{at}/{word}"


def test_people_and_pictures_have_the_addresses_of_their_routes(app: Flask) -> None:
    with app.test_request_context():
        person = addresses.person_href("jae_2")
        assert url_for("social.profile", handle="jae_2") == person
        assert url_for("social.mute", handle="jae_2") == f"{person}/mute"
        portrait = url_for("social.profile_picture", handle="jae_2", key="0123456789abcdef")
        assert addresses.portrait_href("jae_2", "0123456789abcdef" * 4) == portrait
        for width in WIDTHS:
            at = url_for("social.picture", picture_id=9, width=width)
            assert addresses.picture_href(9, width) == at


@pytest.mark.parametrize("name", ["reading", "\ub3c5\uc11c", "stra\u00dfe", "a_b2"])
def test_a_hashtag_in_any_script_has_the_address_of_its_route(app: Flask, name: str) -> None:
    with app.test_request_context():
        assert url_for("social.hashtag", name=name) == addresses.hashtag_href(name)
