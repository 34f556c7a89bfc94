"""Uploaded pictures on their way to being shown: once, whole or refused, nothing left behind."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from devket.capture.images.sizes import Sizes
from devket.capture.sandbox.parent import TooComplexError
from devket.core.errors import InvalidError
from devket.db import db
from devket.social.jobs import enqueue_overdue_pictures, forget_unshown_pictures, write_picture
from devket.social.models import Picture, PictureState, Reason, Report, ReportFile, Thing
from devket.social.services import pictures
from devket.storage import MemoryBlobs, StorageError, StoredKey
from devket.upkeep.sweeping import sweep
from devket.web.parts import Parts, parts
from tests.factories.photos import photo
from tests.factories.social import make_image, make_post, make_story
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue


def upload(session: Session, person: Person, data: bytes) -> Picture:
    """Receive a picture and commit it."""
    at_hand = parts()
    picture = pictures.receive(
        session, owner_id=person.user_id, data=data, blobs=at_hand.blobs, clock=at_hand.clock
    )
    session.commit()
    return picture


def files(blobs: MemoryBlobs) -> list[StoredKey]:
    """Return all that is in the store."""
    return list(blobs.keys())


def write(queue: HandQueue, picture: Picture) -> Picture:
    """Let the worker write a picture, and look at its row again."""
    queue.enqueue(write_picture, picture.id)
    queue.run_pending()
    session = object_session(picture)
    assert session is not None
    session.refresh(picture)
    return picture


def test_a_photo_becomes_three_upright_files_and_its_original_is_gone(
    session: Session, alice: Person, blobs: MemoryBlobs, queue: HandQueue
) -> None:
    picture = upload(session, alice, photo(4000, 3000, orientation=6))
    came = picture.original_key
    write(queue, picture)
    assert (picture.state, picture.width, picture.height) == (PictureState.READY, 1600, 2133)
    assert (picture.due_at, picture.original_key, picture.problem) == (None, None, "")
    assert came is not None
    assert blobs.stat(came) is None
    for key, width in zip(
        (picture.small_key, picture.medium_key, picture.large_key), (480, 960, 1600), strict=True
    ):
        assert key is not None
        with Image.open(io.BytesIO(b"".join(blobs.open(key)))) as shown:
            assert (shown.format, shown.width) == ("WEBP", width)
            assert not set(shown.info) & {"exif", "icc_profile", "xmp"}
            red, green, _ = shown.convert("RGB").getpixel((shown.width - 20, 20))  # type: ignore[misc]  # three of RGB
            assert red > 180 > 90 > green, "it is turned: its corner is at the right now"
    assert 0 < len(picture.placeholder) <= 1000


def test_two_workers_write_a_picture_once(
    session: Session, alice: Person, queue: HandQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(pictures, "_ON_READY", {lambda _s, one, _c: told.append(one.id): None})
    picture = upload(session, alice, photo(300, 200))
    for _ in range(3):
        queue.enqueue(write_picture, picture.id)
    write(queue, picture)
    assert (picture.state, picture.attempts, told) == (PictureState.READY, 1, [picture.id])


def test_what_a_killed_worker_left_is_sent_again_after_its_lease(
    session: Session, alice: Person, queue: HandQueue, clock: HandClock, blobs: MemoryBlobs
) -> None:
    picture = upload(session, alice, photo(300, 200))
    held = pictures.claim(session, picture.id, clock=clock)
    session.commit()
    assert held is not None
    queue.enqueue(write_picture, picture.id)
    queue.run_pending()
    queue.sweep()
    assert queue.run_pending() == 0, "it is in other hands"
    clock.advance(minutes=3)
    session.commit()
    enqueue_overdue_pictures()
    assert queue.run_pending() == 1
    session.refresh(picture)
    assert (picture.state, picture.attempts) == (PictureState.READY, 2)
    assert not pictures.settle_refused(session, held=held, problem="broken", clock=clock)
    assert "application/octet-stream" not in {one.content_type for one in files(blobs)}


class Busy:
    """A sandbox that runs out of its time."""

    def write_anew(self, *_args: object, **_options: object) -> Sizes:
        """See `Sandbox.write_anew`."""
        raise TooComplexError("too slow")


def test_what_runs_out_of_time_is_tried_again_and_then_refused(
    session: Session,
    alice: Person,
    queue: HandQueue,
    clock: HandClock,
    change_parts: Callable[..., Parts],
) -> None:
    change_parts(sandbox=Busy())
    picture = write(queue, upload(session, alice, photo(300, 200)))
    assert (picture.state, picture.attempts) == (PictureState.PENDING, 1)
    for _ in range(2):
        clock.advance(seconds=30)
        session.commit()
        queue.run_delayed()
    session.refresh(picture)
    assert (picture.state, picture.problem) == (PictureState.REFUSED, "too_complex")
    assert (picture.due_at, picture.original_key) == (None, None)


def test_what_is_no_picture_is_refused_and_its_file_is_gone(
    session: Session,
    alice: Person,
    queue: HandQueue,
    blobs: MemoryBlobs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        pictures, "_ON_REFUSED", {lambda _s, one, _c: told.append(one.problem): None}
    )
    picture = write(queue, upload(session, alice, b"<html>no picture"))
    assert (picture.state, picture.problem, told) == (PictureState.REFUSED, "html", ["html"])
    assert files(blobs) == []


def test_a_lost_file_is_told(
    session: Session, alice: Person, queue: HandQueue, blobs: MemoryBlobs
) -> None:
    picture = upload(session, alice, photo(300, 200))
    blobs.delete(picture.original_key or "")
    session.commit()
    assert write(queue, picture).problem == "lost"


def test_two_originals_are_never_one_file(
    session: Session, alice: Person, bob: Person, queue: HandQueue, blobs: MemoryBlobs
) -> None:
    first, second = (upload(session, who, photo(300, 200)) for who in (alice, bob))
    assert first.original_key != second.original_key
    for one in files(blobs):
        assert not b"".join(blobs.open(one.key)).startswith(b"\xff\xd8"), "no picture to be shown"
    session.commit()
    assert write(queue, first).large_key == write(queue, second).large_key


def test_pictures_nothing_shows_are_forgotten_with_their_files(
    session: Session, alice: Person, queue: HandQueue, clock: HandClock, blobs: MemoryBlobs
) -> None:
    loose, shown, told, reported, pending = (
        upload(session, alice, photo(300 + number, 200)) for number in range(5)
    )
    for one in (loose, shown, told, reported):
        write(queue, one)
    make_image(session, make_post(session, alice.user_id), shown)
    make_story(session, alice.user_id, picture_id=told.id)
    about = {"accused_id": alice.user_id, "thing": Thing.POST, "thing_id": 1, "content": {}}
    report = Report(**about, reason=Reason.SPAM, reported_at=clock())
    session.add(report)
    session.flush()
    session.add(ReportFile(report_id=report.id, position=1, file_key=reported.large_key))
    gone = {key for key in (loose.large_key, loose.small_key, pending.original_key) if key}
    kept = {key for one in (shown, told, reported) for key in (one.large_key,) if key}
    session.commit()
    forget_unshown_pictures.run()
    assert len(session.scalars(select(Picture)).all()) == 5, "a day has not gone by"
    clock.advance(hours=25)
    session.commit()
    forget_unshown_pictures.run()
    left = {picture.id for picture in session.scalars(select(Picture))}
    session.commit()
    sweep(db.engine, blobs, clock=clock)
    keys = {one.key for one in files(blobs)}
    assert left == {shown.id, told.id}, "of what was reported the file is enough"
    assert not keys & gone
    assert kept <= keys


def test_empty_and_too_large_uploads_are_refused_without_a_row(session: Session) -> None:
    at_hand = parts()
    for data, sentence in ((b"", "empty"), (bytes(pictures.MOST_BYTES + 1), "25 MB")):
        with pytest.raises(InvalidError, match=sentence) as refused:
            pictures.receive(
                session, owner_id=1, data=data, blobs=at_hand.blobs, clock=at_hand.clock
            )
        assert refused.value.field == "pictures"
        with pytest.raises(InvalidError, match=sentence):
            pictures.read_bounded(io.BytesIO(data))


def test_a_store_that_is_away_leaves_the_picture_to_be_written(
    session: Session, alice: Person, queue: HandQueue, change_parts: Callable[..., Parts]
) -> None:
    picture = upload(session, alice, photo(300, 200))
    real = parts().blobs

    class Away(MemoryBlobs):
        def open(self, key: str) -> Iterator[bytes]:
            raise StorageError("away")

    change_parts(blobs=Away())
    assert write(queue, picture).state is PictureState.PENDING
    assert picture.due_at is not None
    assert picture.original_key is not None
    assert real.stat(picture.original_key) is not None
