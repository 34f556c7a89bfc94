"""Where one stopped: kept with its counts, never overwritten unseen, told on the next device."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.library.models import Save
from devket.library.queries import Listing, Shelf, counts_of, page_of
from devket.library.services import set_archived
from devket.reading import queries, services
from devket.reading.models import ReadingPosition
from devket.reading.services import Place
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.twins import HandClock

LAPTOP, PHONE = "laptop.tab1", "phone.tab1"


@pytest.fixture
def save(session: Session, alice: Person) -> Save:
    save = make_save(session, alice.user_id)
    make_version(session, save)
    session.commit()
    return save


def place(progress: int = 40, *, block: int = 7, **fields: object) -> Place:
    given = {"words": "It was", "version": 1, "device": LAPTOP, "known": "", "age": timedelta()}
    return Place(block=block, progress=progress, **{**given, **fields})  # type: ignore[arg-type]  # any of them


def keep(
    session: Session, who: Person, save: Save, clock: HandClock, told: Place
) -> ReadingPosition | None:
    return services.keep_place(
        session, viewer_id=who.user_id, save_id=save.id, place=told, clock=clock
    )


def kept(session: Session, who: Person, save: Save) -> ReadingPosition:
    found = queries.position_of(session, who.user_id, save.id)
    assert found is not None
    return found


def reading(session: Session, who: Person) -> tuple[int, list[int]]:
    """Return the count beside Continue reading, and what stands there."""
    session.expire_all()
    page = page_of(session, who.user_id, Listing(shelf=Shelf.READING), after=None)
    return counts_of(session, who.user_id).reading, [one.id for one in page.items]


def test_a_place_is_kept_and_counted(
    session: Session, alice: Person, save: Save, clock: HandClock
) -> None:
    assert keep(session, alice, save, clock, place()) is None
    found = kept(session, alice, save)
    assert (found.block, found.words, found.capture_id) == (7, "It was", save.capture_id)
    assert (save.progress, save.read_at) == (40, found.moved_at)
    assert reading(session, alice) == (1, [save.id])
    set_archived(session, viewer_id=alice.user_id, save_id=save.id, to=True)
    assert reading(session, alice) == (0, [])


def test_what_was_only_opened_is_not_being_read(
    session: Session, alice: Person, save: Save, clock: HandClock
) -> None:
    keep(session, alice, save, clock, place(0, block=0))
    assert queries.position_of(session, alice.user_id, save.id) is None
    assert reading(session, alice) == (0, [])


def test_who_goes_back_to_the_top_has_not_begun(
    session: Session, alice: Person, save: Save, clock: HandClock
) -> None:
    keep(session, alice, save, clock, place(40))
    keep(session, alice, save, clock, place(0, block=0))
    assert (save.progress, save.read_at) == (0, None)
    assert reading(session, alice) == (0, [])


def test_the_end_stays_reached_until_somebody_says_otherwise(
    session: Session, alice: Person, save: Save, clock: HandClock
) -> None:
    keep(session, alice, save, clock, place(100, block=90))
    keep(session, alice, save, clock, place(30))
    assert save.progress == 100
    services.set_progress(session, viewer_id=alice.user_id, save_id=save.id, to=0, clock=clock)
    assert (save.progress, save.read_at, reading(session, alice)) == (0, None, (0, []))
    keep(session, alice, save, clock, place(30))
    assert reading(session, alice) == (1, [save.id])


def test_a_place_that_is_older_changes_nothing(
    session: Session, alice: Person, save: Save, clock: HandClock
) -> None:
    keep(session, alice, save, clock, place(60, block=12))
    late = place(20, block=3, age=timedelta(minutes=5))
    newer = keep(session, alice, save, clock, late)
    assert newer is not None
    assert (newer.block, save.progress) == (12, 60)


def test_a_tab_that_does_not_know_of_the_newest_place_is_told(
    session: Session, alice: Person, save: Save, clock: HandClock
) -> None:
    keep(session, alice, save, clock, place(30, block=5))
    known = kept(session, alice, save).mark
    clock.advance(minutes=1)
    assert keep(session, alice, save, clock, place(80, block=15, device=PHONE, known=known)) is None
    clock.advance(minutes=1)
    # The laptop's tab was left open: it knows of its own place only.
    newer = keep(session, alice, save, clock, place(31, block=6, known=known))
    assert newer is not None
    assert (newer.device, save.progress) == (PHONE, 80)
    # Once it was told, the last to move wins.
    told = place(31, block=6, known=newer.mark)
    assert keep(session, alice, save, clock, told) is None
    assert (kept(session, alice, save).block, save.progress) == (6, 31)


def test_a_tab_goes_on_from_its_own_place_without_being_told(
    session: Session, alice: Person, save: Save, clock: HandClock
) -> None:
    for progress in (10, 20, 30):
        assert keep(session, alice, save, clock, place(progress)) is None
        clock.advance(seconds=5)
    assert save.progress == 30


def test_a_version_that_is_gone_leaves_the_words(
    session: Session, alice: Person, save: Save, clock: HandClock
) -> None:
    keep(session, alice, save, clock, place(version=99))
    assert kept(session, alice, save).capture_id is None


def test_carol_neither_sees_nor_moves_it(
    session: Session, alice: Person, carol: Person, save: Save, clock: HandClock
) -> None:
    keep(session, alice, save, clock, place())
    assert queries.position_of(session, carol.user_id, save.id) is None
    assert queries.position_of(session, None, save.id) is None
    assert queries.capture_numbered(session, carol.user_id, save.id, 1) is None
    with pytest.raises(NotFoundError):
        keep(session, carol, save, clock, place(90))
    with pytest.raises(NotFoundError):
        services.set_progress(session, viewer_id=carol.user_id, save_id=save.id, to=1, clock=clock)


def test_what_stands_around_is_ones_own(session: Session, alice: Person, carol: Person) -> None:
    mine = [make_save(session, alice.user_id) for _ in range(3)]
    make_save(session, carol.user_id)
    before, after = queries.around(session, alice.user_id, Listing(), mine[1])
    assert (before, after) == (mine[0], mine[2])
    assert queries.around(session, alice.user_id, Listing(), mine[2])[1] is None
