"""Zips that somebody made by hand: nothing in them acts, and no file of anybody else is shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile
from devket.core.clock import utcnow
from devket.library.models import Article, Capture, CaptureImage, Save
from devket.social.models import Picture, Post
from devket.storage import MemoryBlobs
from devket.transfer.formats import Source, UnreadableError, detect
from devket.transfer.formats.devket_zip import DevketZip
from devket.transfer.models import Outcome
from tests.integration.transfer.world import bring, changed, export, make_full
from tests.support.people import Person
from tests.support.twins import HandClock

SAVES, POSTS = "saves.jsonl", "posts.jsonl"
Make = Callable[..., bytes]


@pytest.fixture
def make(session: Session, blobs: MemoryBlobs, clock: HandClock, alice: Person) -> Make:
    """Make a zip of Alice whose lines were changed, with a manifest that agrees."""
    make_full(session, alice.user_id, blobs, clock)
    data = export("zip", alice.user_id, blobs, clock)

    def made(part: str, change: Callable[[dict[str, Any]], object]) -> bytes:
        def act(files: dict[str, bytes]) -> None:
            lines = [json.loads(line) for line in files[part].splitlines()]
            change(lines[0])
            files[part] = "".join(json.dumps(line) + "\n" for line in lines).encode()
            manifest = json.loads(files["manifest.json"])
            manifest["parts"][part]["sha256"] = hashlib.sha256(files[part]).hexdigest()
            files["manifest.json"] = json.dumps(manifest).encode()

        return changed(data, act)

    return made


def test_markup_is_made_safe_again(
    session: Session, make: Make, blobs: MemoryBlobs, clock: HandClock, bob: Person, tmp_path: Path
) -> None:
    bad = '<p onclick="x()">Hi</p><script>x()</script><img src="https://spy.example/x.png">'
    data = make(SAVES, lambda line: line["version"].update(html=bad))
    bring(data, tmp_path, bob.user_id, blobs, clock)
    chosen = select(Article.content_html).join(Capture).join(Save, Save.id == Capture.save_id)
    html = session.scalars(chosen.where(Save.owner_id == bob.user_id)).first() or ""
    assert "Hi" in html and not any(word in html for word in ("onclick", "script", "<img"))


def test_a_file_that_did_not_come_along_is_not_shown(
    session: Session, make: Make, blobs: MemoryBlobs, clock: HandClock, bob: Person, tmp_path: Path
) -> None:
    secret = blobs.put(b"of somebody else", "image/png")
    names = ("lead_image_key", "thumb_key")

    def steal(line: dict[str, Any]) -> None:
        line |= dict.fromkeys(names, secret)
        line["version"] |= {**dict.fromkeys(names, secret), "source_key": secret}
        line["version"]["images"][0]["blob_key"] = secret

    bring(make(SAVES, steal), tmp_path, bob.user_id, blobs, clock)
    save = session.scalars(select(Save).filter_by(owner_id=bob.user_id).order_by(Save.id)).first()
    assert save is not None and save.lead_image_key is None
    keys = select(CaptureImage.blob_key).join(Capture, Capture.id == CaptureImage.capture_id)
    assert session.scalars(keys.where(Capture.save_id == save.id)).all() == [None]
    assert bob.client.get(f"/media/images/{secret}").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"given_url": "javascript:alert(1)"},
        {"given_url": 5},
        {"saved_at": "yesterday"},
        {"saved_at": "2026-01-01T00:00:00"},
        {"state": "wonderful"},
        {"is_archived": "yes"},
        {"word_count": 2**40},
        {"progress": True},
        {"tags": "a"},
        {"tags": [5]},
        {"highlights": [{"quote": " "}]},
        {"highlights": [7]},
        {"version": []},
        {"card": {"a": {}}},
        {"title": None},
    ],
)
def test_a_line_that_means_nothing_is_told_and_the_others_come(
    make: Make,
    blobs: MemoryBlobs,
    clock: HandClock,
    bob: Person,
    tmp_path: Path,
    change: dict[str, Any],
) -> None:
    data = make(SAVES, lambda line: line.update(change))
    restored = bring(data, tmp_path, bob.user_id, blobs, clock)
    assert restored.of(SAVES)[Outcome.REFUSED] == 1 and restored.of(SAVES)[Outcome.NEW] == 2
    assert restored.refused[0].reason and restored.refused[0].raw


def test_long_texts_and_odd_signs_are_cut_to_what_is_kept(
    session: Session, make: Make, blobs: MemoryBlobs, clock: HandClock, bob: Person, tmp_path: Path
) -> None:
    much: dict[str, Any] = {
        "title": "x\x00" * 5000,
        "note": "y" * 100_000,
        "final_url": "javascript:1",
    }
    much |= {"saved_at": "2999-01-01T00:00:00Z", "tags": [f"t{n}" for n in range(90)]}
    data = make(SAVES, lambda line: line.update(much))
    assert bring(data, tmp_path, bob.user_id, blobs, clock).of(SAVES)[Outcome.NEW] == 3
    save = session.scalars(select(Save).filter_by(owner_id=bob.user_id).order_by(Save.id)).first()
    assert save is not None
    assert save.title == "x" * 500 and save.final_url is None
    assert save.saved_at <= clock()


def test_a_post_neither_links_to_code_nor_stands_in_the_time_to_come(
    session: Session, make: Make, blobs: MemoryBlobs, clock: HandClock, bob: Person, tmp_path: Path
) -> None:
    data = make(POSTS, lambda line: line.update(link_url="javascript:alert(1)"))
    assert bring(data, tmp_path, bob.user_id, blobs, clock).of(POSTS)[Outcome.REFUSED] == 1
    late = {"uploaded_at": "2999-01-01T00:00:00Z", "pictures": [{"small_key": "0" * 64}]}
    data = make(POSTS, lambda line: line.update(late, text="Late"))
    bring(data, tmp_path, bob.user_id, blobs, clock)
    post = session.scalars(select(Post).where(Post.text == "Late")).one()
    assert post.uploaded_at is not None and post.uploaded_at <= utcnow()
    own = select(Picture).where(Picture.owner_id == bob.user_id)
    assert session.scalars(own).all() == []
    assert session.get_one(Profile, bob.user_id).bio == "Reads\nslowly."


def test_a_damaged_file_is_told_before_anything_is_written(
    session: Session, make: Make, blobs: MemoryBlobs, clock: HandClock, bob: Person, tmp_path: Path
) -> None:
    whole = make(SAVES, lambda line: line)

    def cut(files: dict[str, bytes]) -> None:
        files[SAVES] = files[SAVES][:-9]

    def newer(files: dict[str, bytes]) -> None:
        manifest = {**json.loads(files["manifest.json"]), "version": 2}
        files["manifest.json"] = json.dumps(manifest).encode()

    def lost(files: dict[str, bytes]) -> None:
        del files["account.json"]

    for change in (cut, newer, lost):
        with pytest.raises(UnreadableError):
            bring(changed(whole, change), tmp_path, bob.user_id, blobs, clock)
    assert session.scalars(select(Save.id).where(Save.owner_id == bob.user_id)).all() == []


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"format": "other"}', b"\xff\xfe", b"[" * 100_000])
def test_another_zip_is_not_taken_for_one(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x05\x06" + bytes(18))
    found = detect(Source(path))
    assert found is None or found.name != "devket"
    data = changed(path.read_bytes(), lambda files: files.update({"manifest.json": body}))
    path.write_bytes(data)
    found = detect(Source(path))
    assert found is None or found.name != "devket"


def test_a_file_under_anothers_name_is_left_out(make: Make, tmp_path: Path) -> None:
    data = make(SAVES, lambda line: line)
    key = "ab" * 32
    path = tmp_path / "x.zip"
    path.write_bytes(changed(data, lambda files: files.update({f"files/{key}.png": b"x"})))
    file = DevketZip(Source(path))
    assert file.file_type(key) == ".png" and file.file(key) is None
    assert file.file("cd" * 32) is None
