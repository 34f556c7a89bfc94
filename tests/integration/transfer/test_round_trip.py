"""A Devket zip brings everything back: the same account gives the same bytes again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.library.models import Save, SaveKey, ShelfCounts, Tag
from devket.library.services.counting import shares_of
from devket.reading.models import Highlight
from devket.settings import Settings
from devket.social.models import Hashtag, Post
from devket.storage import MemoryBlobs
from devket.transfer.formats import Entry, Source, detect
from devket.transfer.models import Outcome
from devket.web.parts import Parts
from tests.factories.library import make_save
from tests.integration.transfer.world import bring, export, let_follow, make_full, members
from tests.support.databases import empty
from tests.support.people import Person, person
from tests.support.twins import HandClock


def _same(one: bytes, other: bytes) -> None:
    """Assert that two zips differ in nothing but the time of export."""
    first, second = members(one), members(other)
    assert list(first) == list(second)
    told = [json.loads(files.pop("manifest.json")) for files in (first, second)]
    for manifest in told:
        del manifest["made_at"]
    assert told[0] == told[1]
    assert first == second


def test_export_fresh_devket_restore_export_gives_the_same_bytes(
    app: Flask,
    settings: Settings,
    session: Session,
    blobs: MemoryBlobs,
    clock: HandClock,
    change_parts: Callable[..., Parts],
    alice: Person,
    bob: Person,
    tmp_path: Path,
) -> None:
    make_full(session, alice.user_id, blobs, clock)
    let_follow(session, alice.user_id, bob.user_id, clock)
    before = export("zip", alice.user_id, blobs, clock)
    counts = session.get_one(ShelfCounts, alice.user_id)
    counted = {
        name: getattr(counts, name)
        for name in shares_of(session.scalars(select(Save).limit(1)).one())
    }
    session.close()

    empty(settings.database_url)
    fresh = MemoryBlobs()
    change_parts(blobs=fresh)
    people = [person(app, handle, alice.client) for handle in ("carol", "bob", "alice")]
    own = people[-1].user_id
    clock.advance(days=1)
    restored = bring(before, tmp_path, own, fresh, clock)
    assert not restored.refused
    _same(before, export("zip", own, fresh, clock))
    kept = session.get_one(ShelfCounts, own)
    assert {name: getattr(kept, name) for name in counted} == counted
    assert kept.tags == session.scalar(select(func.count()).select_from(Tag))
    _all_is_joined(session, own)

    again = bring(before, tmp_path, own, fresh, clock)
    assert set(again.counts) <= {(part, Outcome.UNCHANGED) for part, _ in again.counts}
    _same(before, export("zip", own, fresh, clock))


def _all_is_joined(session: Session, own: int) -> None:
    post = session.scalars(select(Post).where(Post.text.startswith("Look"))).one()
    save = session.get_one(Save, post.save_id)
    assert save.given_url.startswith("https://blog.example/herons")
    assert session.scalars(select(Hashtag.name)).all() == ["herons"]
    assert post.comment_count == 2
    assert session.get_one(Profile, own).post_count == 2
    keys = select(func.count()).select_from(SaveKey).where(SaveKey.save_id == save.id)
    assert session.scalar(keys) == 1  # given and final address are one page
    assert session.get_one(User, own).reader_size == 21


def test_what_is_there_is_merged_and_keeps_its_own(
    session: Session,
    blobs: MemoryBlobs,
    clock: HandClock,
    alice: Person,
    bob: Person,
    tmp_path: Path,
) -> None:
    make_full(session, alice.user_id, blobs, clock)
    data = export("zip", alice.user_id, blobs, clock)
    url = "https://blog.example/herons"
    save = make_save(session, bob.user_id, given_url=url, title="My own title", saved_at=clock())
    session.commit()
    restored = bring(data, tmp_path, bob.user_id, blobs, clock)
    assert restored.of("saves.jsonl")[Outcome.MERGED] == 1
    session.expire_all()
    save = session.get_one(Save, save.id)
    assert save.is_archived and save.is_favorite and save.has_note
    assert save.saved_at < clock()
    assert save.capture_id is not None
    marks = session.scalars(select(Highlight).where(Highlight.save_id == save.id)).all()
    assert [mark.is_detached for mark in marks] == [False, False]
    assert save.highlight_count == 2
    again = bring(data, tmp_path, bob.user_id, blobs, clock)
    assert again.of("saves.jsonl")[Outcome.UNCHANGED] == 3


def test_a_devket_zip_is_known_by_what_is_in_it(
    session: Session, blobs: MemoryBlobs, clock: HandClock, alice: Person, tmp_path: Path
) -> None:
    make_full(session, alice.user_id, blobs, clock)
    path = tmp_path / "any.name"
    path.write_bytes(export("zip", alice.user_id, blobs, clock))
    found = detect(Source(path))
    assert found is not None and found.name == "devket"
    rows = list(found.read(Source(path)))
    assert len(rows) == 3
    entry = rows[0]
    assert isinstance(entry, Entry)
    assert entry.tags == ("a/b", "Birds") and entry.is_archived and len(entry.quotes) == 2
