"""The page of exports: small files at once, large ones when the worker has written them."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.library.models import Save, SaveNote
from devket.library.services.tagging import tag_saves
from devket.storage import MemoryBlobs
from devket.transfer.jobs.exports import (
    enqueue_overdue_exports,
    forget_expired_exports,
    write_export,
)
from devket.transfer.models import Export, ExportState
from devket.transfer.services.exports import LEASE, MOST_ATTEMPTS
from devket.transfer.views import exports as views
from tests.factories.captures import make_version
from tests.factories.library import fill, make_save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.twins import HandClock, HandQueue


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 4)


def _ask(who: Person, **data: str) -> None:
    answer = who.client.post("/export", data={"which": "all", **data})
    assert answer.status_code == 303, answer.text


def _large(session: Session, who: Person, name: str = "csv") -> Export:
    """Let somebody ask for a file that is too much for an answer."""
    fill(session, who.user_id, 6)
    _ask(who, format=name)
    session.expire_all()
    return session.scalars(select(Export).order_by(Export.id.desc()).limit(1)).one()


def test_a_stranger_is_sent_to_the_door(nobody: AuditingClient) -> None:
    assert nobody.get("/export").location == "/login?next=/export"


def test_the_page_tells_what_each_file_is_good_for(alice: Person) -> None:
    page = alice.client.get("/export").text
    for word in ("Devket zip", "Table (CSV)", "Bookmarks (HTML)", "Notes (Markdown)", "EPUB"):
        assert word in page
    assert page.count("It holds no") >= 2
    assert 'aria-current="page">Export' in alice.client.get("/export").text


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [
        ("csv", "text/csv; charset=utf-8", b"title,url,time_added,tags,status\r\n"),
        ("html", "application/octet-stream", b"<!DOCTYPE NETSCAPE-Bookmark-file-1>"),
        ("md", "application/zip", b"PK"),
        ("epub", "application/epub+zip", b"PK"),
        ("zip", "application/zip", b"PK"),
    ],
)
def test_a_small_file_comes_at_once(
    session: Session, alice: Person, bob: Person, name: str, kind: str, start: bytes
) -> None:
    save = make_save(session, alice.user_id, title="Herons")
    make_version(session, save)
    make_save(session, bob.user_id, title="Of Bob alone")
    session.commit()
    answer = alice.client.post("/export", data={"format": name, "which": "all"})
    assert answer.status_code == 200 and answer.content_type == kind
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="devket-alice')
    assert answer.headers["Cache-Control"] == "private, no-store"
    data = answer.data
    assert data.startswith(start)
    if start == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            data = b"".join(archive.read(one) for one in archive.namelist())
    assert b"Herons" in data and b"Of Bob alone" not in data
    assert session.scalars(select(Export)).all() == []


def _titles(answer: bytes) -> set[str]:
    return {row["title"] for row in csv.DictReader(io.StringIO(answer.decode()))}


def test_saves_are_chosen(session: Session, alice: Person) -> None:
    owner = alice.user_id
    save = make_save(session, owner, title="Tagged heron")
    tag_saves(session, owner_id=owner, save_ids=[save.id], names=["birds/river"], clock=utcnow)
    make_save(session, owner, title="Kept away", is_archived=True)
    make_save(session, owner, title="Loved", is_favorite=True)
    session.commit()
    for which, word, titles in (
        ("all", "", {"Tagged heron", "Kept away", "Loved"}),
        ("saves", "", {"Tagged heron", "Loved"}),
        ("archive", "", {"Kept away"}),
        ("favorites", "", {"Loved"}),
        ("tag", "Birds", {"Tagged heron"}),
        ("search", "is:archived", {"Kept away"}),
    ):
        data = {"format": "csv", "which": which, "word": word}
        assert _titles(alice.client.post("/export", data=data).data) == titles, which


@pytest.mark.parametrize(
    "data",
    [
        {"which": "tag", "word": "nothing"},
        {"which": "tag"},
        {"which": "search", "word": ""},
        {"which": "search", "word": "before:never"},
        {"which": "search", "word": "zzzz"},
        {"which": "nowhere"},
        {"format": "exe"},
        {"which": "search", "word": "x" * 2001},
        {"which": "tag", "word": "\x00"},
        {"which": "favorites"},
    ],
)
def test_what_means_nothing_is_told(alice: Person, data: dict[str, str]) -> None:
    answer = alice.client.post("/export", data={"format": "csv", "which": "all", **data})
    assert answer.status_code == 422


def test_an_empty_account_has_a_zip_all_the_same(alice: Person) -> None:
    answer = alice.client.post("/export", data={"format": "zip", "which": "tag", "word": "none"})
    assert answer.status_code == 200 and answer.data.startswith(b"PK")


def test_a_large_file_is_prepared_and_kept_for_a_week(
    session: Session, alice: Person, queue: HandQueue, blobs: MemoryBlobs, clock: HandClock
) -> None:
    row = _large(session, alice)
    page = alice.client.get("/export").text
    assert "0 of 6 saves" in page and "<progress" in page and "Reload" in page
    part = alice.client.htmx.get(f"/export/{row.id}").text
    assert part.lstrip().startswith("<li") and "load delay:2s" in part
    assert alice.client.get(f"/export/{row.id}/file").status_code == 404
    queue.run_pending()
    done = alice.client.htmx.get(f"/export/{row.id}").text
    assert "Download" in done and "hx-get" not in done
    answer = alice.client.get(f"/export/{row.id}/file")
    assert answer.headers["Content-Disposition"].startswith(
        'attachment; filename="devket-alice-csv'
    )
    assert answer.content_type.startswith("text/csv") and len(_titles(answer.data)) == 6
    clock.advance(days=8)
    forget_expired_exports()
    session.expire_all()
    assert session.scalars(select(Export)).all() == [] and list(blobs.keys()) == []


def test_a_file_can_be_deleted_before_its_time(
    session: Session, alice: Person, queue: HandQueue, blobs: MemoryBlobs
) -> None:
    export_id = _large(session, alice).id
    queue.run_pending()
    assert alice.client.htmx.post(f"/export/{export_id}/delete").headers["HX-Redirect"] == "/export"
    session.expire_all()
    assert session.scalars(select(Export)).all() == [] and list(blobs.keys()) == []
    assert alice.client.post(f"/export/{export_id}/delete").status_code == 404


def test_nobody_else_takes_or_deletes_a_file(
    session: Session, alice: Person, bob: Person, nobody: AuditingClient, queue: HandQueue
) -> None:
    row = _large(session, alice)
    queue.run_pending()
    for path in (f"/export/{row.id}", f"/export/{row.id}/file"):
        assert bob.client.get(path).status_code == 404
        assert nobody.get(path).status_code == 302
    assert bob.client.post(f"/export/{row.id}/delete").status_code == 404
    assert "Prepared files" not in bob.client.get("/export").text


def test_what_a_killed_worker_left_is_written_again(
    session: Session, alice: Person, queue: HandQueue, clock: HandClock
) -> None:
    row = _large(session, alice, "zip")
    queue.huey.flush()  # the message is lost with its worker, which had taken it up
    session.execute(update(Export).values(attempts=1, due_at=clock() + LEASE, done=3))
    session.commit()
    enqueue_overdue_exports()
    assert queue.run_pending() == 0
    clock.advance(minutes=6)
    enqueue_overdue_exports()
    assert queue.run_pending() == 1
    session.expire_all()
    row = session.get_one(Export, row.id)
    assert (row.state, row.done, row.attempts) == (ExportState.DONE, 6, 2)


def test_what_kills_every_worker_is_given_up(
    session: Session, alice: Person, queue: HandQueue, clock: HandClock
) -> None:
    export_id = _large(session, alice).id
    session.execute(update(Export).values(attempts=MOST_ATTEMPTS))
    session.commit()
    queue.run_pending()
    page = alice.client.get("/export").text
    assert "could not be written" in page and "Download" not in page
    write_export.run(export_id)  # a job sent twice finds nothing to do
    clock.advance(days=8)
    forget_expired_exports()
    assert "could not be written" not in alice.client.get("/export").text


def test_three_files_at_once_are_enough(session: Session, alice: Person) -> None:
    for _ in range(3):
        _large(session, alice)
    answer = alice.client.post("/export", data={"format": "csv", "which": "all"})
    assert answer.status_code == 422 and "Three files" in answer.text


def test_a_tag_that_is_gone_by_then_leaves_an_empty_file(
    session: Session, alice: Person, queue: HandQueue
) -> None:
    fill(session, alice.user_id, 6)
    ids = [save_id for (save_id,) in session.execute(select(Save.id))]
    owner = alice.user_id
    tag_saves(session, owner_id=owner, save_ids=ids, names=["birds"], clock=utcnow)
    session.commit()
    _ask(alice, format="csv", which="tag", word="birds")
    alice.client.post("/tag/delete", data={"name": "birds"})
    queue.run_pending()
    session.expire_all()
    assert session.scalars(select(Export)).one().state is ExportState.DONE


def test_the_page_costs_the_same_with_many_files(session: Session, alice: Person) -> None:
    def grow(total: int) -> None:
        have = len(session.scalars(select(Export)).all())
        for _ in range(have, total):
            row = Export(owner_id=alice.user_id, format="csv", state=ExportState.DONE)
            row.expires_at = utcnow() + timedelta(days=1)
            session.add(row)
        session.commit()

    assert_same_cost(alice.client, "/export", grow, at_most=8)


def test_the_command_writes_a_file(
    app: Flask, session: Session, alice: Person, tmp_path: Path
) -> None:
    save = make_save(session, alice.user_id, title="Herons")
    session.add(SaveNote(save_id=save.id, text="Quiet"))
    session.commit()
    runner, path = app.test_cli_runner(), tmp_path / "out.zip"
    done = runner.invoke(args=["export", "--user", alice.email, str(path)])
    assert done.exit_code == 0, done.output
    back = runner.invoke(args=["import", "--user", alice.email, str(path)])
    assert "saves: 0 new, 0 merged, 1 unchanged, 0 refused" in back.output
    for arguments in (
        ["--user", "no@example.org", str(path)],
        ["--user", alice.email, "--tag", "x", str(path)],
        ["--user", alice.email, "--format", "csv", "--tag", "x", str(path)],
        ["--user", alice.email, "--format", "csv", "--tag", "x", "--search", "y", str(path)],
        ["--user", alice.email, str(tmp_path / "no" / "where")],
    ):
        assert runner.invoke(args=["export", *arguments]).exit_code in (1, 2)
