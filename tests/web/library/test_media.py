"""Kept images: for those who keep a page with them, for nobody else; from wherever they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.clock import utcnow
from devket.library.models import Capture, CaptureImage
from devket.storage import Blobs, Bucket, BucketPlace, LocalBlobs, MemoryBlobs, S3Blobs
from devket.web.parts import Parts
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import Person

PICTURE = b"bytes of a picture"
AWAY = BucketPlace(
    name="devket",
    region="us-east-1",
    endpoint_url="http://127.0.0.1:9",
    access_key_id="a",
    secret_access_key="b",
)


@pytest.fixture
def key(session: Session, alice: Person, blobs: MemoryBlobs) -> str:
    key = blobs.put(PICTURE, "image/png")
    save = make_save(session, alice.user_id)
    image = CaptureImage(position=0, source="https://x.example/a.png", blob_key=key)
    session.add(
        Capture(
            save_id=save.id, version=1, captured_at=utcnow(), state=State.FULL_TEXT, images=[image]
        )
    )
    session.commit()
    return key


def test_its_owner_sees_it(alice: Person, key: str) -> None:
    answer = alice.client.get(f"/media/images/{key}")
    assert (answer.status_code, answer.data) == (200, PICTURE)
    assert answer.content_type == "image/png"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_others_do_not(carol: Person, nobody: AuditingClient, key: str) -> None:
    assert carol.client.get(f"/media/images/{key}").status_code == 404
    assert nobody.get(f"/media/images/{key}").status_code == 302


@pytest.mark.parametrize("name", ["0" * 64, "Z" * 64, "..%2f" * 10, "a" * 63, "é" * 64])
def test_what_is_no_kept_image_is_not_found(alice: Person, name: str) -> None:
    assert alice.client.get(f"/media/images/{name}").status_code == 404


class Elsewhere(S3Blobs):
    """A bucket that nobody answers for, though what is in it is known."""

    def content_type(self, key: str) -> str | None:
        return "image/png"


@pytest.fixture
def local(change_parts: Callable[..., Parts], key: str, tmp_path: Path) -> Blobs:
    store = LocalBlobs(tmp_path)
    store.put(PICTURE, "image/png")
    change_parts(blobs=store)
    return store


@pytest.mark.usefixtures("local")
def test_a_local_file_is_sent_in_parts_when_asked_so(alice: Person, key: str) -> None:
    answer = alice.client.get(f"/media/images/{key}", headers={"Range": "bytes=6-7"})
    assert (answer.status_code, answer.data) == (206, b"of")
    assert answer.headers["Content-Range"] == f"bytes 6-7/{len(PICTURE)}"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("local")
def test_a_local_file_that_the_browser_has_is_not_sent_again(alice: Person, key: str) -> None:
    first = alice.client.get(f"/media/images/{key}")
    assert (first.status_code, first.data) == (200, PICTURE)
    again = {"If-None-Match": first.headers["ETag"]}
    assert alice.client.get(f"/media/images/{key}", headers=again).status_code == 304


@pytest.mark.usefixtures("local")
def test_only_the_head_of_a_file_is_sent_when_asked_so(alice: Person, key: str) -> None:
    answer = alice.client.head(f"/media/images/{key}")
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(PICTURE))


@pytest.mark.usefixtures("local")
def test_nginx_sends_the_file_where_it_stands_before_devket(
    alice: Person, carol: Person, key: str, change_parts: Callable[..., Parts]
) -> None:
    change_parts(accel="/_media")
    answer = alice.client.get(f"/media/images/{key}")
    assert (answer.status_code, answer.data) == (200, b"")
    sent = answer.headers["X-Accel-Redirect"]
    assert sent == f"/_media/{key[:2]}/{key[2:4]}/{key}.png"
    assert answer.content_type == "image/png"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "X-Accel-Redirect" not in carol.client.get(f"/media/images/{key}").headers


def test_a_file_in_a_bucket_is_shown_by_a_signed_address_of_short_life(
    alice: Person, carol: Person, key: str, change_parts: Callable[..., Parts]
) -> None:
    change_parts(blobs=Elsewhere(Bucket(AWAY)))
    answer = alice.client.get(f"/media/images/{key}")
    assert answer.status_code == 302
    assert answer.location.startswith(f"http://127.0.0.1:9/devket/media/{key}?")
    assert "X-Amz-Expires=600" in answer.location
    assert "response-content-type=image%2Fpng" in answer.location
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    assert carol.client.get(f"/media/images/{key}").status_code == 404


def test_a_store_that_is_away_is_a_calm_503(
    alice: Person, key: str, change_parts: Callable[..., Parts], caplog: pytest.LogCaptureFixture
) -> None:
    change_parts(blobs=S3Blobs(Bucket(AWAY)))
    answer = alice.client.get(f"/media/images/{key}")
    assert answer.status_code == 503
    assert "is not answering right now" in answer.text
    (told,) = [record for record in caplog.records if "storage" in record.message]
    assert "no answer from http://127.0.0.1:9" in told.message
    assert told.exc_info is None
