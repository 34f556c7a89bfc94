"""From a due row to a kept article: claims, leases, versions, retries, images."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.model import Captured, Extracted, Fetched, FetchError, Reason, State
from devket.core.types import SafeHtml
from devket.db import transaction
from devket.library import jobs, queries, services
from devket.library.jobs import capture_save
from devket.library.models import Capture, CaptureImage, Save
from devket.storage import MemoryBlobs
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue, Pages

URL = "https://blog.example/post"
LEASE, PAUSE = timedelta(seconds=60), timedelta(seconds=1)
PROSE = "<p>" + "A sentence of the article, with commas, and some length to it. " * 12 + "</p>"


def article(title: str, extra: str = "") -> str:
    """A page that reads as an article."""
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{PROSE * 4}{extra}</article></body></html>"
    )


@pytest.fixture
def save(session: Session, alice: Person, clock: HandClock) -> Save:
    added = services.add_save(session, owner_id=alice.user_id, url=URL, clock=clock)
    session.commit()
    return added.save


def run(session: Session, queue: HandQueue, save: Save) -> Save:
    """Run the save's capture and return it afresh."""
    queue.enqueue(capture_save, save.id)
    queue.run_pending()
    session.expire_all()
    return session.get_one(Save, save.id)


def test_a_page_is_kept_whole(
    session: Session, alice: Person, save: Save, pages: Pages, queue: HandQueue
) -> None:
    pages[URL] = article("Kept", "<pre><code class=language-python>\tx = 1\n\n</code></pre>")
    kept = run(session, queue, save)
    assert (kept.state, kept.title, kept.lang) == (State.FULL_TEXT, "Kept", "en")
    assert kept.capture_due_at is None
    assert kept.code_languages == ["python"]
    shown = queries.save_with_article(session, alice.user_id, save.id).capture
    assert shown is not None and shown.article is not None
    assert "\tx = 1" in shown.article.text
    assert shown.log["engine"]


def test_a_job_run_twice_shows_once(
    session: Session, save: Save, pages: Pages, queue: HandQueue
) -> None:
    pages[URL] = article("Once")
    queue.enqueue(capture_save, save.id)
    run(session, queue, save)
    assert len(list(session.scalars(select(Capture)))) == 1
    assert pages.asked.count(URL) == 1


def test_what_a_killed_worker_left_is_made_anew(
    session: Session, save: Save, pages: Pages, queue: HandQueue, clock: HandClock
) -> None:
    pages[URL] = article("Anew")
    held = services.claim(session, save.id, clock=clock, lease=LEASE, pause=PAUSE)
    assert isinstance(held, services.Claim)
    session.commit()
    assert services.claim(session, save.id, clock=clock, lease=LEASE, pause=PAUSE) is None
    assert queries.overdue(session, clock(), limit=9) == []
    session.commit()
    clock.advance(seconds=61)
    queue.sweep()
    kept = run(session, queue, save)
    assert kept.state is State.FULL_TEXT


def test_a_capture_without_its_images_is_replaced(
    session: Session, save: Save, pages: Pages, queue: HandQueue, clock: HandClock
) -> None:
    session.add(Capture(save_id=save.id, version=1, captured_at=clock(), state=State.FULL_TEXT))
    session.commit()
    pages[URL] = article("Replaced")
    run(session, queue, save)
    versions = list(session.scalars(select(Capture.version)))
    assert len(versions) == 1


def test_a_text_made_anew_is_the_one_that_is_shown(
    session: Session, alice: Person, save: Save, clock: HandClock
) -> None:
    save_id = save.id
    session.commit()
    for _ in range(2):  # the first is lost before its images; the second takes its place
        with transaction() as own:
            services.record(own, save_id=save_id, captured=captured("Kept"), clock=clock)
    shown = queries.save_with_article(session, alice.user_id, save_id).capture
    assert shown is not None and shown.article is not None
    assert shown.article.text == "Kept"


