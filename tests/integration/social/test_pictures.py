"""Uploaded pictures on their way to being shown: once, whole or refused, nothing left behind."""

from __future__ import annotations

import io

from PIL import Image
from sqlalchemy.orm import Session, object_session

from devket.social.jobs import write_picture
from devket.social.models import Picture, PictureState
from devket.social.services import pictures
from devket.storage import MemoryBlobs
from devket.web.parts import parts
from tests.factories.photos import photo
from tests.support.people import Person
from tests.support.twins import HandQueue


def upload(session: Session, person: Person, data: bytes) -> Picture:
    """Receive a picture and commit it."""
    at_hand = parts()
    picture = pictures.receive(
        session, owner_id=person.user_id, data=data, blobs=at_hand.blobs, clock=at_hand.clock
    )
    session.commit()
    return picture


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
