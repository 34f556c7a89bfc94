"""Refused rows that are tried again: they come whole, as was chosen, and can be taken back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.core.errors import ConflictError
from devket.library.models import Save, SaveNote, Tag
from devket.library.queries import tags_of
from devket.reading.models import Highlight
from devket.transfer.formats import Entry, Quote
from devket.transfer.models import Import, ImportRow, ImportState, Outcome
from devket.transfer.services import importing
from devket.transfer.services.importing import remains, retrying
from tests.factories.lines import lines, page
from tests.integration.transfer.conftest import BringIn, run
from tests.integration.transfer.test_importing import snapshot, true_counts
from tests.support.people import Person
from tests.support.twins import HandClock

HEADER = "link,title,added,tags,notes,folder,archived,favorite\n"
ADDRESS = "https://odd.example/page"


def retry(session: Session, found: Import, clock: HandClock) -> int:
    count = importing.retry_refused(
        session, owner_id=found.owner_id, import_id=found.id, clock=clock
    )
    session.commit()
    session.expire_all()
    return count


def rows(session: Session, found: Import) -> list[ImportRow]:
    chosen = select(ImportRow).where(ImportRow.import_id == found.id)
    return list(session.scalars(chosen.order_by(ImportRow.position)))


def test_a_row_of_a_table_comes_whole(
    session: Session, alice: Person, bring_in: BringIn, clock: HandClock
) -> None:
    row = f'nowhere:x,Odd,2019-05-06,"a,b",See {ADDRESS} for it,Deep/Down,1,1\n'
    good = "https://good.example/,Good,2020-01-01,,,,0,0\n"
    found = bring_in((HEADER + good + row).encode(), tags=("all",))
    assert (found.new_count, found.refused_count) == (1, 1)
    assert retry(session, found, clock) == 1
    assert (found.new_count, found.refused_count) == (2, 0)
    save = session.scalars(select(Save).where(Save.given_url == ADDRESS)).one()
    assert (save.title, save.saved_at) == ("Odd", datetime(2019, 5, 6, tzinfo=UTC))
    assert save.is_archived and save.is_favorite
    assert sorted(tags_of(session, [save.id])[save.id]) == ["Deep/Down", "a", "all", "b"]
    assert session.get_one(SaveNote, save.id).text == f"See {ADDRESS} for it"
    told = rows(session, found)[1]
    assert (told.outcome, told.save_id, told.reason) == (Outcome.NEW, save.id, "")
    true_counts(session, alice.user_id)


def test_what_was_chosen_holds_for_them_too(
    session: Session, bring_in: BringIn, clock: HandClock
) -> None:
    row = f"x:y,Odd,2019-05-06,a,{ADDRESS},Work,0,0\n"
    found = bring_in((HEADER + row).encode(), archives_all=True, ignored=("Work",))
    retry(session, found, clock)
    save = session.scalars(select(Save)).one()
    assert save.is_archived and tags_of(session, [save.id])[save.id] == ["a"]


def wallabag(**more: Any) -> bytes:
    """Return an entry of a file of wallabag's, its address one that cannot be kept."""
    entry = {"url": f"view-source:{ADDRESS}", "title": "Odd", "is_archived": 1, "is_starred": 0}
    about = {"created_at": "2019-05-06T07:08:09+0000", "domain_name": "odd.example"}
    return json.dumps([{**entry, **about, **more}]).encode()


def test_highlights_come_along_and_a_text_that_was_not_kept_is_told(
    session: Session, bring_in: BringIn, clock: HandClock
) -> None:
    marks = [{"quote": "Marked.", "text": "Why.", "created_at": "2019-06-01T00:00:00+0000"}]
    found = bring_in(wallabag(annotations=marks, content="<p>Marked.</p>"))
    assert retry(session, found, clock) == 1
    highlight = session.scalars(select(Highlight)).one()
    assert (highlight.quote, highlight.note) == ("Marked.", "Why.")
    save = session.scalars(select(Save)).one()
    assert save.handed_key is None and save.capture_due_at is not None
    assert rows(session, found)[0].reason == remains.NO_TEXT


def test_an_address_behind_what_the_report_keeps_is_found(
    session: Session, bring_in: BringIn, clock: HandClock
) -> None:
    long = "word " * 3_000
    row = f'x:y,Odd,2019-05-06,a,"{long} {ADDRESS}",,0,0\n'
    found = bring_in((HEADER + row).encode())
    assert ADDRESS not in rows(session, found)[0].raw
    assert retry(session, found, clock) == 1
    save = session.scalars(select(Save)).one()
    assert (save.given_url, save.title) == (ADDRESS, "Odd")
    note = session.get_one(SaveNote, save.id).text
    assert note.startswith("word word") and note.endswith(ADDRESS)


