"""Every list in every order: each save exactly once, the same on both databases, by index walks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from devket.capture.model import Kind
from devket.core.errors import InvalidError
from devket.library.models import Save
from devket.library.queries import (
    Listing,
    Shelf,
    Sort,
    listed,
    neighbours_of,
    order_of,
    page_of,
    still_listed,
)
from tests.factories.library import make_save
from tests.support.people import Person

DAY = datetime(2026, 11, 1, tzinfo=UTC)
TITLES = ("zebra", "Ähre", "“Quoted”", "가나다", "apple", "apple", "", "日本", "😀 smile", "Z")
LISTS = [*product(Shelf, Sort)]
# Where a sort of a few rows is cheaper than a walk past many: who has a thousand favourites?
MAY_SORT = {Shelf.FAVORITES, Shelf.READING, Shelf.SNOOZED}


@pytest.fixture
def library(session: Session, alice: Person, bob: Person) -> list[Save]:
    """Make saves of all kinds with many equals in each sort key, and as many of somebody else."""
    made = []
    for number in range(60):
        fields = {
            "title": TITLES[number % 10],
            "site": f"{'aBé가'[number % 4]}.example",
            "word_count": number % 7 * 100,
            "saved_at": DAY + timedelta(hours=number // 3),
            "kind": (Kind.ARTICLE, Kind.VIDEO, Kind.PAPER)[number % 3],
            "is_favorite": number % 4 == 0,
            "is_archived": number % 5 == 0,
            "read_at": DAY + timedelta(minutes=number // 2) if number % 2 else None,
            "progress": 30 if number % 2 else 0,
        }
        if number % 6 == 1 and number % 5:
            fields["snoozed_until"] = DAY + timedelta(days=number % 3)
        made.append(make_save(session, alice.user_id, **fields))
        make_save(session, bob.user_id, **fields)
    session.commit()
    return made


def walk(session: Session, owner_id: int, listing: Listing, size: int) -> Iterator[Save]:
    """Yield a list page by page."""
    after: str | None = None
    while True:
        page = page_of(session, owner_id, listing, after=after, size=size)
        assert len(page.items) <= size
        yield from page.items
        after = page.next_cursor
        if after is None:
            return


def expected(saves: list[Save], listing: Listing) -> list[int]:
    """Return the ids of a list as Python would sort and choose them."""
    holds = {
        Shelf.SAVES: lambda s: not s.is_archived and s.snoozed_until is None,
        Shelf.FAVORITES: lambda s: s.is_favorite,
        Shelf.ARCHIVE: lambda s: s.is_archived,
        Shelf.ARTICLES: lambda s: _on_my_list(s) and s.kind is Kind.ARTICLE,
        Shelf.VIDEOS: lambda s: _on_my_list(s) and s.kind is Kind.VIDEO,
        Shelf.READING: lambda s: not s.is_archived and s.progress > 0,
        Shelf.SNOOZED: lambda s: s.snoozed_until is not None,
        Shelf.ALL: lambda s: True,
    }[listing.shelf]
    order = order_of(listing)
    chosen = sorted(filter(holds, saves), key=order.place_of, reverse=order.is_falling)
    return [save.id for save in chosen]


def _on_my_list(save: Save) -> bool:
    return not save.is_archived and save.snoozed_until is None


def test_a_walk_through_any_list_meets_each_save_once(
    session: Session, alice: Person, library: list[Save]
) -> None:
    for shelf, sort in LISTS:
        listing = Listing(shelf=shelf, sort=sort)
        wanted = expected(library, listing)
        assert wanted, listing
        for size in (3, 100):
            met = [save.id for save in walk(session, alice.user_id, listing, size)]
            assert met == wanted, listing
        assert still_listed(session, alice.user_id, listing, wanted) == set(wanted)


def test_neighbours_agree_with_the_walk(
    session: Session, alice: Person, library: list[Save]
) -> None:
    for shelf, sort in LISTS:
        listing = Listing(shelf=shelf, sort=sort)
        saves = [*walk(session, alice.user_id, listing, 100)]
        ids = [None, *(save.id for save in saves), None]
        for number, save in enumerate(saves):
            if number % 4 == 0 or number == len(saves) - 1:
                found = neighbours_of(session, alice.user_id, listing, save)
                assert found == (ids[number], ids[number + 2]), listing


FILTERED = (
    Listing(shelf=Shelf.ALL, kind=Kind.VIDEO, sort=Sort.TITLE),
    Listing(shelf=Shelf.ALL, site="a.example", is_favorite=True),
    Listing(shelf=Shelf.ALL, is_unread=False, sort=Sort.LONGEST),
    Listing(max_words=300, sort=Sort.SHORTEST),
    Listing(is_tagged=False, sort=Sort.SITE),
    Listing(shelf=Shelf.ARCHIVE, saved_before=DAY + timedelta(hours=9)),
)


def test_filters_combine_with_any_order(
    session: Session, alice: Person, library: list[Save]
) -> None:
    for listing in FILTERED:
        found = [save.id for save in walk(session, alice.user_id, listing, 4)]
        assert found and len(found) == len(set(found)) < 60, listing
        whole = page_of(session, alice.user_id, listing, after=None, size=100).items
        assert found == [save.id for save in whole], listing


def test_a_cursor_of_another_order_is_refused(
    session: Session, alice: Person, library: list[Save]
) -> None:
    by_title = page_of(session, alice.user_id, Listing(sort=Sort.TITLE), after=None, size=2)
    for sort in (Sort.NEWEST, Sort.SHORTEST):
        with pytest.raises(InvalidError):
            page_of(session, alice.user_id, Listing(sort=sort), after=by_title.next_cursor)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_page_is_a_walk_along_an_index(session: Session, alice: Person) -> None:
    sorting = set()
    for (shelf, sort), is_turned in product(LISTS, (False, True)):
        plan = " / ".join(plan_of(session, alice.user_id, shelf, sort, is_turned))
        assert re.search(r"USING (COVERING )?INDEX ix_saves_\w+ \(owner_id=\?", plan), plan
        if "TEMP B-TREE" in plan:
            sorting.add((shelf, sort))
    assert {pair for pair in sorting if pair[0] not in MAY_SORT} == set()
    assert not sorting & {(shelf, Sort.NEWEST) for shelf in Shelf}


def plan_of(
    session: Session, owner_id: int, shelf: Shelf, sort: Sort, is_turned: bool
) -> list[str]:
    """Return how SQLite means to find a page: of each half of the list of all saves."""
    halves = (True, False) if shelf is Shelf.ALL else (None,)
    steps = []
    for half in halves:
        listing = Listing(shelf=shelf, sort=sort, is_unread=half)
        chosen = listed(owner_id, listing).order_by(*order_of(listing).keys(is_turned=is_turned))
        said = chosen.limit(25).compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        steps += [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {said}"))]
    return steps
