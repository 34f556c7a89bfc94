"""A store of files that refuses or is away: captures stay owed and come whole afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.model import Fetched, State
from devket.library import services
from devket.library.jobs import capture_save
from devket.library.models import Capture, CaptureImage, Save
from devket.storage import Bucket, BucketPlace, MemoryBlobs, S3Blobs, StorageError
from devket.web.parts import Parts
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue, Pages

URL, PICTURE = "https://blog.example/post", "https://blog.example/a.png"
PROSE = "<p>" + "A sentence of the article, with commas, and some length to it. " * 12 + "</p>"
PAGE = f"<!doctype html><html lang=en><title>Kept</title><article><h1>Kept</h1>{PROSE * 4}<img src=/a.png></article>"  # noqa: E501  # one page in one line


class Full(MemoryBlobs):
    """A store that takes pages and refuses pictures, as one that fills up does."""

    def put(self, data: bytes, content_type: str) -> str:
        if content_type.startswith("image/"):
            raise StorageError("No space left on device: free some space")
        return super().put(data, content_type)


@pytest.fixture
def save(session: Session, alice: Person, clock: HandClock, pages: Pages, png: bytes) -> Save:
    pages[URL] = PAGE
    pages[PICTURE] = Fetched(PICTURE, 200, "image/png", png)
    added = services.add_save(session, owner_id=alice.user_id, url=URL, clock=clock)
    session.commit()
    return added.save


def away() -> S3Blobs:
    """Return a bucket that nobody answers for."""
    place = BucketPlace(
        name="devket",
        endpoint_url="http://127.0.0.1:9",
        access_key_id="a",
        secret_access_key="b",
    )
    return S3Blobs(Bucket(place))


@pytest.mark.parametrize("store", [away, Full])
def test_a_capture_whose_files_cannot_be_kept_stays_owed_and_comes_whole_later(
    session: Session,
    save: Save,
    queue: HandQueue,
    clock: HandClock,
    change_parts: Callable[..., Parts],
    store: Callable[[], MemoryBlobs | S3Blobs],
    caplog: pytest.LogCaptureFixture,
) -> None:
    change_parts(blobs=store())
    queue.enqueue(capture_save, save.id)
    queue.run_pending()
    session.expire_all()
    kept = session.get_one(Save, save.id)
    assert kept.capture_due_at is not None
    assert session.scalars(select(CaptureImage)).all() == []
    told = [record for record in caplog.records if "is put off" in record.message]
    assert told and not any(record.exc_info for record in told)

    change_parts(blobs=MemoryBlobs())
    clock.advance(minutes=10)
    session.commit()
    queue.sweep()
    queue.run_pending()
    session.expire_all()
    kept = session.get_one(Save, save.id)
    assert (kept.state, kept.capture_due_at) == (State.FULL_TEXT, None)
    assert len(session.scalars(select(Capture)).all()) == 1
    (image,) = session.scalars(select(CaptureImage))
    assert image.blob_key is not None


def test_a_kept_page_that_cannot_be_had_now_is_not_taken_for_lost(
    session: Session,
    save: Save,
    pages: Pages,
    queue: HandQueue,
    clock: HandClock,
    change_parts: Callable[..., Parts],
) -> None:
    queue.enqueue(capture_save, save.id)
    queue.run_pending()
    services.ask_to_reread(session, [save.id], clock=clock)
    session.commit()
    asked = len(pages.asked)
    change_parts(blobs=away())
    queue.enqueue(capture_save, save.id)
    queue.run_pending()
    session.expire_all()
    assert session.get_one(Save, save.id).capture_due_at is not None
    assert len(pages.asked) == asked