def test_what_is_too_large_to_be_kept_is_left_and_told(
    session: Session, bring_in: BringIn, clock: HandClock
) -> None:
    row = f'x:y,Odd {ADDRESS},2019-05-06,"a,b","{"word " * 8_000}",Work,0,1\n'
    found = bring_in((HEADER + row).encode())
    assert len(json.dumps(rows(session, found)[0].before)) < 33_000
    assert retry(session, found, clock) == 1
    save = session.scalars(select(Save)).one()
    assert (save.title, save.is_favorite, save.has_note) == (f"Odd {ADDRESS}", True, False)
    assert sorted(tags_of(session, [save.id])[save.id]) == ["Work", "a", "b"]
    assert rows(session, found)[0].reason == remains.CUT


def test_of_a_row_that_could_not_be_read_the_address_comes_alone(
    session: Session, bring_in: BringIn, clock: HandClock
) -> None:
    odd = {"url": "x", "refused": "Odd.", "title": f"see {ADDRESS} for it"}
    found = bring_in(lines({"url": "x", "refused": "Odd.", "title": "nothing"}, odd))
    assert retry(session, found, clock) == 1
    assert [row.outcome for row in rows(session, found)] == [Outcome.REFUSED, Outcome.NEW]
    assert rows(session, found)[1].reason == remains.ALONE


def test_all_of_it_is_taken_back(
    session: Session, alice: Person, bring_in: BringIn, clock: HandClock
) -> None:
    before = snapshot(session, alice.user_id)
    goods = [f"https://good.example/{n},Good {n},2020-01-01,x,,,0,0\n" for n in range(600)]
    odds = [
        f"x:y,Odd,2019-05-06,new,{ADDRESS},,1,1\n",
        "x:y,Again,2018-05-06,more,https://good.example/550,,1,1\n",
        "x:y,Again,2018-05-06,more,https://good.example/3,,1,1\n",
    ]
    found = bring_in((HEADER + "".join(odds + goods)).encode())
    clock.advance(hours=1)
    assert retry(session, found, clock) == 3
    assert (found.new_count, found.merged_count, found.refused_count) == (601, 2, 0)
    importing.start_undoing(session, owner_id=found.owner_id, import_id=found.id, clock=clock)
    run(session, found)
    assert found.state is ImportState.UNDONE and found.preview["left"] == 0
    assert snapshot(session, alice.user_id) == before
    assert session.scalar(select(func.count(Tag.id))) == 0


def test_each_go_begins_where_the_last_one_ended(
    session: Session, bring_in: BringIn, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrying, "MOST", 2)
    hopeless = [f"x:y,None {n},,,,,0,0\n" for n in range(5)]
    odds = [f"x:y,Odd {n},,,https://odd.example/{n},,0,0\n" for n in range(3)]
    found = bring_in((HEADER + "".join(hopeless + odds)).encode())
    counts = [retry(session, found, clock) for _ in range(5)]
    assert sum(counts) == 3 and counts[0] > 0 and counts[-1] == 0
    assert (found.new_count, found.refused_count) == (3, 5)


def test_nothing_is_tried_before_it_is_written(
    session: Session, receive: BringIn, clock: HandClock
) -> None:
    found = receive(lines(page(1)))
    for act in (importing.retry_refused, importing.retry_captures):
        with pytest.raises(ConflictError):
            act(session, owner_id=found.owner_id, import_id=found.id, clock=clock)


def test_an_entry_is_kept_as_it_was() -> None:
    at = datetime(2019, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
    entry = Entry(
        url=ADDRESS, title="T", added=at, is_archived=True, is_favorite=True, is_update=True,
        tags=("a", "b"), folder=("Deep", "Down"), note="N", progress=40, lang="ko", author="A",
        quotes=(Quote(text="Q", note="n", at=at, color="pink"), Quote(text="R")),
        remarks=("Odd.",), raw="raw",
    )  # fmt: skip
    told = json.loads(json.dumps(remains.remains_of(entry)))
    assert remains.entry_of(told, raw="raw") == entry
    assert remains.entry_of({}, raw="") == Entry(url="")
