"""Kept pages read again: other parts for people, newer engines for operators, handed-in pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture import capture_html
from devket.capture.engine import extract
from devket.capture.model import Choice, Fetched, FetchError, Reason, State
from devket.library import queries, services
from devket.library.jobs import capture_save
from devket.library.models import Capture, Owed, Save
from devket.storage import MemoryBlobs
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue, Pages

URL = "https://blog.example/post"
SENTENCE = "A sentence of the article, with commas, and some length to it. "
BODY = f"<article><h1>Kept</h1>{f'<p>{SENTENCE * 4}</p>' * 10}</article>"
# The second box is prose enough for people, and a list of links for the heuristic.
ASIDE = "<section class=sidebar><p>" + "Forgotten words. " * 30 + "</p></section>"
PAGE = f"<!doctype html><html lang=en><title>Kept</title><main>{BODY}</main>{ASIDE}</html>"


@pytest.fixture
def save(session: Session, alice: Person, clock: HandClock, queue: HandQueue, pages: Pages) -> Save:
    """A page that is kept, with all that it came as."""
    pages[URL] = PAGE
    added = services.add_save(session, owner_id=alice.user_id, url=URL, clock=clock)
    return run(session, queue, added.save)


def run(session: Session, queue: HandQueue, save: Save) -> Save:
    queue.enqueue(capture_save, save.id)
    queue.run_pending()
    session.expire_all()
    return session.get_one(Save, save.id)


def ask(session: Session, alice: Person, save: Save, clock: HandClock, queue: HandQueue) -> Save:
    """Say that the page is incomplete and let the worker look."""
    services.ask_for_more(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    session.commit()
    return run(session, queue, save)


def shown(session: Session, save: Save) -> Capture:
    return session.get_one(Capture, save.capture_id)


def test_what_is_missing_is_found_in_another_part_of_the_kept_page(
    session: Session,
    alice: Person,
    save: Save,
    clock: HandClock,
    queue: HandQueue,
    pages: Pages,
) -> None:
    assert "Forgotten words" not in queries.text_of(session, shown(session, save).id)
    pages[URL] = FetchError(Reason.TIMEOUT, URL)
    asked = len(pages.asked)
    save = ask(session, alice, save, clock, queue)
    assert len(pages.asked) == asked, "the site is not asked again"
    found = shown(session, save)
    assert "Forgotten words" in queries.text_of(session, found.id)
    assert (found.version, found.choice, save.chosen_by_reader) == (2, Choice.PAGE, True)
    assert (save.state, save.asked_at, save.capture_due_at) == (State.FULL_TEXT, None, None)
    assert save.owed is Owed.FETCH


def test_another_part_takes_the_pictures_that_are_kept(
    session: Session,
    alice: Person,
    clock: HandClock,
    queue: HandQueue,
    pages: Pages,
    png: bytes,
) -> None:
    picture = "https://blog.example/drawing.png"
    pages[URL] = PAGE.replace("<h1>Kept</h1>", f"<h1>Kept</h1><p><img src={picture}></p>")
    pages[picture] = Fetched(picture, 200, "image/png", png)
    added = services.add_save(session, owner_id=alice.user_id, url=URL, clock=clock)
    save = run(session, queue, added.save)
    save = ask(session, alice, save, clock, queue)
    assert (shown(session, save).version, save.asked_at) == (2, None)
    images = queries.images_of(session, shown(session, save))
    assert [(one.source, one.width) for one in images] == [(picture, 320)]
    assert pages.asked.count(picture) == 1


def test_when_no_part_has_more_that_is_noted(
    session: Session, alice: Person, clock: HandClock, queue: HandQueue, pages: Pages
) -> None:
    pages[URL] = f"<!doctype html><html lang=en><title>Kept</title><main>{BODY}</main></html>"
    added = services.add_save(session, owner_id=alice.user_id, url=URL, clock=clock)
    save = run(session, queue, added.save)
    for _ in range(4):
        save = ask(session, alice, save, clock, queue)
    assert shown(session, save).is_last_part
    assert (save.asked_at, save.capture_due_at) == (None, None)
    texts = [queries.text_of(session, one.id) for one in queries.versions_of(session, save)]
    assert len({" ".join(text.split()) for text in texts}) == len(texts), "none is offered twice"


def test_undoing_leaves_the_choice_to_devket_as_before(
    session: Session, alice: Person, save: Save, clock: HandClock, queue: HandQueue
) -> None:
    save = ask(session, alice, save, clock, queue)
    services.show_version(session, viewer_id=alice.user_id, save_id=save.id, version=1, keep=False)
    assert (shown(session, save).version, save.chosen_by_reader) == (1, False)


def test_without_its_page_a_save_is_fetched_again(
    session: Session, alice: Person, save: Save, clock: HandClock, queue: HandQueue, pages: Pages
) -> None:
    shown(session, save).source_key = None
    asked = pages.asked.count(URL)
    clock.advance(minutes=1)
    save = ask(session, alice, save, clock, queue)
    assert pages.asked.count(URL) == asked + 1
    assert shown(session, save).source_key is not None


def test_a_page_whose_file_is_lost_is_fetched_again(
    session: Session,
    alice: Person,
    save: Save,
    clock: HandClock,
    queue: HandQueue,
    blobs: MemoryBlobs,
    pages: Pages,
) -> None:
    blobs.delete(str(shown(session, save).source_key))
    asked = pages.asked.count(URL)
    ask(session, alice, save, clock, queue)
    assert pages.asked.count(URL) == asked + 1


def test_a_worker_that_died_while_reading_is_made_up_for(
    session: Session, alice: Person, save: Save, clock: HandClock, queue: HandQueue
) -> None:
    services.ask_for_more(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    minute = timedelta(seconds=60)
    held = services.claim(session, save.id, clock=clock, lease=minute, pause=minute)
    assert isinstance(held, services.Claim) and held.owed is Owed.NEXT_PART
    session.commit()
    clock.advance(seconds=61)
    queue.sweep()
    queue.run_pending()
    session.expire_all()
    assert shown(session, save).version == 2
    assert len(list(session.scalars(select(Capture.id)))) == 2


def test_the_engine_of_today_reads_in_place_what_stays_the_same(
    session: Session, save: Save, clock: HandClock, queue: HandQueue
) -> None:
    shown(session, save).engine = 1
    assert services.ask_to_reread(session, [save.id], clock=clock) == [save.id]
    session.commit()
    save = run(session, queue, save)
    capture = shown(session, save)
    assert (capture.version, capture.engine > 1) == (1, True)
    assert (save.capture_due_at, save.asked_at) == (None, None)


def test_another_text_of_a_newer_engine_is_another_version(
    session: Session, save: Save, clock: HandClock, queue: HandQueue
) -> None:
    article = queries.version_with_text(session, save.owner_id, save.id, 1).article
    assert article is not None
    article.text = "What an older engine made of it."
    services.ask_to_reread(session, [save.id], clock=clock)
    session.commit()
    save = run(session, queue, save)
    assert shown(session, save).version == 2


def test_what_owes_something_else_is_not_read_again(
    session: Session, alice: Person, save: Save, clock: HandClock
) -> None:
    services.retry(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    assert services.ask_to_reread(session, [save.id], clock=clock) == []


def test_a_page_that_was_handed_in_is_read_in_the_place_of_the_sites(
    session: Session,
    alice: Person,
    clock: HandClock,
    queue: HandQueue,
    pages: Pages,
    blobs: MemoryBlobs,
) -> None:
    key = services.keep_page(blobs, PAGE.replace("Kept", "줄바꿈"))
    added = services.add_page(session, owner_id=alice.user_id, url=URL, page_key=key, clock=clock)
    assert added.save.state is State.PENDING
    # Somebody presses "try again" before the worker came: the page must not be lost by that.
    services.retry(session, viewer_id=alice.user_id, save_id=added.save.id, clock=clock)
    save = run(session, queue, added.save)
    assert (save.state, save.title, save.handed_key) == (State.FULL_TEXT, "줄바꿈", None)
    assert URL not in pages.asked
    assert shown(session, save).source_key == key


def test_a_handed_in_page_heals_a_save_that_was_blocked(
    session: Session,
    alice: Person,
    clock: HandClock,
    queue: HandQueue,
    pages: Pages,
    blobs: MemoryBlobs,
) -> None:
    pages[URL] = "<html><title>Just a moment...</title><body>Checking your browser</body></html>"
    added = services.add_save(session, owner_id=alice.user_id, url=URL, clock=clock)
    blocked = run(session, queue, added.save)
    assert blocked.state is State.BLOCKED
    key = services.keep_page(blobs, PAGE)
    again = services.add_page(session, owner_id=alice.user_id, url=URL, page_key=key, clock=clock)
    assert (again.is_new, again.save.id) == (False, blocked.id)
    assert run(session, queue, again.save).state is State.FULL_TEXT


@pytest.mark.parametrize("asked", [Owed.NEXT_PART, Owed.REREAD])
def test_what_a_worker_left_without_its_pictures_is_made_again(
    session: Session,
    alice: Person,
    save: Save,
    clock: HandClock,
    queue: HandQueue,
    pages: Pages,
    asked: Owed,
) -> None:
    if asked is Owed.NEXT_PART:
        services.ask_for_more(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    else:
        services.ask_to_reread(session, [save.id], clock=clock)
    minute = timedelta(seconds=60)
    held = services.claim(session, save.id, clock=clock, lease=minute, pause=minute)
    assert isinstance(held, services.Claim) and held.page is not None
    part = capture_html(PAGE, URL, read=extract, choice=Choice.PAGE)
    origin = services.Origin(held.page.key, held.page.content_type, Choice.PAGE, is_chosen=True)
    services.record(session, save_id=save.id, captured=part, clock=clock, origin=origin)
    session.commit()  # and here the worker is killed
    clock.advance(seconds=61)
    queue.sweep()
    queue.run_pending()
    session.expire_all()
    save = session.get_one(Save, save.id)
    assert save.capture_due_at is None
    assert shown(session, save).finished_at is not None
    assert shown(session, save).version == (2 if asked is Owed.NEXT_PART else 1)
    pages[URL] = FetchError(Reason.TIMEOUT, URL)
    kept = shown(session, save).id
    services.retry(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    session.commit()
    assert run(session, queue, save).capture_id == kept, "an outage hides nothing"
