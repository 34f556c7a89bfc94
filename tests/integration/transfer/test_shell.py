"""`flask import`: a file into a library without a worker, asked first or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.library.models import Save, Tag
from devket.transfer.models import Import, ImportState
from tests.factories.lines import lines, page
from tests.factories.transfers.whole import sparse
from tests.support.people import Person


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "saves.txt"
    path.write_bytes(lines(page(1, tags=["a"]), page(2), {"url": "ftp://files.example/"}))
    return path


def run(app: Flask, session: Session, *arguments: str, typed: str = "") -> Result:
    session.commit()
    result: Result = app.test_cli_runner().invoke(args=["import", *arguments], input=typed)
    session.expire_all()
    return result


def test_a_file_comes_in_without_a_question(
    app: Flask, session: Session, alice: Person, file: Path
) -> None:
    done = run(app, session, str(file), "--user", alice.email, "--yes", "--tag", "brought")
    assert done.exit_code == 0, done.output
    assert "2 new, 0 merged, 0 unchanged, 1 refused" in done.output
    assert session.scalar(select(func.count(Save.id))) == 2
    assert set(session.scalars(select(Tag.name))) == {"a", "brought"}
    assert session.scalars(select(Import.state)).one() is ImportState.DONE


def test_after_no_nothing_is_saved(app: Flask, session: Session, alice: Person, file: Path) -> None:
    done = run(app, session, str(file), "--user", alice.email, typed="n\n")
    assert done.exit_code == 0 and "Nothing was saved" in done.output
    assert session.scalar(select(func.count(Save.id))) == 0
    assert session.scalar(select(func.count(Import.id))) == 0


def test_what_cannot_be_read_says_so(
    app: Flask, session: Session, alice: Person, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.bin"
    odd.write_bytes(b"\x00\x01\x02")
    done = run(app, session, str(odd), "--user", alice.email, "--yes")
    assert done.exit_code == 1 and "does not know this kind" in done.output


def test_nobody_is_told(app: Flask, session: Session, alice: Person, file: Path) -> None:
    done = run(app, session, str(file), "--user", "nobody@devket.test", "--yes")
    assert done.exit_code == 1 and "No account" in done.output


def test_an_account_of_more_than_four_gigabytes_comes_back(
    app: Flask, session: Session, alice: Person, tmp_path: Path
) -> None:
    file = sparse(tmp_path / "far.zip", lines=1)
    done = run(app, session, str(file), "--user", alice.email)
    assert done.exit_code == 0 and "saves: 1 new" in done.output, done.output
    assert session.scalar(select(func.count(Save.id))) == 1