def test_who_comes_late_with_images_leaves_the_newer_capture_alone(
    session: Session, save: Save, clock: HandClock
) -> None:
    first, second = (
        services.record(session, save_id=save.id, captured=captured(title), clock=clock)
        for title in ("Old", "New")
    )
    assert first is not None and second is not None and first.id != second.id
    late = CaptureImage(position=0, source="https://blog.example/a.png", failure="gone")
    services.finish_images(
        session,
        capture_id=first.id,
        content_html=SafeHtml("<p>Old</p>"),
        images=(late,),
        lead=None,
        clock=clock,
    )
    assert second.finished_at is None
    assert session.scalar(select(CaptureImage.source)) is None


def captured(title: str) -> Captured:
    """What one capture of the page gives, made by hand."""
    page = Extracted(
        title=title,
        byline="",
        site_name="",
        published=None,
        lang="en",
        dir="ltr",
        lead_image=None,
        excerpt="",
        canonical_url=None,
        content_html=SafeHtml(f"<p>{title}</p>"),
        text=title,
        word_count=1,
        code_languages=(),
        state=State.FULL_TEXT,
        reason=None,
        log={},
    )
    return Captured(URL, URL, State.FULL_TEXT, None, "", page)


@pytest.mark.parametrize(
    ("reason", "retries"),
    [(Reason.TIMEOUT, True), (Reason.UNKNOWN_HOST, True), (Reason.FORBIDDEN_ADDRESS, False),
     (Reason.TLS, False), (Reason.TOO_LARGE, False)],
)  # fmt: skip
def test_a_page_that_cannot_be_fetched_says_why(
    session: Session, save: Save, pages: Pages, queue: HandQueue, reason: Reason, *, retries: bool
) -> None:
    pages[URL] = FetchError(reason, URL)
    kept = run(session, queue, save)
    assert (kept.state, kept.reason) == (State.UNREACHABLE, reason)
    assert (kept.capture_due_at is not None) is retries
    assert kept.given_url == URL


def test_retries_back_off_and_end(
    session: Session, save: Save, pages: Pages, queue: HandQueue, clock: HandClock
) -> None:
    pages[URL] = FetchError(Reason.TIMEOUT, URL)
    waits = []
    kept = run(session, queue, save)
    while kept.capture_due_at is not None:
        waits.append((kept.capture_due_at - clock()).total_seconds())
        clock.advance(hours=1)
        kept = run(session, queue, save)
    assert [round(wait / 60) for wait in waits] == [1, 5, 30]
    assert kept.capture_attempts == 4


def test_a_retry_that_goes_well_heals(
    session: Session, save: Save, pages: Pages, queue: HandQueue, clock: HandClock
) -> None:
    pages[URL] = Fetched(URL, 503, "text/html", b"<h1>Busy</h1>")
    assert run(session, queue, save).state is State.UNREACHABLE
    pages[URL] = article("Healed")
    clock.advance(minutes=2)
    kept = run(session, queue, save)
    assert (kept.state, kept.reason, kept.title) == (State.FULL_TEXT, None, "Healed")


