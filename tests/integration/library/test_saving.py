"""Keeping an address: once for each page, whatever its spelling, whoever else keeps it."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.errors import InvalidError
from devket.db import transaction
from devket.library import queries, services
from devket.library.models import Save
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.twins import HandClock


def test_a_new_save_is_pending_and_owes_its_capture(
    session: Session, alice: Person, clock: HandClock
) -> None:
    added = services.add_save(
        session, owner_id=alice.user_id, url="blog.example/one", clock=clock, title=" A  title "
    )
    assert added.is_new
    assert added.save.given_url == "https://blog.example/one"
    assert (added.save.state, added.save.title) == (State.PENDING, "A title")
    assert queries.overdue(session, clock(), limit=10) == [added.save.id]
    assert queries.counts_of(session, alice.user_id).unread == 1


def test_saving_again_moves_to_the_top_and_doubles_nothing(
    session: Session, alice: Person, clock: HandClock
) -> None:
    old = make_save(session, alice.user_id, given_url="https://blog.example/one")
    make_save(session, alice.user_id)
    clock.advance(minutes=1)
    again = services.add_save(
        session,
        owner_id=alice.user_id,
        url="http://www.blog.example/one/?utm_source=x",
        clock=clock,
    )
    assert (again.is_new, again.save.id) == (False, old.id)
    page = queries.page_of(session, alice.user_id, queries.Listing(), after=None)
    assert page.items[0].id == old.id
    assert len(page.items) == 2
    assert again.save.capture_due_at is None, "what is kept in full is not fetched again"


def test_saving_an_archived_page_again_brings_it_back(
    session: Session, alice: Person, clock: HandClock
) -> None:
    make_save(session, alice.user_id, given_url="https://blog.example/a", is_archived=True)
    services.add_save(session, owner_id=alice.user_id, url="https://blog.example/a", clock=clock)
    counts = queries.counts_of(session, alice.user_id)
    assert (counts.unread, counts.archive) == (1, 0)


def test_saving_a_deleted_page_again_brings_it_back(
    session: Session, alice: Person, clock: HandClock
) -> None:
    save = make_save(session, alice.user_id, given_url="https://blog.example/a")
    services.delete(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    again = services.add_save(
        session, owner_id=alice.user_id, url="https://blog.example/a", clock=clock
    )
    assert (again.save.id, again.save.deleted_at) == (save.id, None)


def test_an_unreachable_page_is_tried_anew_when_saved_again(
    session: Session, alice: Person, clock: HandClock
) -> None:
    make_save(session, alice.user_id, given_url="https://blog.example/a", state=State.UNREACHABLE)
    again = services.add_save(
        session, owner_id=alice.user_id, url="https://blog.example/a", clock=clock
    )
    assert again.save.state is State.PENDING
    assert again.save.capture_due_at is not None


def test_two_people_keep_the_same_page_apart(
    session: Session, alice: Person, bob: Person, clock: HandClock
) -> None:
    url = "https://blog.example/shared"
    first = services.add_save(session, owner_id=alice.user_id, url=url, clock=clock)
    second = services.add_save(session, owner_id=bob.user_id, url=url, clock=clock)
    assert first.is_new and second.is_new
    assert first.save.id != second.save.id


def test_what_is_no_address_is_refused(session: Session, alice: Person, clock: HandClock) -> None:
    with pytest.raises(InvalidError):
        services.add_save(session, owner_id=alice.user_id, url="ftp://x.example/", clock=clock)


def test_eight_at_once_lose_and_double_nothing(
    app: Flask, session: Session, alice: Person, clock: HandClock
) -> None:
    session.commit()
    errors: list[BaseException] = []

    def save_all(worker: int) -> None:
        try:
            with app.app_context():
                for number in range(10):
                    # Every second address is shared by all eight.
                    name = f"shared-{number}" if number % 2 else f"own-{worker}-{number}"
                    with transaction() as own:
                        services.add_save(
                            own,
                            owner_id=alice.user_id,
                            url=f"https://busy.example/{name}",
                            clock=clock,
                        )
        except BaseException as error:
            errors.append(error)
            raise

    threads = [threading.Thread(target=save_all, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    expected = 8 * 5 + 5
    kept = session.scalar(select(func.count(Save.id)).where(Save.owner_id == alice.user_id))
    assert kept == expected
    assert queries.counts_of(session, alice.user_id).unread == expected
