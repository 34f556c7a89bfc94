"""The profile's own page: its picture, its fields, and what people put into them."""

from __future__ import annotations

import io
from typing import Any

import pytest
import turbohtml
from PIL import Image
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.accounts.services import portraits
from devket.capture.model import Limits
from tests.factories.photos import heic
from tests.support.client import AuditingClient
from tests.support.people import Person

AT = "/settings/profile/picture"
NASTY = "<script>alert(1)</script>"


def photo(width: int = 600, height: int = 400, form: str = "JPEG") -> bytes:
    """Return a plain picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (90, 120, 60)).save(buffer, form)
    return buffer.getvalue()


def send(who: Person, data: bytes, name: str = "me.jpg", **crop: Any) -> Any:
    """Upload a picture."""
    return who.client.post(
        AT,
        data={"picture": (io.BytesIO(data), name), **crop},
        content_type="multipart/form-data",
    )


def key_of(session: Session, who: Person) -> str | None:
    session.expire_all()
    return session.get_one(Profile, who.user_id).picture_key


def test_a_picture_is_shown_as_a_square(
    session: Session, alice: Person, nobody: AuditingClient
) -> None:
    assert send(alice, photo()).status_code == 303
    key = key_of(session, alice)
    assert key is not None
    page = nobody.get("/@alice").text
    address = f"/media/people/alice/{key[:16]}"
    assert address in page and "Your picture is changed." in alice.client.get("/@alice").text
    answer = nobody.get(address)
    assert answer.content_type == "image/webp"
    with Image.open(io.BytesIO(answer.data)) as image:
        assert image.size == (400, 400)


def test_a_heic_is_taken_like_any_other(session: Session, alice: Person) -> None:
    assert send(alice, heic(), "IMG_0042.HEIC").status_code == 303
    key = key_of(session, alice)
    assert key is not None
    address = f"/media/people/alice/{key[:16]}"
    assert alice.client.get(address).content_type == "image/webp"
    page = turbohtml.parse(alice.client.get("/saves").text)
    shown = page.select_one(".menu-button img")
    assert shown is not None and shown.attrs["src"] == address


def test_the_chosen_square_is_taken_and_a_wrong_one_is_the_middle(
    session: Session, alice: Person
) -> None:
    keys = []
    for crop in (
        {"x": "0", "y": "0", "size": "250"},
        {"x": "", "y": "", "size": ""},
        {"x": "-5", "y": "x", "size": "99999"},
        {"size": "9" * 40},
    ):
        assert send(alice, photo(800, 400), **crop).status_code == 303
        keys.append(key_of(session, alice))
    assert keys[1] == keys[2] == keys[3]
    assert keys[0] != keys[1]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b"<!doctype html><script>alert(1)</script>", "This file is no picture."),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "This file is no picture.",
        ),
        (b"%PDF-1.7", "This file is no picture."),
        (photo()[:300], "This picture is damaged."),
        (b"GIF89a" + b"\xff" * 20, "This picture is damaged."),
    ],
)
def test_what_is_no_picture_is_refused_in_plain_words(
    session: Session, alice: Person, data: bytes, sentence: str
) -> None:
    answer = send(alice, data, "me.png")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert key_of(session, alice) is None


def test_a_picture_of_too_many_pixels_is_refused(session: Session, alice: Person) -> None:
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000)).save(buffer, "PNG")
    assert "too many pixels" in send(alice, buffer.getvalue()).text
    assert key_of(session, alice) is None


def test_too_large_a_file_is_refused(
    session: Session, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portraits, "_LIMITS", Limits(max_image_bytes=500))
    assert "A picture has at most 25 MB." in send(alice, photo()).text
    assert key_of(session, alice) is None


def test_no_file_at_all_is_refused(alice: Person) -> None:
    assert alice.client.post(AT, data={"picture": "words"}).status_code == 422
    assert alice.client.post(AT).status_code == 422


def test_a_refused_picture_leaves_the_other_fields_as_they_are(
    session: Session, alice: Person
) -> None:
    profile = session.get_one(Profile, alice.user_id)
    profile.bio, profile.hides_counts = "Reads.", True
    page = send(alice, b"nothing").text
    assert "Reads." in page
    box = turbohtml.parse(page).select_one("#hides_counts")
    assert box is not None and "checked" in box.attrs


def test_removing_a_picture_can_be_undone(session: Session, alice: Person, bob: Person) -> None:
    send(alice, photo())
    key = key_of(session, alice)
    assert alice.client.post(AT + "/remove").status_code == 303
    assert key_of(session, alice) is None
    page = alice.client.get("/settings/profile").text
    undo = page.partition('action="/settings/profile/picture/undo/')[2].partition('"')[0]
    assert undo
    assert bob.client.post(f"{AT}/undo/{undo}").status_code == 404
    assert alice.client.post(f"{AT}/undo/{undo}x").status_code == 404
    assert alice.client.post(f"{AT}/undo/{undo}").status_code == 303
    assert key_of(session, alice) == key


def test_only_a_form_of_ours_changes_the_picture(alice: Person, nobody: AuditingClient) -> None:
    assert alice.client.post_without_csrf(AT, data={}).status_code == 400
    assert nobody.post(AT).status_code == 302
    assert alice.client.get(AT).status_code == 405


def test_all_fields_of_a_profile_are_kept(session: Session, alice: Person) -> None:
    data = {"display_name": "Alice", "name": " Alice\u200b Reads ", "bio": "One\r\ntwo\u202e"}
    data |= {"website": "alice.example", "hides_counts": "y"}
    assert alice.client.post("/settings/profile", data=data).status_code == 303
    profile = session.get_one(Profile, alice.user_id)
    assert (profile.name, profile.bio) == ("Alice Reads", "One\ntwo")
    assert profile.hides_counts
    assert profile.website_due_at is not None
    session.get_one(User, alice.user_id).is_private = True
    alice.client.post("/settings/profile", data={**data, "hides_counts": ""})
    session.expire_all()
    assert not session.get_one(Profile, alice.user_id).hides_counts
    assert session.get_one(User, alice.user_id).is_private
    assert "Your account is private" in alice.client.get("/settings/profile").text


@pytest.mark.parametrize("field", ["display_name", "name", "bio"])
def test_whatever_is_typed_is_only_text(
    session: Session, alice: Person, nobody: AuditingClient, field: str
) -> None:
    fields = {"display_name": "", "name": "", "bio": "", "website": ""}
    assert alice.client.post("/settings/profile", data={**fields, field: NASTY}).status_code == 303
    for page in (nobody.get("/@alice").text, alice.client.get("/settings/profile").text):
        assert NASTY not in page
    answer = alice.client.post("/settings/profile", data={**fields, field: "x" * 100_000})
    assert answer.status_code == 422 and "longer than" in answer.text
    assert "x" * 1000 in answer.text
    for empty in ("\u200b\u200b", "  ", "\u202e"):
        alice.client.post("/settings/profile", data={**fields, field: empty})
        session.expire_all()
        profile, user = (
            session.get_one(Profile, alice.user_id),
            session.get_one(User, alice.user_id),
        )
        assert (user.display_name, profile.name, profile.bio) == ("alice", "", "")


def test_asking_the_website_again_needs_a_website(session: Session, alice: Person) -> None:
    assert alice.client.post("/settings/profile/website/check").status_code == 303
    assert session.get_one(Profile, alice.user_id).website_due_at is None