def test_a_worse_version_never_hides_a_better_one(
    session: Session, alice: Person, save: Save, pages: Pages, queue: HandQueue, clock: HandClock
) -> None:
    pages[URL] = article("The good one")
    run(session, queue, save)
    services.retry(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    session.commit()
    clock.advance(seconds=5)
    pages[URL] = Fetched(URL, 404, "text/html", b"<h1>Gone</h1>")
    kept = run(session, queue, save)
    assert (kept.state, kept.title) == (State.FULL_TEXT, "The good one")
    states = list(session.scalars(select(Capture.state).order_by(Capture.version)))
    assert states == [State.FULL_TEXT, State.UNREACHABLE]


def test_pages_of_one_host_take_turns(
    session: Session, alice: Person, clock: HandClock, pages: Pages, queue: HandQueue
) -> None:
    for name in ("a", "b"):
        pages[f"https://blog.example/{name}"] = article(name)
        added = services.add_save(
            session, owner_id=alice.user_id, url=f"https://blog.example/{name}", clock=clock
        )
        queue.enqueue(capture_save, added.save.id)
    queue.run_pending()
    assert len(pages.asked) == 1
    clock.advance(seconds=2)
    queue.run_delayed()
    assert len(pages.asked) == 2


def test_a_crowd_for_one_host_is_claimed_twice_each_and_no_more(
    session: Session, alice: Person, clock: HandClock
) -> None:
    ids = [
        services.add_save(
            session, owner_id=alice.user_id, url=f"https://blog.example/{n}", clock=clock
        ).save.id
        for n in range(6)
    ]
    waits = [
        services.claim(session, save_id, clock=clock, lease=LEASE, pause=PAUSE) for save_id in ids
    ]
    assert isinstance(waits[0], services.Claim)
    slots = [wait.total_seconds() for wait in waits[1:] if isinstance(wait, timedelta)]
    assert [round(slot) for slot in slots] == [1, 2, 3, 4, 5], "each has a turn of its own"
    for save_id in ids[1:]:
        clock.advance(seconds=1.01)
        held = services.claim(session, save_id, clock=clock, lease=LEASE, pause=PAUSE)
        assert isinstance(held, services.Claim)


def test_turns_that_nobody_took_are_booked_anew(
    session: Session, alice: Person, clock: HandClock
) -> None:
    for n in range(4):
        services.add_save(
            session, owner_id=alice.user_id, url=f"https://blog.example/{n}", clock=clock
        )
    due = queries.overdue(session, clock(), limit=9)
    for save_id in due:
        services.claim(session, save_id, clock=clock, lease=LEASE, pause=PAUSE)
    clock.advance(hours=1)
    taken = [
        services.claim(session, save_id, clock=clock, lease=LEASE, pause=PAUSE) for save_id in due
    ]
    assert [isinstance(one, services.Claim) for one in taken] == [True, False, False, False]


def test_addresses_met_on_the_way_lead_to_the_save(
    session: Session, alice: Person, save: Save, pages: Pages, queue: HandQueue, clock: HandClock
) -> None:
    head = "<link rel=canonical href='https://blog.example/the-real-post'>"
    page = article("Canonical").replace("<title>", head + "<title>")
    pages[URL] = Fetched("https://blog.example/landed", 200, "text/html", page.encode())
    kept = run(session, queue, save)
    assert kept.final_url == "https://blog.example/landed"
    assert kept.canonical_url == "https://blog.example/the-real-post"
    for address in (URL, kept.final_url, kept.canonical_url):
        again = services.add_save(session, owner_id=alice.user_id, url=address, clock=clock)
        assert (again.is_new, again.save.id) == (False, save.id)


def test_images_are_kept_once_and_shown_from_here(
    session: Session,
    alice: Person,
    save: Save,
    pages: Pages,
    queue: HandQueue,
    blobs: MemoryBlobs,
    png: bytes,
) -> None:
    tags = "".join(f"<p><img src=/{name}.png alt='{name}'></p>" for name in ("a", "b", "lost"))
    pages[URL] = article("Pictures", tags)
    for name in ("a", "b"):
        address = f"https://blog.example/{name}.png"
        pages[address] = Fetched(address, 200, "image/png", png)
    run(session, queue, save)
    rows = list(session.scalars(select(CaptureImage).order_by(CaptureImage.position)))
    assert [bool(row.blob_key) for row in rows] == [True, True, False]
    assert rows[0].blob_key == rows[1].blob_key
    assert rows[0].blob_key is not None and blobs.stat(rows[0].blob_key) is not None
    capture = queries.save_with_article(session, alice.user_id, save.id).capture
    assert capture is not None and capture.article is not None
    html = capture.article.content_html
    assert f'src="/media/images/{rows[0].blob_key}"' in html
    assert 'width="320"' in html and 'height="180"' in html
    assert 'class="image-missing"' in html and "https://blog.example/lost.png" in html
    assert 'src="https://' not in html


def test_a_sweep_fills_the_queue_up_and_no_more(
    session: Session, save: Save, queue: HandQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SWEEP_AT_ONCE", 3)
    session.commit()
    for _ in range(5):  # minutes in which the worker does not get round to it
        jobs.enqueue_overdue()
    assert queue.waiting() == 3
