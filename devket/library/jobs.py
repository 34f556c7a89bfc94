"""The library's background work: capturing what is owed, purging what was deleted."""

from __future__ import annotations

import logging
from datetime import timedelta

from devket.capture import Captured, KeptImage, capture, image_sources, place_images
from devket.capture.images import keep_images
from devket.capture.model import Extracted, Fetch
from devket.db import transaction
from devket.jobs import job, sweep
from devket.library import queries, services
from devket.library.models import ADDRESS_LENGTH, CaptureImage
from devket.web.parts import Parts, parts

log = logging.getLogger(__name__)
UNDO_WINDOW = timedelta(hours=24)
SWEEP_AT_ONCE = 500


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
    captured = capture(
        held.url, fetch=at_hand.fetch, limits=at_hand.limits, read=at_hand.sandbox.extract
    )
    wait = keep(save_id, captured, held=held)
    log.info("capture of save %s: %s %s", save_id, captured.state, captured.reason or "")
    if wait is not None:
        at_hand.queue.enqueue(capture_save, save_id, delay=wait.total_seconds())


def keep(
    save_id: int,
    captured: Captured,
    *,
    fetch: Fetch | None = None,
    held: services.Claim | None = None,
) -> timedelta | None:
    """Write a capture down, its text at once, its images when `fetch` has brought them.

    With a claim the save is settled in the same transaction as its images, so that no death in
    between makes a second version. Return how long to wait for a retry, if there is to be one.
    """
    at_hand = parts()
    with transaction() as session:
        row = services.record(session, save_id=save_id, captured=captured, clock=at_hand.clock)
        capture_id = row.id if row is not None else None
    if capture_id is None:
        return None
    page = captured.page
    kept = _fetch_images(at_hand, fetch or at_hand.fetch, captured)
    rows = tuple(_image_row(at_hand, n, image) for n, image in enumerate(kept))
    with transaction() as session:
        services.finish_images(
            session,
            capture_id=capture_id,
            content_html=place_images(page.content_html, _places(kept, rows)) if page else None,
            images=rows,
            lead=_lead(page, rows) if page else None,
            clock=at_hand.clock,
        )
        if held is None:
            return None
        return services.release(session, held=held, captured=captured, clock=at_hand.clock)


def _fetch_images(at_hand: Parts, fetch: Fetch, captured: Captured) -> tuple[KeptImage, ...]:
    page = captured.page
    if page is None:
        return ()
    sources = list(image_sources(page.content_html))
    if page.lead_image and page.lead_image not in sources:
        sources.insert(0, page.lead_image)
    return keep_images(
        sources,
        fetch=fetch,
        limits=at_hand.limits,
        referer=captured.final_url,
        inspect=at_hand.sandbox.inspect_image,
    )


def _image_row(at_hand: Parts, position: int, image: KeptImage) -> CaptureImage:
    """Keep the file before its row: a row must never point at nothing."""
    is_kept = image.data is not None and image.content_type is not None
    key = at_hand.blobs.put(image.data, image.content_type) if is_kept else None  # type: ignore[arg-type]  # checked by is_kept
    return CaptureImage(
        position=position,
        source=image.source[:ADDRESS_LENGTH],  # a data: address can be megabytes
        blob_key=key,
        content_type=image.content_type,
        width=image.width,
        height=image.height,
        failure=image.failure,
    )


def _places(
    kept: tuple[KeptImage, ...], rows: tuple[CaptureImage, ...]
) -> dict[str, tuple[str, int, int] | None]:
    return {
        image.source: (f"/media/images/{row.blob_key}", row.width or 0, row.height or 0)
        if row.blob_key
        else None
        for image, row in zip(kept, rows, strict=True)
    }


# Smaller pictures are icons and trackers, not what a card should show.
LEAST_LEAD_WIDTH, LEAST_LEAD_HEIGHT = 200, 100  # pixels


def _lead(page: Extracted, rows: tuple[CaptureImage, ...]) -> CaptureImage | None:
    """Return the page's own picture when it was kept, else the first large one of the text."""
    large = [
        row
        for row in rows
        if row.blob_key
        and (row.width or 0) >= LEAST_LEAD_WIDTH
        and (row.height or 0) >= LEAST_LEAD_HEIGHT
    ]
    named = (row for row in large if row.source == page.lead_image)
    return next(named, large[0] if large else None)


@sweep
def enqueue_overdue() -> None:
    """Send overdue saves to the queue: what a killed worker or a lost message left.

    Never more than fill it up: while the worker is behind, what is overdue waits there already.
    """
    at_hand = parts()
    room = SWEEP_AT_ONCE - at_hand.queue.waiting()
    if room <= 0:
        return
    with transaction() as session:
        overdue = queries.overdue(session, at_hand.clock(), limit=room)
    for save_id in overdue:
        at_hand.queue.enqueue(capture_save, save_id)


@sweep
def purge_deleted() -> None:
    """Delete for good what can no longer be undone, and turns of hosts long past."""
    now = parts().clock()
    with transaction() as session:
        services.purge(session, before=now - UNDO_WINDOW)
        services.forget_turns(session, before=now - UNDO_WINDOW)
