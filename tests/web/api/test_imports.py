"""Imports by programs: from the file to its rows, each wrong state told, one's own alone."""

from __future__ import annotations

import io
import tracemalloc
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from devket.library.models import Save
from devket.storage import MemoryBlobs
from devket.storage.local import LocalBlobs
from devket.transfer import formats
from devket.transfer.models import Import
from tests.factories.library import make_save
from tests.factories.lines import WITH_LINES, lines, page
from tests.integration.transfer.world import export
from tests.support.people import Person
from tests.support.queries import queries
from tests.support.twins import HandClock, HandQueue
from tests.web.api.asking import Program, program

ODD = {"url": "ftp://files.example/", "title": "No page"}
MIB = 1024 * 1024
ALL = formats.FORMATS


@pytest.fixture(autouse=True)
def _lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", WITH_LINES)


def send(hers: Program, data: bytes, **more: Any) -> TestResponse:
    """Send a file as it is."""
    return hers.ask("POST", "/imports?filename=saves.txt", data=data, **more)


def bring(hers: Program, queue: HandQueue, data: bytes, **chosen: Any) -> str:
    """Bring a file, have it written, and return the address of its import."""
    at = str(send(hers, data).headers["Location"])
    hers.told("POST", f"{at}/start", 202, json=chosen)
    queue.run_pending()
    return at


def kept(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count(Save.id)).where(Save.deleted_at.is_(None))) or 0


def test_a_small_file_is_looked_at_by_the_time_of_the_answer(
    hers: Program, session: Session
) -> None:
    data = lines(page(1, tags=["a"], folder=["Work"]), page(2, is_archived=True), page(1), ODD)
    answer = send(hers, data)
    made = answer.get_json()
    assert (answer.status_code, made["state"], made["filename"]) == (201, "reading", "saves.txt")
    assert made["file_size"] == len(data)
    told = hers.told("GET", answer.headers["Location"])
    assert (told["state"], told["format_name"], told["total"]) == ("ready", "Lines", 4)
    preview = told["preview"]
    counts = {name: preview[name] for name in ("rows", "new", "merged", "twice", "refused")}
    assert counts == {"rows": 4, "new": 2, "merged": 0, "twice": 1, "refused": 1}
    assert (preview["unread"], preview["archived"]) == (1, 1)
    assert preview["tags"] == [{"name": "a", "count": 1}]
    assert preview["folders"] == [{"name": "Work", "count": 1}]
    assert preview["refusals"][0]["position"] == 3
    assert "http or https" in preview["refusals"][0]["reason"]
    assert preview["first_saved_at"].startswith("2020-01-0")
    assert kept(session) == 0


