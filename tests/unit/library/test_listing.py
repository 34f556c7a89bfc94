"""The address of a list: it comes back exactly, and what nobody knows is as if unsaid."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest

from devket.capture.model import Kind
from devket.library.presenters import context_of, listing_args, listing_of, query_string, without
from devket.library.queries import Listing, Shelf, Sort

FULL = Listing(
    shelf=Shelf.ALL,
    sort=Sort.TITLE,
    tag_ids=(3, 14),
    kind=Kind.VIDEO,
    site="블로그.example",
    lang="ko",
    is_unread=False,
    is_favorite=True,
    has_highlights=True,
    is_tagged=False,
    max_words=12 * 230 + 115,
    saved_before=datetime(2026, 3, 1, tzinfo=UTC),
)


def test_a_list_comes_back_from_its_address() -> None:
    assert listing_of("all", dict(parse_qsl(query_string(FULL)))) == FULL
    assert listing_of("all", dict(parse_qsl(context_of(FULL)[1:]))) == FULL


def test_a_plain_list_says_nothing() -> None:
    assert listing_args(Listing()) == {}
    assert context_of(Listing()) == ""
    assert context_of(Listing(shelf=Shelf.ARCHIVE, sort=Sort.TITLE)) == "?in=archive&sort=title"
    assert query_string(Listing(sort=Sort.SITE), after="x", none=None) == "sort=site&after=x"


def test_ten_minutes_hold_what_is_shown_as_ten() -> None:
    assert listing_of("saves", {"minutes": "10"}).max_words == 2_415


@pytest.mark.parametrize(
    "name", ["sort", "tag", "kind", "site", "lang", "read", "favorite", "highlights", "tagged",
             "minutes", "before"]
)  # fmt: skip
@pytest.mark.parametrize(
    "value",
    [
        "",
        "nonsense\x00",
        "٣",
        "-1",
        "9" * 400,
        "2026-13-40",
        "0000-00-00",
        "😀",
        "\ud800",
        "' OR 1",
    ],
)
def test_nonsense_is_as_if_unsaid(name: str, value: str) -> None:
    found = listing_of("nowhere", {name: value})
    assert found.shelf is Shelf.SAVES
    said = listing_args(found)
    assert name == "site" or said == {}
    assert len(said.get("site", "")) <= 255


def test_a_filter_is_taken_away_alone() -> None:
    assert without(FULL, "site").site is None
    assert without(FULL, "site").kind is Kind.VIDEO
