"""Waking what was put off, and asking whether originals are still there, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.model import Fetched, FetchError, Reason
from devket.core.clock import utcnow
from devket.library import queries
from devket.library.jobs.hygiene import check_link, enqueue_link_checks, wake_snoozed
from devket.library.models import LinkCheck, Save
from devket.library.services import links, snoozing
from devket.web.parts import Parts
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue, Pages

URL = "https://gone.example/post"


def counts(session: Session, who: Person) -> tuple[int, int, int]:
    session.expire_all()
    kept = queries.counts_of(session, who.user_id)
    told = kept.unread, kept.archive, kept.snoozed
    session.commit()  # SQLite has one writer, and a sweep comes next
    return told


def sleep_until(session: Session, who: Person, save: Save, until: datetime) -> None:
    snoozing.snooze(session, viewer_id=who.user_id, save_id=save.id, until=until)
    session.commit()


def test_what_is_put_off_leaves_the_list_and_comes_back_on_top(
    session: Session, alice: Person, clock: HandClock
) -> None:
    old = make_save(session, alice.user_id, title="Old", saved_at=utcnow() - timedelta(days=9))
    make_save(session, alice.user_id, title="New")
    sleep_until(session, alice, old, utcnow() + timedelta(hours=2))
    assert counts(session, alice) == (1, 0, 1)
    wake_snoozed()
    assert counts(session, alice) == (1, 0, 1)
    clock.advance(hours=3)
    wake_snoozed()
    assert counts(session, alice) == (2, 0, 0)
    page = queries.page_of(session, alice.user_id, queries.Listing(), after=None)
    assert [save.title for save in page.items] == ["Old", "New"]
    session.commit()
    wake_snoozed()  # nothing is left to wake
    assert counts(session, alice) == (2, 0, 0)


def test_an_archived_save_that_is_put_off_comes_back_unread(
    session: Session, alice: Person
) -> None:
    save = make_save(session, alice.user_id, is_archived=True)
    sleep_until(session, alice, save, utcnow() + timedelta(hours=2))
    assert counts(session, alice) == (0, 0, 1)


def test_a_deleted_save_sleeps_on(session: Session, alice: Person, clock: HandClock) -> None:
    save = make_save(session, alice.user_id)
    sleep_until(session, alice, save, utcnow() + timedelta(hours=1))
    save.deleted_at = utcnow()
    session.commit()
    clock.advance(hours=2)
    wake_snoozed()
    session.expire_all()
    assert session.get_one(Save, save.id).snoozed_until is not None


@pytest.fixture
def save_id(session: Session, alice: Person, pages: Pages) -> int:
    """A save whose check is due, on a machine that reaches the web."""
    save = make_save(session, alice.user_id, given_url=URL)
    make_version(session, save)
    session.add(LinkCheck(save_id=save.id, due_at=utcnow()))
    session.commit()
    pages[URL] = Fetched(URL, 404, "text/html", b"gone")
    return save.id


@pytest.fixture
def look(
    session: Session, clock: HandClock, queue: HandQueue, save_id: int
) -> Callable[[float], tuple[int, bool]]:
    """Let days pass, run the sweep and what it sent; return the failures and what is told."""

    def step(days: float) -> tuple[int, bool]:
        session.commit()
        clock.advance(days=days)
        enqueue_link_checks()
        queue.run_pending()
        session.expire_all()
        save = session.get_one(Save, save_id)
        return session.get_one(LinkCheck, save_id).failures, save.link_gone_at is not None

    return step


def test_a_lost_original_is_told_after_three_failures_on_days_apart(
    look: Callable[[float], tuple[int, bool]],
) -> None:
    assert look(0) == (1, False)
    assert look(1) == (1, False)  # not asked yet
    assert look(3.1) == (2, False)
    assert look(4.1) == (3, True)


def test_an_original_that_comes_back_is_told_no_more(
    look: Callable[[float], tuple[int, bool]], pages: Pages
) -> None:
    for days in (0, 4.1, 4.1):
        look(days)
    pages[URL] = "<p>Here again.</p>"
    assert look(61) == (0, False)


@pytest.mark.parametrize(
    "answer",
    [
        Fetched(URL, 403, "text/html", b""),
        Fetched(URL, 429, "text/html", b""),
        Fetched(URL, 503, "text/html", b""),
        FetchError(Reason.TIMEOUT, URL),
        FetchError(Reason.REFUSED, URL),
        FetchError(Reason.TLS, URL),
        FetchError(Reason.FORBIDDEN_ADDRESS, URL),
    ],
    ids=str,
)
def test_what_proves_nothing_never_counts(
    look: Callable[[float], tuple[int, bool]], pages: Pages, answer: Fetched | FetchError
) -> None:
    pages[URL] = answer
    for days in (0, 61, 61, 61):
        assert look(days) == (0, False)


def test_a_host_that_is_no_more_counts_while_others_answer(
    look: Callable[[float], tuple[int, bool]], pages: Pages
) -> None:
    pages[URL] = FetchError(Reason.UNKNOWN_HOST, URL)
    assert look(0) == (1, False)


def test_a_machine_without_names_blames_nobody(
    look: Callable[[float], tuple[int, bool]], pages: Pages
) -> None:
    pages[URL] = FetchError(Reason.UNKNOWN_HOST, URL)
    for days in (30, 61, 61):  # nothing was reached for a week
        assert look(days) == (0, False)


def test_checks_come_strewn_over_a_month_and_only_once(
    session: Session, alice: Person, queue: HandQueue
) -> None:
    for _ in range(40):
        make_save(session, alice.user_id)
    session.commit()
    enqueue_link_checks()
    enqueue_link_checks()
    due = session.scalars(select(LinkCheck.due_at)).all()
    now = utcnow()
    assert len(due) == 40
    assert all(timedelta(days=29) < moment - now < timedelta(days=61) for moment in due)
    assert len({moment.date() for moment in due}) > 10
    assert queue.huey.pending_count() == 0


def test_one_host_is_asked_in_turns(
    session: Session,
    alice: Person,
    pages: Pages,
    queue: HandQueue,
    change_parts: Callable[..., Parts],
) -> None:
    change_parts(host_pause=60.0)
    saves = [make_save(session, alice.user_id) for _ in range(3)]
    for save in saves:
        pages[save.given_url] = "<p>There.</p>"
        session.add(LinkCheck(save_id=save.id, due_at=utcnow()))
    session.commit()
    enqueue_link_checks()
    queue.run_pending()
    assert len(pages.asked) == 1
    session.expire_all()
    later = session.scalars(select(LinkCheck.due_at).order_by(LinkCheck.due_at)).all()
    assert later[0] - utcnow() < timedelta(minutes=3)


def test_a_check_is_made_once_however_often_it_is_sent(
    session: Session, save_id: int, pages: Pages, queue: HandQueue
) -> None:
    session.commit()
    check_link.run(save_id)
    check_link.run(save_id)
    check_link.run(987654)
    assert pages.asked == [URL]
    assert session.get_one(LinkCheck, save_id).failures == 1


def test_nobody_is_asked_when_checks_are_off(
    session: Session,
    alice: Person,
    pages: Pages,
    queue: HandQueue,
    change_parts: Callable[..., Parts],
    save_id: int,
) -> None:
    change_parts(is_checking_links=False)
    enqueue_link_checks()
    assert queue.run_pending() == 0
    assert pages.asked == []


def test_a_status_means_what_it_says() -> None:
    meanings = {status: links.meaning_of(status) for status in (200, 304, 404, 410, 401, 500)}
    assert [meaning.value for meaning in meanings.values()] == [
        *("there", "there", "gone", "gone", "unclear", "unclear")
    ]
