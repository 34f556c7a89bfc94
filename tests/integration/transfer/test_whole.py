"""A Devket zip brought in by the page: the whole account, by the verb that the command uses."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.library.models import Save, ShelfCounts, Tag
from devket.reading.models import Highlight
from devket.social.models import Post
from devket.storage import MemoryBlobs
from devket.transfer.formats import Entry
from devket.transfer.jobs import imports
from devket.transfer.models import Import, ImportRow, ImportState
from devket.transfer.services import importing, restoring
from devket.transfer.services.importing import Options
from tests.factories.library import make_save
from tests.integration.transfer.conftest import BringIn, run
from tests.integration.transfer.world import changed, export, make_full, members
from tests.support.people import Person
from tests.support.twins import HandClock

LINES = 3 + 3 + 1 + 3 + 2  # tags, saves, searches, posts, comments


@pytest.fixture
def data(session: Session, blobs: MemoryBlobs, clock: HandClock, alice: Person) -> bytes:
    """Return the zip of an account that has something of everything."""
    make_full(session, alice.user_id, blobs, clock)
    return export("zip", alice.user_id, blobs, clock)


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "AT_ONCE", 2)


def start(session: Session, found: Import, clock: HandClock) -> None:
    importing.start(
        session, owner_id=found.owner_id, import_id=found.id, options=Options(), clock=clock
    )


def files(data: bytes) -> dict[str, bytes]:
    """Return what an account holds, but for whose it is and when it was told."""
    found = members(data)
    for name in ("manifest.json", "account.json"):
        del found[name]
    return found


def saves_of(session: Session, owner_id: int) -> int:
    standing = select(func.count(Save.id)).where(Save.owner_id == owner_id)
    return session.scalar(standing.where(Save.deleted_at.is_(None))) or 0


def told_of(session: Session, save: Save) -> tuple[bool, int, str]:
    session.refresh(save)
    return save.is_archived, save.highlight_count, save.title


def test_the_preview_tells_all_that_is_in_it(
    session: Session, receive: BringIn, data: bytes, bob: Person
) -> None:
    found = receive(data, owner_id=bob.user_id, name="alice.zip")
    assert (found.state, found.format, found.total) == (ImportState.READY, "devket", LINES)
    contents = found.preview["contents"]
    assert contents["handle"] == "alice" and contents["files"] == 3
    told = ("saves.jsonl", "tags.jsonl", "posts.jsonl", "comments.jsonl")
    assert [contents["parts"][part] for part in told] == [3, 3, 3, 2]
    assert (found.preview["new"], found.preview["highlights"]) == (3, 2)
    assert saves_of(session, bob.user_id) == 0


def test_all_of_it_comes_and_a_second_time_changes_nothing(
    session: Session,
    bring_in: BringIn,
    data: bytes,
    bob: Person,
    blobs: MemoryBlobs,
    clock: HandClock,
) -> None:
    found = bring_in(data, owner_id=bob.user_id)
    assert (found.state, found.written, found.total) == (ImportState.DONE, LINES, LINES)
    assert (found.new_count, found.refused_count) == (LINES, 0)
    first = files(export("zip", bob.user_id, blobs, clock))
    same = ("tags.jsonl", "saves.jsonl", "searches.jsonl", "posts.jsonl")
    assert all(first[name] == files(data)[name] for name in same)
    again = bring_in(data, owner_id=bob.user_id)
    assert again.unchanged_count == again.total and again.preview["became"]
    assert files(export("zip", bob.user_id, blobs, clock)) == first


def test_killed_after_any_batch_it_ends_the_same(
    session: Session,
    receive: BringIn,
    data: bytes,
    bob: Person,
    blobs: MemoryBlobs,
    clock: HandClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = receive(data, owner_id=bob.user_id)
    start(session, found, clock)
    real = importing.write_restored
    calls: list[int] = []

    def die(*arguments: object, **named: object) -> object:
        """Be killed once after every batch: before and after it is written, in turns."""
        calls.append(1)
        if len(calls) % 2:
            raise KeyboardInterrupt
        return real(*arguments, **named)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(importing, "write_restored", die)
    while found.state is ImportState.WRITING:
        try:
            run(session, found)
        except KeyboardInterrupt:
            clock.advance(hours=1)
        monkeypatch.setattr(importing, "write_restored", real if len(calls) > 6 else die)
        session.rollback()
        session.expire_all()
    assert (found.state, found.written) == (ImportState.DONE, LINES)
    rows = session.scalars(select(ImportRow.position).order_by(ImportRow.position)).all()
    assert list(rows) == list(range(LINES))
    told = files(export("zip", bob.user_id, blobs, clock))
    assert told["saves.jsonl"] == files(data)["saves.jsonl"]
    assert told["posts.jsonl"] == files(data)["posts.jsonl"]


def test_in_other_hands_nothing_more_is_written(
    session: Session,
    receive: BringIn,
    data: bytes,
    bob: Person,
    clock: HandClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = receive(data, owner_id=bob.user_id)
    start(session, found, clock)
    monkeypatch.setattr(importing, "write_restored", lambda *_, **__: None)
    run(session, found)
    assert (found.state, found.written) == (ImportState.WRITING, 0)
    assert saves_of(session, bob.user_id) == 0


def test_taking_it_back_takes_the_saves(
    session: Session, bring_in: BringIn, data: bytes, bob: Person, clock: HandClock
) -> None:
    url = "https://blog.example/herons"
    own = make_save(session, bob.user_id, given_url=url, title="My own", saved_at=clock())
    session.commit()
    found = bring_in(data, owner_id=bob.user_id)
    assert told_of(session, own)[:2] == (True, 2) and saves_of(session, bob.user_id) == 3
    importing.start_undoing(session, owner_id=bob.user_id, import_id=found.id, clock=clock)
    run(session, found)
    assert found.state is ImportState.UNDONE and found.preview["left"] == 0
    assert told_of(session, own) == (False, 0, "My own")
    assert saves_of(session, bob.user_id) == 1
    counts = session.get_one(ShelfCounts, bob.user_id)
    assert (counts.tags, counts.unread, counts.highlights) == (0, 1, 0)
    assert (
        session.scalar(select(func.count()).select_from(Tag).filter_by(owner_id=bob.user_id)) == 0
    )
    posts = select(func.count(Post.id)).where(Post.author_id == bob.user_id)
    assert session.scalar(posts) == 3


def test_a_save_that_was_marked_since_stays(
    session: Session, bring_in: BringIn, data: bytes, bob: Person, clock: HandClock
) -> None:
    found = bring_in(data, owner_id=bob.user_id)
    marks = select(Highlight).where(Highlight.owner_id == bob.user_id).limit(1)
    session.scalars(marks).one().note = "Mine now"
    session.commit()
    importing.start_undoing(session, owner_id=bob.user_id, import_id=found.id, clock=clock)
    run(session, found)
    assert found.preview["left"] == 1 and saves_of(session, bob.user_id) == 1


def test_a_newer_or_damaged_file_is_told_before_its_preview(
    session: Session, receive: BringIn, data: bytes, bob: Person
) -> None:
    def newer(files: dict[str, bytes]) -> None:
        manifest = {**json.loads(files["manifest.json"]), "version": 2}
        files["manifest.json"] = json.dumps(manifest).encode()

    def cut(files: dict[str, bytes]) -> None:
        files["posts.jsonl"] = files["posts.jsonl"][:-9]

    for change, word in ((newer, "newer Devket"), (cut, "damaged")):
        found = receive(changed(data, change), owner_id=bob.user_id)
        assert found.state is ImportState.FAILED and word in found.problem


def test_refused_lines_are_no_pages_to_be_kept(
    session: Session, bring_in: BringIn, data: bytes, bob: Person, clock: HandClock
) -> None:
    def odd(files: dict[str, bytes]) -> None:
        line = b'{"text": "https://a.example/", "created_at": 5}\n'
        files["posts.jsonl"] = line
        manifest = json.loads(files["manifest.json"])
        manifest["parts"]["posts.jsonl"] = {"rows": 1, "sha256": sha256(line).hexdigest()}
        files["manifest.json"] = json.dumps(manifest).encode()

    found = bring_in(changed(data, odd), owner_id=bob.user_id)
    assert found.preview["became"]["posts.jsonl"] == {"refused": 1}
    kept = importing.retry_refused(session, owner_id=bob.user_id, import_id=found.id, clock=clock)
    assert kept == 0 and saves_of(session, bob.user_id) == 3


def test_long_texts_are_not_held_together_by_the_hundred(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(imports, "HEAVY", 10)
    rows = ((n, Entry(url="https://a.example/", html="x" * 6)) for n in range(5))
    assert [len(batch) for batch in imports.batches_of(rows)] == [2, 2, 1]
