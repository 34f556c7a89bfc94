"""What waits for a commit: done once it stands, never before, and never its undoing."""

from __future__ import annotations

from typing import NoReturn

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from devket.db import run_after_commit


def test_an_act_waits_for_the_commit_and_not_for_a_savepoint(session: Session) -> None:
    done: list[str] = []
    session.execute(text("SELECT 1"))
    run_after_commit(session, lambda: done.append("told"))
    with session.begin_nested():
        session.execute(text("SELECT 1"))
    assert done == []
    session.commit()
    session.commit()
    assert done == ["told"]


def test_a_savepoint_rolled_back_takes_no_act_with_it(session: Session) -> None:
    done: list[str] = []
    session.execute(text("SELECT 1"))
    run_after_commit(session, lambda: done.append("told"))
    session.begin_nested().rollback()
    session.commit()
    assert done == ["told"]


def test_an_act_of_work_rolled_back_is_never_done(session: Session) -> None:
    done: list[str] = []
    session.execute(text("SELECT 1"))
    run_after_commit(session, lambda: done.append("told"))
    session.rollback()
    session.commit()
    assert done == []


def test_an_act_that_fails_stops_neither_the_commit_nor_the_next(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> NoReturn:
        raise OSError("no queue")

    done: list[str] = []
    session.execute(text("SELECT 1"))
    run_after_commit(session, fail)
    run_after_commit(session, lambda: done.append("told"))
    session.commit()
    assert done == ["told"]
    assert "no queue" in caplog.text
