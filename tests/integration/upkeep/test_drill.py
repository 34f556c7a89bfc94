"""The drill: what was backed up comes back to the letter, on both databases and across them."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from devket.db import Base, db, transaction
from devket.storage import LocalBlobs
from devket.upkeep.errors import UpkeepError
from devket.upkeep.tables import FORMER, shapes
from tests.factories.accounts import make_user
from tests.factories.library import make_save
from tests.integration.upkeep.conftest import NewDevket, enrich, newest_id
from tests.support.databases import KINDS, POSTGRESQL, SQLITE

WAYS = [(one, other) for one in KINDS for other in KINDS]


@pytest.mark.parametrize(("one", "other"), WAYS)
def test_every_row_and_every_file_comes_back(new_devket: NewDevket, one: str, other: str) -> None:
    here, there = new_devket(one), new_devket(other)
    keys = enrich(here)
    there.restore(here.back_up())
    assert there.rows() == here.rows()
    assert there.files(keys) == here.files(keys)


@pytest.mark.parametrize(("one", "other"), WAYS)
def test_no_id_is_given_out_twice(new_devket: NewDevket, one: str, other: str) -> None:
    here, there = new_devket(one), new_devket(other)
    enrich(here)
    there.restore(here.back_up())
    with there.app.app_context(), db.engine.connect() as connection:
        buried = connection.execute(text("SELECT max(save_id) FROM save_tombstones")).scalar()
    assert newest_id(there) == (buried or 0) + 1


@pytest.mark.parametrize(("one", "other"), WAYS)
def test_a_backup_of_an_older_devket_is_brought_up_to_this_one(
    new_devket: NewDevket, one: str, other: str
) -> None:
    here, there = new_devket(one, "0001"), new_devket(other)
    with here.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO users VALUES (7, 'ann', 'ann@example.org', NULL, 'Ann', 'x', :no, :no,"
                " '', 'system', 'cards', 'serif', 19, 'normal', 'normal', :at, :at)"
            ),
            {"no": False, "at": datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)},
        )
    there.restore(here.back_up())
    assert newest_id(there) == 1
    with there.engine.connect() as connection:
        assert connection.execute(text("SELECT handle FROM users WHERE id = 7")).scalar() == "ann"
        assert connection.execute(text("SELECT max(id) FROM users")).scalar() == 8


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_sees_one_moment_while_others_go_on_saving(
    new_devket: NewDevket, kind: str
) -> None:
    here, there = new_devket(kind), new_devket(kind)
    enrich(here)
    is_over, written = threading.Event(), []

    def write() -> None:
        with here.app.app_context():
            while not is_over.is_set():
                with transaction() as session:
                    owner = make_user(session)
                    make_save(session, owner.id, title=owner.handle)
                    written.append(owner.id)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        taken = [here.back_up() for _ in range(6)]
    finally:
        is_over.set()
        writer.join()
    assert len(written) > 6, "the writer was kept waiting"
    for file in taken:
        there.restore(file, may_replace=True)
        rows = there.rows()
        # Whoever came, came with the save of the same transaction.
        assert len(rows["saves"]) - len(rows["users"]) == 12


@pytest.mark.parametrize("kind", KINDS)
def test_people_are_not_replaced_unasked(new_devket: NewDevket, kind: str) -> None:
    here, there = new_devket(kind), new_devket(kind)
    enrich(here)
    newest_id(there)
    before = there.rows()
    with pytest.raises(UpkeepError, match="--replace"):
        there.restore(here.back_up())
    assert there.rows() == before
    there.restore(here.back_up(), may_replace=True)
    assert there.rows() == here.rows()


@pytest.mark.parametrize("kind", KINDS)
def test_a_restore_that_fails_leaves_what_was_there(new_devket: NewDevket, kind: str) -> None:
    here, there = new_devket(SQLITE), new_devket(kind)
    enrich(here)
    newest_id(there)
    before = there.rows()
    beside = sqlite3.connect(str(here.engine.url.database))  # which looks at no foreign keys
    beside.execute("DELETE FROM users")
    beside.commit()
    beside.close()
    with pytest.raises(UpkeepError, match=r"names nothing|refuses rows"):
        there.restore(here.back_up(), may_replace=True)
    assert there.rows() == before
    assert newest_id(there) == 2  # and it goes on


def test_what_postgresql_cannot_hold_is_told_by_its_table(new_devket: NewDevket) -> None:
    here, there = new_devket(SQLITE), new_devket(POSTGRESQL)
    enrich(here)
    with here.app.app_context(), transaction() as session:
        make_save(session, make_user(session).id, title="x" * 501)
    with pytest.raises(UpkeepError, match="refuses rows of saves: value too long"):
        there.restore(here.back_up())
    assert there.rows()["users"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_restored_devket_still_looks_at_its_foreign_keys(
    new_devket: NewDevket, kind: str
) -> None:
    here = new_devket(kind)
    enrich(here)
    here.restore(here.back_up(), may_replace=True)
    with here.engine.connect() as connection:
        if kind == SQLITE:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        else:
            put_off = "SELECT count(*) FROM pg_constraint WHERE condeferrable"
            assert connection.execute(text(put_off)).scalar() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_of_the_models_is_backed_up(new_devket: NewDevket, kind: str) -> None:
    with new_devket(kind).engine.connect() as connection:
        assert {shape.name for shape in shapes(connection)} == set(Base.metadata.tables)


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_no_table_of_older_devkets_is_forgotten(new_devket: NewDevket, revision: str) -> None:
    """Who drops a table adds its name to `FORMER`, for backups of databases that still have it."""
    rows = new_devket(SQLITE, revision).rows()
    assert set(rows) - {"sqlite_sequence"} <= set(Base.metadata.tables) | FORMER


@pytest.mark.parametrize("kind", KINDS)
def test_lost_and_damaged_files_are_counted_and_left_out(new_devket: NewDevket, kind: str) -> None:
    here, there = new_devket(kind), new_devket(kind)
    keys = enrich(here)
    assert isinstance(here.blobs, LocalBlobs)
    here.blobs.delete(keys[0])
    damaged = here.blobs.path(keys[1])
    assert damaged is not None
    damaged.write_bytes(b"something else")
    there.restore(here.back_up())
    assert there.rows() == here.rows()
    assert there.blobs.stat(keys[0]) is there.blobs.stat(keys[1]) is None
    assert there.blobs.stat(keys[2]) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_devket_can_be_backed_up_too(new_devket: NewDevket, kind: str) -> None:
    here, there = new_devket(kind), new_devket(kind, "")
    there.restore(here.back_up())
    assert there.rows() == here.rows()
    assert newest_id(there) == 1


def test_a_database_without_tables_is_no_devket(new_devket: NewDevket) -> None:
    with pytest.raises(UpkeepError, match="flask db upgrade"):
        new_devket(SQLITE, "").back_up()


@pytest.mark.parametrize("kind", KINDS)
def test_the_queue_beside_the_tables_is_left_alone(new_devket: NewDevket, kind: str) -> None:
    here = new_devket(kind)
    enrich(here)
    with here.engine.begin() as connection:
        connection.execute(text("CREATE TABLE task (id integer, data text)"))
        connection.execute(text("INSERT INTO task VALUES (1, 'a message')"))
    here.restore(here.back_up(), may_replace=True)
    assert here.rows()["task"] == [("a message", 1)]
