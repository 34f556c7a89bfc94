"""Pictures on their way in: who may, what is refused in which words, who sees them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from devket.social.models import Picture, PictureState
from devket.social.services import pictures
from devket.social.views.uploads import FORM, ONE_FILE
from tests.architecture.sources import ROOT
from tests.factories.photos import photo
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import queries
from tests.support.twins import HandClock, HandQueue


def send(client: AuditingClient, data: bytes, name: str = "photo.jpg") -> TestResponse:
    """Send one file as the script of the editors does."""
    head = f'--x\r\nContent-Disposition: form-data; name="pictures"; filename="{name}"\r\n'
    body = head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + data + b"\r\n--x--\r\n"
    return client.post("/pictures", data=body, content_type="multipart/form-data; boundary=x")


def test_a_picture_is_taken_in_prepared_and_shown_to_its_owner(
    session: Session, alice: Person, bob: Person, queue: HandQueue
) -> None:
    answer = send(alice.client, photo())
    picture = session.scalars(select(Picture)).one()
    at = f"/pictures/{picture.id}"
    assert answer.status_code == 201
    assert f'name="picture" value="{picture.id}"' in answer.text
    assert f'hx-get="{at}"' in answer.text
    assert "aria-busy" in alice.client.get(at).text
    queue.run_pending()
    shown = alice.client.get(at).text
    assert f'src="/media/pictures/{picture.id}/480" width="480" height="640"' in shown
    assert "hx-get" not in shown
    assert bob.client.get(at).status_code == 404
    media = alice.client.get(f"/media/pictures/{picture.id}/480")
    assert (media.status_code, media.content_type) == (200, "image/webp")
    assert media.headers["Cache-Control"].startswith("private")
    assert bob.client.get(f"/media/pictures/{picture.id}/480").status_code == 404
    assert alice.client.get(f"/media/pictures/{picture.id}/500").status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Drawings in SVG cannot be shared."),
        (b"<!doctype html><script>alert(1)</script>", "This file is no picture."),
        (b"%PDF-1.7\n%%EOF", "This file is no picture."),
        (photo()[:9000], "damaged or not whole"),
    ],
    ids=["svg", "html", "pdf", "truncated"],
)
def test_what_is_no_picture_is_refused_in_plain_words(
    session: Session, alice: Person, queue: HandQueue, data: bytes, sentence: str
) -> None:
    assert send(alice.client, data).status_code == 201
    queue.run_pending()
    picture = session.scalars(select(Picture)).one()
    assert picture.state is PictureState.REFUSED
    shown = alice.client.get(f"/pictures/{picture.id}").text
    assert sentence in shown
    assert 'name="picture"' not in shown


def test_empty_files_and_too_large_ones_are_not_even_taken_in(
    session: Session, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = send(alice.client, b"")
    assert (answer.status_code, "This file is empty." in answer.text) == (422, True)
    assert "at most 25 MB" in send(alice.client, bytes(pictures.MOST_BYTES + 1)).text
    assert send(alice.client, bytes(ONE_FILE)).status_code == 413
    assert alice.client.post("/pictures").status_code == 422
    assert session.scalars(select(Picture)).all() == []


def test_nginx_lets_through_as_much_as_a_form_with_its_pictures() -> None:
    told = (ROOT / "nginx.conf").read_text(encoding="utf-8")
    assert f"client_max_body_size {FORM // 1024**2}m;" in told
    assert ONE_FILE < FORM


def test_uploading_needs_an_account(nobody: AuditingClient) -> None:
    assert send(nobody, photo()).status_code in (302, 303, 401)


def test_uploads_are_counted(alice: Person) -> None:
    for _ in range(120):
        assert send(alice.client, b"").status_code == 422
    assert send(alice.client, b"").status_code == 429


def test_a_row_is_asked_for_ever_more_seldom(
    session: Session, alice: Person, clock: HandClock
) -> None:
    def delays() -> Iterator[int]:
        picture = session.scalars(select(Picture)).one()
        for seconds in (0, 6, 60, 3600):
            clock.advance(seconds=seconds)
            told = alice.client.get(f"/pictures/{picture.id}").text
            yield int(told.split("delay:")[1].split("ms")[0]) if "delay:" in told else 0

    send(alice.client, photo())
    first, second, third, last = delays()
    assert 500 <= first < second < third
    assert last == 0


def test_a_picture_costs_few_queries(session: Session, alice: Person, queue: HandQueue) -> None:
    send(alice.client, photo())
    queue.run_pending()
    picture = session.scalars(select(Picture)).one()
    with queries() as seen:
        assert alice.client.get(f"/media/pictures/{picture.id}/960").status_code == 200
    assert len([one for one in seen if "pictures" in one]) == 1, seen


def test_a_file_keeps_its_name_for_itself(session: Session, alice: Person) -> None:
    answer = send(alice.client, photo(), name='"><script>x</script>.jpg')
    assert "<script>" not in answer.text
    assert io.BytesIO(answer.data).read()
