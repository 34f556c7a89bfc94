"""Kept images: for those who keep a page with them, for nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.clock import utcnow
from devket.library.models import Capture, CaptureImage
from devket.storage import MemoryBlobs
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import Person


@pytest.fixture
def key(session: Session, alice: Person, blobs: MemoryBlobs) -> str:
    key = blobs.put(b"bytes of a picture", "image/png")
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
    assert (answer.status_code, answer.data) == (200, b"bytes of a picture")
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
