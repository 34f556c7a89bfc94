"""The pages of imports: plain and by htmx, from the file to its report, one's own alone."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from devket.library.models import Save
from devket.storage import MemoryBlobs
from devket.transfer import formats
from devket.transfer.models import Import, ImportState
from devket.transfer.views import receiving
from tests.factories.lines import WITH_LINES, lines, page
from tests.integration.transfer.world import export, make_full
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.twins import HandClock, HandQueue

ODD = {"url": "ftp://files.example/", "title": "No page"}


@pytest.fixture(autouse=True)
def _lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", WITH_LINES)


def upload(client: AuditingClient, data: bytes, name: str = "saves.txt") -> TestResponse:
    return client.post("/import", data={"file": (BytesIO(data), name)})


def bring(client: AuditingClient, queue: HandQueue, data: bytes, **form: str) -> str:
    """Bring a file in and return the address of its import."""
    href = upload(client, data).headers["Location"]
    client.post(f"{href}/start", data=form)
    queue.run_pending()
    return href


def number_of_saves(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count(Save.id)).where(Save.deleted_at.is_(None))) or 0


def test_the_page_teaches_where_files_are(alice: Person) -> None:
    told = alice.client.get("/import").text
    for name in ("Pocket", "Instapaper", "wallabag", "Raindrop.io", "Bookmarks"):
        assert name in told
    assert "Your imports" not in told


def test_it_is_linked_from_the_empty_list_and_the_account(alice: Person) -> None:
    assert alice.client.get("/saves").text.count('href="/import"') == 2


def test_a_small_file_is_previewed_at_once(session: Session, alice: Person) -> None:
    answer = upload(
        alice.client, lines(page(1, tags=["a"]), page(2, folder=["Work"]), page(1), ODD)
    )
    assert answer.status_code == 303
    told = alice.client.get(answer.headers["Location"]).text
    for words in ("twice in the file", "refused", "Bring it in", "Work", "ftp://files.example/"):
        assert words in told
    assert number_of_saves(session) == 0


def test_a_file_is_brought_in_and_told(session: Session, alice: Person, queue: HandQueue) -> None:
    href = bring(alice.client, queue, lines(page(1), page(2), ODD), tags="brought, in")
    told = alice.client.get(href).text
    assert "See your saves" in told and "Take this import back" in told
    assert number_of_saves(session) == 2
    assert "Post 1" in alice.client.get("/all?tag=brought").text
    assert "2 new" in alice.client.get("/import").text


def test_by_htmx_the_page_goes_on_to_the_import(alice: Person) -> None:
    answer = alice.client.htmx.post(
        "/import", data={"file": (BytesIO(lines(page(1))), "saves.txt")}
    )
    assert answer.status_code == 204 and "/import/" in answer.headers["HX-Redirect"]


def test_progress_asks_for_itself_until_it_is_done(
    alice: Person, queue: HandQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "AT_ONCE", 0)
    href = upload(alice.client, lines(page(1, html="<p>Text.</p>"))).headers["Location"]
    working = alice.client.htmx.get(f"{href}/progress").text
    assert f'hx-get="{href}/progress"' in working and "Reload" in working
    queue.run_pending()
    ready = alice.client.htmx.get(f"{href}/progress").text
    assert "hx-get" not in ready and "Bring it in" in ready


def test_pasted_addresses_come_in_as_a_file_does(alice: Person) -> None:
    answer = alice.client.post(
        "/import", data={"text": "https://one.example/a\nhttps://two.example/b | Two"}
    )
    assert "Pasted addresses" in alice.client.get(answer.headers["Location"]).text


@pytest.mark.parametrize("form", [{}, {"text": "  "}])
def test_nothing_is_no_file(alice: Person, form: dict[str, object]) -> None:
    answer = alice.client.post("/import", data=form)
    assert answer.status_code == 422 and 'role="alert"' in answer.text


def test_an_empty_file_is_told(alice: Person) -> None:
    answer = upload(alice.client, b"")
    assert answer.status_code == 422 and "This file is empty" in answer.text


def test_what_cannot_be_read_leads_back(alice: Person) -> None:
    href = upload(alice.client, b"\x00\x01 nobody knows").headers["Location"]
    told = alice.client.get(href).text
    assert "does not know this kind" in told and "Try another file" in told
    assert "Report as CSV" not in told and "Not read" in alice.client.get("/import").text


def test_a_large_file_goes_to_the_disk_and_leaves_nothing_there(
    app: Flask, session: Session, alice: Person, tmp_path: Path, change_parts: object
) -> None:
    assert callable(change_parts)
    change_parts(scratch=tmp_path / "scratch")
    data = lines(*(page(n) for n in range(9_000)))
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    answer = alice.client.post(
        "/import",
        data=head + data + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 303
    assert list((tmp_path / "scratch").iterdir()) == []
    assert session.scalars(select(Import.state)).one() is ImportState.READING


def test_a_form_of_another_site_is_refused(alice: Person) -> None:
    answer = alice.client.post_without_csrf("/import", data={"text": "https://one.example/"})
    assert answer.status_code == 400


def test_tags_that_cannot_be_are_told_beside_the_choices(alice: Person) -> None:
    href = upload(alice.client, lines(page(1))).headers["Location"]
    answer = alice.client.post(f"{href}/start", data={"tags": "x" * 200})
    assert answer.status_code == 422 and "at most 100 characters" in answer.text


def test_folders_become_tags_unless_unticked(
    session: Session, alice: Person, queue: HandQueue
) -> None:
    data = lines(page(1, folder=["Work"]), page(2, folder=["Play"]))
    bring(alice.client, queue, data, folder="Work")
    told = alice.client.get("/tags").text
    assert "Work" in told and "Play" not in told


def test_the_report_lists_rows_by_what_became_of_them(alice: Person, queue: HandQueue) -> None:
    href = bring(alice.client, queue, lines(*(page(n) for n in range(60)), ODD))
    first = alice.client.get(f"{href}/rows")
    assert "Next rows" in first.text and first.text.count('data-outcome="new"') == 50
    assert "Post 59" in alice.client.get(f"{href}/rows?after=49").text
    refused = alice.client.get(f"{href}/rows?outcome=refused").text
    assert refused.count("data-outcome") == 1 and "ftp://files.example/" in refused
    assert "No row ended" in alice.client.get(f"{href}/rows?outcome=merged").text
    for odd in ("?after=x", "?after=99999999999999999999", "?outcome=%00", "?after=-5"):
        assert alice.client.get(f"{href}/rows{odd}").status_code == 200


def test_the_report_is_a_table_without_formulas(alice: Person, queue: HandQueue) -> None:
    href = bring(alice.client, queue, lines(page(1, title="=1+1"), ODD))
    answer = alice.client.get(f"{href}/report.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    header, first, second = csv.reader(StringIO(answer.text.removeprefix("\ufeff")))
    assert header[:3] == ["row", "outcome", "reason"]
    assert first[:2] == ["1", "new"] and first[3] == "'=1+1"
    assert second[1] == "refused" and "http or https" in second[2]


def test_an_import_is_taken_back(session: Session, alice: Person, queue: HandQueue) -> None:
    href = bring(alice.client, queue, lines(page(1), page(2)))
    alice.client.post(f"{href}/undo")
    queue.run_pending()
    assert number_of_saves(session) == 0
    assert "is taken back" in alice.client.get(href).text
    assert alice.client.post(f"{href}/undo").status_code == 409


def test_a_preview_can_be_forgotten(session: Session, alice: Person) -> None:
    href = upload(alice.client, lines(page(1))).headers["Location"]
    assert alice.client.post(f"{href}/discard").status_code == 303
    assert alice.client.get(href).status_code == 404
    assert number_of_saves(session) == 0


def test_what_is_not_waiting_is_not_started(alice: Person, queue: HandQueue) -> None:
    href = bring(alice.client, queue, lines(page(1)))
    assert alice.client.post(f"{href}/start").status_code == 409
    assert alice.client.post(f"{href}/discard").status_code == 409


@pytest.mark.parametrize("what", ["", "refused"])
def test_trying_again_says_what_came_of_it(alice: Person, queue: HandQueue, what: str) -> None:
    href = bring(alice.client, queue, lines(page(1), ODD))
    answer = alice.client.post(f"{href}/retry", data={"what": what})
    assert answer.status_code == 303


def test_another_person_s_import_is_not_there(alice: Person, bob: Person, queue: HandQueue) -> None:
    href = bring(alice.client, queue, lines(page(1)))
    for path in ("", "/progress", "/rows", "/report.csv"):
        assert bob.client.get(f"{href}{path}").status_code == 404
    for path in ("/start", "/undo", "/discard", "/retry"):
        assert bob.client.post(f"{href}{path}").status_code == 404


def test_a_report_costs_the_same_however_long(alice: Person, queue: HandQueue) -> None:
    href = bring(alice.client, queue, lines(*(page(n) for n in range(30)), ODD))

    def grow_to(_rows: int) -> None:
        """The rows are there already; pages of them differ by where they begin."""

    assert_same_cost(alice.client, f"{href}/rows", grow_to, at_most=8)


def test_a_whole_account_is_offered_told_and_brought_back(
    session: Session,
    alice: Person,
    bob: Person,
    queue: HandQueue,
    blobs: MemoryBlobs,
    clock: HandClock,
) -> None:
    make_full(session, alice.user_id, blobs, clock)
    data = export("zip", alice.user_id, blobs, clock)
    href = upload(bob.client, data, "alice.zip").headers["Location"]
    queue.run_pending()
    preview = bob.client.get(href).text
    for words in ("@alice", "3 posts", "2 highlights", "All else would stay", "Bring all of it"):
        assert words in preview
    assert "Tags for all of them" not in preview and number_of_saves(session) == 3
    bob.client.post(f"{href}/start")
    queue.run_pending()
    done = bob.client.get(href).text
    assert 'lang="ko"' in done, "her language came along"
    assert "게시물과 초안" in done and "새로 3" in done and "가져온 글 되돌리기" in done
    rows = bob.client.get(f"{href}/rows").text
    assert 'data-outcome="new"' in rows and "tags: Birds" in rows and "posts: Mine" in rows
    bob.client.post(f"{href}/undo")
    queue.run_pending()
    assert "이 파일에서 온 글을 되돌렸어요" in bob.client.get(href).text
    assert number_of_saves(session) == 3


def test_what_is_too_large_is_told_with_the_way_it_comes_in_all_the_same(
    app: Flask, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.view_functions["transfer.receive"], "takes_files_up_to", 2_000)
    answer = upload(alice.client, b"https://one.example/\n" * 500)
    assert answer.status_code == 413 and "flask import FILE --user EMAIL" in answer.text


def test_the_preview_s_numbers_are_those_of_the_report(alice: Person, queue: HandQueue) -> None:
    data = lines(page(1), page(1, tags=["b"]), page(2, is_archived=True), ODD)
    href = upload(alice.client, data).headers["Location"]
    preview = alice.client.get(href).text
    for words in ("4 rows", "1 for My List", "1 archived", "<b>1</b> twice in the file"):
        assert words in preview
    alice.client.post(f"{href}/start")
    queue.run_pending()
    done = alice.client.get(href).text
    assert "<b>2</b> new" in done and "<b>1</b> merged" in done and "unchanged" not in done
    assert f'href="{href}/rows"' in done and "See what became of each row" in done


def test_what_goes_on_is_told_for_what_it_is(
    alice: Person, queue: HandQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devket.transfer.jobs.imports.work_off", lambda: None)
    href = upload(alice.client, lines(page(1))).headers["Location"]
    alice.client.post(f"{href}/start")
    assert "your list fills meanwhile" in alice.client.get(href).text
    queue.run_pending()
    assert "in your lists already" in alice.client.get(href).text
    alice.client.post(f"{href}/undo")
    undoing = alice.client.get(href).text
    assert "it goes on by itself." in undoing and "fills" not in undoing
    queue.run_pending()
    undone = alice.client.get(href).text
    assert "Bring another file in" in undone and "<b>1</b>" not in undone
    assert "1 new" not in alice.client.get("/import").text
