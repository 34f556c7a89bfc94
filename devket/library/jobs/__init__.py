"""The library's background work: capturing what is owed, purging what was deleted."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from devket.capture import (
    Captured,
    capture,
    capture_html,
    image_sources,
    place_images,
)
from devket.capture.model import Choice, Fetch, Source, State
from devket.db import transaction
from devket.jobs import job, sweep
from devket.library import queries, services
from devket.library.jobs import gauges as gauges  # registered by being imported
from devket.library.jobs import hygiene as hygiene
from devket.library.jobs.images import images_of_page, known_images, lead_of, places, thumb_of
from devket.library.models import CaptureImage, Owed
from devket.web.instruments import count_capture
from devket.web.parts import Parts, parts

log = logging.getLogger(__name__)
UNDO_WINDOW = timedelta(hours=24)
SWEEP_AT_ONCE = 500
WORKED_OFF_FOR = 55  # seconds: somewhat less than from one sweep to the next
# From the finest part of a page to all of it: each is offered when the one before is too little.
PARTS = (Choice.BEST, Choice.TEXT, Choice.MAIN, Choice.PAGE)


@job()
def capture_save(save_id: int) -> None:
    """Fetch a save's page and write down what came of it.

    Safe to be run twice and to be killed anywhere: the row says what is owed, and its due time,
    which serves as a lease, lets the sweep find what a dead worker left.
    """
    at_hand = parts()
    with transaction() as session:
        held = services.claim(
            session,
            save_id,
            clock=at_hand.clock,
            lease=timedelta(seconds=at_hand.capture_lease),
            pause=timedelta(seconds=at_hand.host_pause),
        )
    if held is None:
        return
    if isinstance(held, timedelta):
        at_hand.queue.enqueue(capture_save, save_id, delay=held.total_seconds())
        return
    wait = _read_kept(at_hand, held, held.page) if held.page else _fetch(at_hand, held)
    if wait is not None:
        at_hand.queue.enqueue(capture_save, save_id, delay=wait.total_seconds())


def _fetch(at_hand: Parts, held: services.Claim) -> timedelta | None:
    captured = capture(
        held.url, fetch=at_hand.fetch, limits=at_hand.limits, read=at_hand.sandbox.extract
    )
    return keep(held.save_id, captured, held=held)


def _read_kept(at_hand: Parts, held: services.Claim, page: services.KeptPage) -> timedelta | None:
    """Read a page that is kept already: handed in, or wanted in another way than before."""
    source = services.kept_source(at_hand.blobs, page.key, page.content_type)
    if source is None:  # its file is lost, but the site may still have it
        return _fetch(at_hand, held)
    if held.owed is Owed.NEXT_PART:
        return _keep_next_part(at_hand, held, page, source)
    captured = _read(at_hand, page, source, page.choice)
    if held.owed is Owed.REREAD and _refresh(at_hand, held, page, captured):
        return None
    return keep(held.save_id, captured, held=held, origin=_origin_of(page, page.choice))


def _keep_next_part(
    at_hand: Parts, held: services.Claim, page: services.KeptPage, source: Source
) -> timedelta | None:
    """Show the next part of the page that gives a text not seen before, if there is one."""
    with transaction() as session:
        seen = {_plain(text) for text in queries.texts_read_from(session, held.save_id, page.key)}
    for choice in PARTS[PARTS.index(page.choice) + 1 :]:
        captured = _read(at_hand, page, source, choice)
        is_read = captured.state in (State.FULL_TEXT, State.PARTIAL)
        if is_read and captured.page is not None and _plain(captured.page.text) not in seen:
            origin = replace(_origin_of(page, choice), is_chosen=True)
            return keep(held.save_id, captured, held=held, origin=origin)
    with transaction() as session:
        services.settle_last_part(session, held=held, clock=at_hand.clock)
    return None


def _read(at_hand: Parts, page: services.KeptPage, source: Source, choice: Choice) -> Captured:
    return capture_html(
        source.body,
        page.url,
        read=at_hand.sandbox.extract,
        content_type=source.content_type,
        choice=choice,
        fetch=at_hand.fetch,  # for the further pages of an article in parts
        limits=at_hand.limits,
    )


def _origin_of(page: services.KeptPage, choice: Choice) -> services.Origin:
    return services.Origin(page.key, page.content_type, choice)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _refresh(
    at_hand: Parts, held: services.Claim, page: services.KeptPage, captured: Captured
) -> bool:
    """Read a version anew in its place when its text is the same and its pictures are at hand."""
    if captured.page is None or page.capture_id is None:
        return False
    with transaction() as session:
        if _plain(queries.text_of(session, page.capture_id)) != _plain(captured.page.text):
            return False
        known = known_images(session, held.save_id)
        if any(source not in known for source in image_sources(captured.page.content_html)):
            return False
        html = place_images(captured.page.content_html, places(list(known.items())))
        services.reread_in_place(
            session, held=held, captured=captured, content_html=html, clock=at_hand.clock
        )
    return True


def keep(
    save_id: int,
    captured: Captured,
    *,
    fetch: Fetch | None = None,
    held: services.Claim | None = None,
    origin: services.Origin | None = None,
) -> timedelta | None:
    """Write a version down, its text at once, its images when `fetch` has brought them.

    With a claim the save is settled in the same transaction as its images, so that no death in
    between makes a second version. Return how long to wait for a retry, if there is to be one.
    """
    at_hand = parts()
    origin = origin or _kept_origin(at_hand, captured)
    with transaction() as session:
        row = services.record(
            session, save_id=save_id, captured=captured, clock=at_hand.clock, origin=origin
        )
        capture_id = row.id if row is not None else None
        is_anew = held is not None and held.owed in (Owed.NEXT_PART, Owed.REREAD)
        known = known_images(session, save_id) if is_anew else {}
    log.info("capture of save %s: %s %s", save_id, captured.state, captured.reason or "")
    count_capture(captured.state.value, captured.reason.value if captured.reason else None)
    if capture_id is None:
        return None
    images = images_of_page(at_hand, fetch or at_hand.fetch, captured, known)
    return _finish(at_hand, capture_id, captured, images, held=held)


def _finish(
    at_hand: Parts,
    capture_id: int,
    captured: Captured,
    images: list[tuple[str, CaptureImage]],
    *,
    held: services.Claim | None,
) -> timedelta | None:
    page = captured.page
    lead = lead_of(page, images) if page else None
    thumb = thumb_of(at_hand, lead)
    with transaction() as session:
        services.finish_images(
            session,
            capture_id=capture_id,
            content_html=place_images(page.content_html, places(images)) if page else None,
            images=tuple(row for _, row in images),
            lead=lead,
            thumb=thumb,
            clock=at_hand.clock,
        )
        if held is None:
            return None
        return services.release(session, held=held, captured=captured, clock=at_hand.clock)


def _kept_origin(at_hand: Parts, captured: Captured) -> services.Origin:
    """Keep the page as it came, so that it can be read again; its file comes before its row."""
    if captured.source is None:
        return services.Origin()
    key = services.keep_source(at_hand.blobs, captured.source)
    return services.Origin(key, captured.source.content_type)


@sweep
def enqueue_overdue() -> None:
    """Send overdue saves to the queue; those that nobody asked for are worked off by `work_off`."""
    at_hand = parts()
    now = at_hand.clock()
    at_hand.queue.send_overdue(
        capture_save,
        lambda session, room: queries.overdue(session, now, limit=room),
        at_once=SWEEP_AT_ONCE,
    )


@job()
def capture_next(until: int) -> None:
    """Capture the next save that nobody waits for, and go to the end of the queue for another.

    So whatever a person saves meanwhile is before it. `until` is a time in seconds, when it ends.
    """
    at_hand = parts()
    now = at_hand.clock()
    with transaction() as session:
        save_id, is_more = services.next_unasked(session, now=now)
    if save_id is not None:
        capture_save.run(save_id)
    if is_more and now.timestamp() < until:
        delay = at_hand.host_pause if save_id is None else 0
        at_hand.queue.enqueue(capture_next, until, delay=delay)


@sweep
def work_off() -> None:
    """Let every thread work off captures that nobody waits for, until the next sweep."""
    at_hand = parts()
    now = at_hand.clock()
    if at_hand.queue.waiting() > at_hand.worker_threads:
        return
    with transaction() as session:
        if not queries.overdue_unasked(session, now, limit=1):
            return
    for _ in range(at_hand.worker_threads):
        at_hand.queue.enqueue(capture_next, int(now.timestamp()) + WORKED_OFF_FOR)


@sweep
def purge_deleted() -> None:
    """Delete for good what can no longer be undone, and turns of hosts long past."""
    now = parts().clock()
    with transaction() as session:
        services.purge(session, before=now - UNDO_WINDOW)
        services.forget_turns(session, before=now - UNDO_WINDOW)