def test_a_whole_account_is_told_by_its_parts(
    hers: Program,
    alice: Person,
    session: Session,
    blobs: MemoryBlobs,
    clock: HandClock,
    queue: HandQueue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(formats, "FORMATS", ALL)
    make_save(session, alice.user_id)
    session.commit()
    at = str(send(hers, export("zip", alice.user_id, blobs, clock)).headers["Location"])
    queue.run_pending()  # what is packed is looked at by the worker
    preview = hers.told("GET", at)["preview"]
    assert preview["account"] == "alice"
    assert {one["name"]: one["count"] for one in preview["parts"]}["saves"] == 1
    hers.told("POST", f"{at}/start", 202, json={})
    queue.run_pending()
    told = hers.told("GET", at)
    assert (told["state"], told["unchanged"]) == ("done", told["total"])


def test_a_file_of_a_form_is_taken_as_well(hers: Program) -> None:
    form = {"file": (BytesIO(lines(page(1))), "mine.txt")}
    made = hers.told("POST", "/imports", 201, data=form)
    assert made["filename"] == "mine.txt"
    problem = hers.told("POST", "/imports", 422, data={"other": (BytesIO(b"x"), "x.txt")})
    assert problem["errors"][0]["field"] == "file"
    assert "Choose a file" in problem["detail"]


def test_a_body_of_any_type_is_a_file(hers: Program) -> None:
    for kind in ("application/json", "application/x-www-form-urlencoded", "", "text/csv"):
        assert send(hers, lines(page(1)), content_type=kind).status_code == 201


def test_an_import_is_written_told_and_taken_back(
    hers: Program, session: Session, queue: HandQueue
) -> None:
    data = lines(page(1, folder=["Work"]), page(2, folder=["Play"]), ODD)
    at = bring(hers, queue, data, tags=["in"], ignored_folders=["Play"], archive_all=True)
    told = hers.told("GET", at)
    assert (told["state"], told["written"], told["total"]) == ("done", 3, 3)
    assert (told["new"], told["refused"], told["texts"]["saves"]) == (2, 1, 2)
    assert told["options"]["ignored_folders"] == ["Play"]
    saves = hers.told("GET", "/saves?state=archived")["items"]
    assert sorted(map(sorted, (save["tags"] for save in saves))) == [["Work", "in"], ["in"]]
    undone = hers.told("POST", f"{at}/undo", 202)
    assert undone["state"] == "undoing"
    queue.run_pending()
    assert hers.told("GET", at)["state"] == "undone"
    assert kept(session) == 0


def test_the_page_s_import_and_the_program_s_are_one(
    hers: Program, alice: Person, queue: HandQueue
) -> None:
    at = bring(hers, queue, lines(page(1)))
    number = at.rpartition("/")[2]
    assert "Take this import back" in alice.client.get(f"/import/{number}").text


def test_rows_are_told_part_by_part(hers: Program, queue: HandQueue) -> None:
    at = bring(hers, queue, lines(*(page(n) for n in range(5)), ODD))
    first = hers.told("GET", f"{at}/rows?limit=4")
    rest = hers.told("GET", first["next"].removeprefix("http://localhost"))
    assert [row["position"] for row in first["items"] + rest["items"]] == [0, 1, 2, 3, 4, 5]
    assert rest["next"] is None
    (refused,) = hers.told("GET", f"{at}/rows?outcome=refused")["items"]
    assert "ftp://files.example/" in refused["raw"]
    assert "http or https" in refused["reasons"][0]
    assert (refused["save_id"], refused["url"]) == (None, None)
    assert first["items"][0]["title"] == "Post 0"
    for wrong in ("cursor=x", "outcome=odd", "limit=0"):
        assert hers.get(f"{at}/rows?{wrong}").status_code == 422


def test_imports_are_listed_newest_first(hers: Program) -> None:
    ids = [send(hers, lines(page(n))).get_json()["id"] for n in range(3)]
    first = hers.told("GET", "/imports?limit=2")
    rest = hers.told("GET", first["next"].removeprefix("http://localhost"))
    assert [one["id"] for one in first["items"] + rest["items"]] == ids[::-1]
    assert "preview" not in first["items"][0]


def test_what_is_the_same_is_not_sent_again(hers: Program, queue: HandQueue) -> None:
    at = str(send(hers, lines(page(1))).headers["Location"])
    mark = {"If-None-Match": hers.get(at).headers["ETag"]}
    assert hers.get(at, headers=mark).status_code == 304
    hers.told("POST", f"{at}/start", 202, json={})
    assert hers.get(at, headers=mark).status_code == 200


def test_each_act_in_the_wrong_state_is_a_conflict(hers: Program, queue: HandQueue) -> None:
    at = str(send(hers, lines(page(1))).headers["Location"])
    hers.told("POST", f"{at}/undo", 409)
    hers.told("POST", f"{at}/retry", 409, json={"what": "pages"})
    hers.told("POST", f"{at}/retry", 409, json={"what": "rows"})
    hers.told("POST", f"{at}/start", 202, json={})
    hers.told("POST", f"{at}/undo", 409)
    queue.run_pending()
    answer = hers.ask("POST", f"{at}/start", json={"ignored_folders": ["Elsewhere"]})
    assert (answer.status_code, answer.content_type) == (409, "application/problem+json")
    assert answer.get_json()["code"] == "conflict"
    hers.told("DELETE", at, 409)


def test_a_preview_is_dropped(hers: Program, session: Session) -> None:
    at = str(send(hers, lines(page(1))).headers["Location"])
    hers.told("DELETE", at, 204)
    hers.told("GET", at, 404)
    assert kept(session) == 0


def test_files_that_cannot_be_taken_are_told_in_the_words_of_the_page(hers: Program) -> None:
    assert "This file is empty." in hers.told("POST", "/imports", 422)["detail"]
    at = send(hers, b"\x00\x01 nobody knows").headers["Location"]
    told = hers.told("GET", at)
    assert told["state"] == "failed" and "does not know this kind" in told["problem"]
    for _ in range(10):
        send(hers, lines(page(1)))
    assert "Finish or drop" in send(hers, lines(page(1))).get_json()["detail"]


@pytest.mark.parametrize(
    "sent",
    [
        {"tags": ["x" * 150]},
        {"tags": "a"},
        {"folders": []},
        {"archive_all": "perhaps"},
        {"ignored_folders": ["Wrok"]},
    ],
)
def test_choices_that_cannot_be_are_refused(hers: Program, sent: dict[str, Any]) -> None:
    at = str(send(hers, lines(page(1, folder=["Work"]))).headers["Location"])
    assert hers.told("POST", f"{at}/start", 422, json=sent)["errors"]
    assert hers.told("GET", at)["state"] == "ready"


def test_a_key_makes_an_import_happen_once(hers: Program, session: Session) -> None:
    keyed = {"Idempotency-Key": "one"}
    first = send(hers, lines(page(1)), headers=keyed)
    again = send(hers, lines(page(1)), headers=keyed)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert send(hers, lines(page(2)), headers=keyed).status_code == 422
    assert session.scalar(select(func.count(Import.id))) == 1


def test_scopes_reach_as_far_as_those_of_saves(app: Flask, alice: Person, hers: Program) -> None:
    at = str(send(hers, lines(page(1))).headers["Location"])
    reader = program(app, alice, "saves:read")
    reader.told("GET", at)
    for method, path in (("POST", "/imports"), ("POST", f"{at}/start"), ("DELETE", at)):
        reader.told(method, path, 403)
    program(app, alice, "saves:write").told("GET", "/imports", 403)


class Endless(io.RawIOBase):
    """A body of so many bytes, none of which is anywhere."""

    def __init__(self, size: int) -> None:
        self.left = self.size = size

    def tell(self) -> int:
        return self.size - self.left

    def seek(self, at: int, whence: int = io.SEEK_SET) -> int:
        self.left = self.size - at if whence == io.SEEK_SET else 0
        return self.tell()

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        size = min(len(room), self.left)
        self.left -= size
        room[:size] = b"x" * size
        return size


def test_a_large_file_goes_to_the_disk_piece_by_piece(
    hers: Program, tmp_path: Path, change_parts: Any, queue: HandQueue
) -> None:
    change_parts(scratch=tmp_path / "scratch", blobs=LocalBlobs(tmp_path / "blobs"))
    size = 24 * MIB
    tracemalloc.start()
    try:
        answer = hers.ask("POST", "/imports", input_stream=Endless(size))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (answer.status_code, answer.get_json()["file_size"]) == (201, size)
    assert peak < 8 * MIB, f"{peak / MIB:.1f} MiB"
    assert list((tmp_path / "scratch").iterdir()) == []
    assert hers.told("GET", answer.headers["Location"])["state"] == "reading"


@pytest.mark.parametrize("kind", ["application/zip", "multipart/form-data; boundary=x"])
def test_more_than_is_taken_is_refused_before_it_is_read(hers: Program, kind: str) -> None:
    size = 2049 * MIB + 1
    body = Endless(size)
    answer = hers.ask("POST", "/imports", input_stream=body, content_type=kind)
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")
    assert body.left == size


def test_a_list_costs_the_same_however_long(
    hers: Program, queue: HandQueue, clock: HandClock
) -> None:
    at = bring(hers, queue, lines(*(page(n) for n in range(30)), ODD))
    for path in (f"{at}/rows?limit={{}}", "/imports?limit={}"):
        costs = []
        for limit in (1, 30):
            with queries() as asked:
                hers.told("GET", path.format(limit))
            costs.append(len(asked))
        assert costs[0] == costs[1]
        send(hers, lines(page(99)))
