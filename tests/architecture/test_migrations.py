"""Migrations: one line of them, up and down on both databases, in step with the models."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from devket.app import create_app
from devket.core.lookalikes import handle_key
from devket.core.naming import name_ends
from devket.db import Base, db, is_derived
from devket.library import queries
from devket.library.models import Capture, Save
from tests.factories.accounts import make_user
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.databases import MIGRATIONS, SQLITE, Databases
from tests.support.fixtures import MakeSettings

REVISIONS = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())[::-1]


@pytest.fixture
def bare_app(
    database_kind: str, databases: Databases, make_settings: MakeSettings
) -> Iterator[Flask]:
    """Give an app on a database of its own, without tables."""
    app = create_app(make_settings(databases.fresh(database_kind)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    """Return the names of the tables there are, Alembic's own left out."""
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def shape() -> dict[str, Any]:
    """Return what the database says about its columns and indexes."""
    seen = inspect(db.engine)
    return {
        name: (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(name)),
            sorted(str(index["name"]) for index in seen.get_indexes(name)),
        )
        for name in sorted(tables())
    }


def test_migrations_are_one_line() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_models_and_migrations_agree(bare_app: Flask) -> None:
    upgrade(directory=str(MIGRATIONS))
    with db.engine.connect() as connection:
        opts = {"compare_type": True, "include_name": lambda name, *_: not is_derived(name or "")}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("revision", [script.revision for script in REVISIONS])
def test_each_migration_goes_up_down_and_up(bare_app: Flask, revision: str) -> None:
    upgrade(directory=str(MIGRATIONS), revision=revision)
    first = shape()
    downgrade(directory=str(MIGRATIONS), revision="-1")
    upgrade(directory=str(MIGRATIONS), revision=revision)
    assert shape() == first


def test_all_the_way_down_leaves_nothing(bare_app: Flask) -> None:
    upgrade(directory=str(MIGRATIONS))
    downgrade(directory=str(MIGRATIONS), revision="base")
    assert tables() == set()


def test_migrating_twice_changes_nothing(bare_app: Flask) -> None:
    upgrade(directory=str(MIGRATIONS))
    before = shape()
    upgrade(directory=str(MIGRATIONS))
    assert shape() == before


def test_what_versions_say_of_their_pages_comes_with_their_saves(bare_app: Flask) -> None:
    upgrade(directory=str(MIGRATIONS))
    session = db.session()
    save = make_save(session, make_user(session).id, title="Both know it", word_count=321)
    make_version(session, save, html="<p>Kept.</p>")
    session.commit()
    kept = (save.id, save.capture_id)
    session.close()
    downgrade(directory=str(MIGRATIONS), revision="0001")
    upgrade(directory=str(MIGRATIONS))
    save = db.session().get_one(Save, kept[0])
    capture = db.session().get_one(Capture, kept[1])
    text_kept = queries.version_with_text(db.session(), save.owner_id, save.id, 1).article
    assert (save.capture_id, save.card, save.chosen_by_reader) == (kept[1], {}, False)
    assert (capture.title, capture.word_count, capture.engine) == ("Both know it", 321, 1)
    assert capture.score == 5_000_321
    assert text_kept is not None and text_kept.content_html == "<p>Kept.</p>"


def test_handles_that_already_look_alike_keep_working(bare_app: Flask) -> None:
    upgrade(directory=str(MIGRATIONS), revision="0005")
    insert = text(
        "INSERT INTO users (handle, email, display_name, password_hash, is_verified, is_admin,"
        " language, theme, list_view, reader_font, reader_size, reader_width, reader_leading,"
        " created_at, updated_at) VALUES (:handle, :email, :name, 'x', false, false, '', 'system',"
        " 'cards', 'serif', 19, 'normal', 'normal', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"
    )
    for handle, name in (("alice", "앨리스 Kim"), ("al1ce", ""), ("__", ""), ("admin_", "")):
        values = {"handle": handle, "email": f"{handle}@example.org", "name": name}
        db.session.execute(insert, values)
    db.session.commit()
    upgrade(directory=str(MIGRATIONS))
    keys = db.session.execute(text("SELECT handle, handle_key FROM users ORDER BY id")).all()
    assert [tuple(row) for row in keys] == [
        ("alice", handle_key("alice")),
        ("al1ce", "~al1ce"),
        ("__", handle_key("__")),
        ("admin_", handle_key("admin_")),
    ]
    words = db.session.scalars(text("SELECT word FROM person_words WHERE user_id = 1")).all()
    assert set(words) == name_ends("alice", "앨리스 Kim")


def copies(app: Flask) -> list[Path]:
    """Return the copies made beside the app's SQLite database."""
    database = Path(str(app.config["SQLALCHEMY_DATABASE_URI"]).removeprefix("sqlite:///"))
    return sorted(database.parent.glob(f"{database.name}.*.bak"))


@pytest.mark.parametrize("database_kind", [SQLITE])
def test_a_copy_is_kept_before_an_existing_database_is_changed(bare_app: Flask) -> None:
    upgrade(directory=str(MIGRATIONS))
    assert copies(bare_app) == []  # a new database holds nothing to lose
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO host_turns VALUES ('a.example', '2026-01-01')"))
    downgrade(directory=str(MIGRATIONS), revision="base")
    (copy,) = copies(bare_app)
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT host FROM host_turns").fetchall() == [("a.example",)]
    kept.close()


@pytest.mark.parametrize("database_kind", [SQLITE])
def test_foreign_keys_are_on_again_after_a_migration(bare_app: Flask) -> None:
    upgrade(directory=str(MIGRATIONS))
    with db.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
