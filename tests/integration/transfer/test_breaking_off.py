"""Imports that cannot be read, that a worker drops, that are tried again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.capture.model import Reason, State
from devket.core.clock import utcnow
from devket.core.errors import InvalidError
from devket.library.models import Save
from devket.transfer import formats
from devket.transfer.formats import Format, Row, Source, UnreadableError
from devket.transfer.jobs import imports as jobs
from devket.transfer.jobs.files import clear_away
from devket.transfer.models import Import, ImportRow, ImportState, Outcome
from devket.transfer.services import importing
from devket.transfer.services.importing import Options
from devket.web.parts import parts
from tests.factories.lines import LINES, lines, page
from tests.integration.transfer.conftest import BringIn, run
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue


def state_of(found: Import) -> ImportState:
    """Return the state as it is in the database by now."""
    return found.state


def test_what_nobody_knows_is_told_in_words(session: Session, receive: BringIn) -> None:
    found = receive(b"\x00\x01\x02 nothing that anybody wrote")
    assert found.state is ImportState.FAILED and "does not know this kind" in found.problem
    assert found.due_at is None


def test_a_file_that_is_gone_is_told(session: Session, receive: BringIn, clock: HandClock) -> None:
    found = receive(lines(page(1)))
    parts().blobs.delete(found.file_key or "")
    importing.start(
        session, owner_id=found.owner_id, import_id=found.id, options=Options(), clock=clock
    )
    run(session, found)
    assert found.state is ImportState.FAILED and "not in the store" in found.problem


def test_a_dead_worker_s_import_goes_on_where_it_was(
    session: Session,
    alice: Person,
    receive: BringIn,
    clock: HandClock,
    queue: HandQueue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 10)
    found = receive(lines(*(page(n, tags=["a"]) for n in range(35))))
    importing.start(
        session, owner_id=found.owner_id, import_id=found.id, options=Options(), clock=clock
    )

    def read(source: Source) -> Iterator[Row]:
        for number, row in enumerate(LINES.read(source)):
            if number == 25:
                raise SystemExit("the power is cut")
            yield row

    dying = Format(LINES.name, LINES.label, LINES.detect, read)
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(formats, "FORMATS", (dying,))
        run(session, found)
    session.rollback()
    session.expire_all()
    assert (found.written, state_of(found)) == (20, ImportState.WRITING)
    session.commit()
    jobs.enqueue_due_imports()
    assert run(session, found) is None, "its lease has not run out"
    clock.advance(seconds=parts().capture_lease + 1)
    session.commit()
    queue.sweep()
    queue.run_pending()
    session.expire_all()
    assert (found.new_count, state_of(found)) == (35, ImportState.DONE)
    assert session.scalar(select(func.count(ImportRow.position))) == 35
    assert session.scalar(select(func.count(Save.id))) == 35


def test_what_breaks_off_again_and_again_is_given_up(
    session: Session, receive: BringIn, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_source: Source) -> Iterator[Row]:
        yield from ()
        raise SystemExit("every time")

    dying = Format(LINES.name, LINES.label, LINES.detect, read)
    found = receive(lines(page(1)))
    found.state, found.due_at, found.attempts = ImportState.READING, clock(), 0
    monkeypatch.setattr(formats, "FORMATS", (dying,))
    for _ in range(3):
        with pytest.raises(SystemExit):
            run(session, found)
        session.rollback()
        clock.advance(seconds=parts().capture_lease + 1)
    assert run(session, found) is None
    assert found.state is ImportState.FAILED and "broke off" in found.problem


def test_half_a_file_is_told_and_what_came_is_kept(
    session: Session, receive: BringIn, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(source: Source) -> Iterator[Row]:
        yield from LINES.read(source)
        raise UnreadableError("This zip file is damaged.")

    broken = Format(LINES.name, LINES.label, LINES.detect, read)
    monkeypatch.setattr(formats, "FORMATS", (broken,))
    found = receive(lines(page(1)))
    assert found.state is ImportState.FAILED and found.problem == "This zip file is damaged."
    assert session.scalar(select(func.count(Save.id))) == 0


def test_texts_that_failed_are_owed_again(
    session: Session, alice: Person, bring_in: BringIn, clock: HandClock
) -> None:
    found = bring_in(lines(page(1), page(2)))
    for save in session.scalars(select(Save)):
        save.state, save.reason, save.capture_due_at = State.UNREACHABLE, Reason.TIMEOUT, None
    session.commit()
    many = importing.retry_captures(
        session, owner_id=alice.user_id, import_id=found.id, clock=clock
    )
    session.expire_all()
    assert many == 2
    assert {save.state for save in session.scalars(select(Save))} == {State.PENDING}


def test_addresses_of_refused_rows_can_be_kept(
    session: Session, alice: Person, bring_in: BringIn, clock: HandClock
) -> None:
    found = bring_in(
        lines(
            {"url": "x", "refused": "Odd.", "title": "see https://odd.example/page for it"},
            {"url": "x", "refused": "Odd.", "title": "nothing"},
        )
    )
    assert found.refused_count == 2
    assert (
        importing.retry_refused(session, owner_id=alice.user_id, import_id=found.id, clock=clock)
        == 1
    )
    session.expire_all()
    assert (found.new_count, found.refused_count) == (1, 1)
    assert session.scalars(select(ImportRow.outcome).order_by(ImportRow.position)).all() == [
        Outcome.NEW,
        Outcome.REFUSED,
    ]


def test_there_are_bounds_to_what_is_open(session: Session, receive: BringIn) -> None:
    for _ in range(importing.receiving.MOST_OPEN):
        receive(lines(page(1)))
    with pytest.raises(InvalidError):
        receive(lines(page(1)))


def test_what_nobody_came_back_to_is_forgotten(
    session: Session, receive: BringIn, clock: HandClock
) -> None:
    receive(lines(page(1)))
    importing.forget_stale(session, before=clock() - timedelta(days=1))
    assert session.scalar(select(func.count(Import.id))) == 1
    importing.forget_stale(session, before=clock() + timedelta(days=1))
    assert session.scalar(select(func.count(Import.id))) == 0


def test_what_killed_processes_left_is_cleared_away(tmp_path: Path) -> None:
    old, new = tmp_path / "upload-old", tmp_path / "upload-new"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (1, 1))
    clear_away(tmp_path, before=utcnow() - timedelta(hours=1))
    assert list(tmp_path.iterdir()) == [new]
    clear_away(tmp_path / "nowhere", before=utcnow())
