"""How Alembic meets the app's database: one migration at a time, all or nothing, a copy first.

The revisions are under `versions/`; what the tables look like is said by the models.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import context
from alembic.migration import MigrationContext
from alembic.runtime.migration import MigrationInfo
from sqlalchemy import Connection, text

from devket.db import Base, db, is_derived, lift_time_limits

log = logging.getLogger("devket.migrations")
# Any number will do, so long as nothing else in the same database uses it.
LOCK = 6_338_538
# Alembic tells on each start what it is; what it does is told by `_tell`.
logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)


def migrate() -> None:
    """Run whatever command Alembic was called with, over the app's own engine.

    Who hands a connection over (`config.attributes`) began its transaction and ends it.
    """
    given = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    with db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite and _changes_something(connection):
            _keep_copy(connection)
        with _foreign_keys_off(connection) if is_sqlite else _nothing():
            _run(connection)


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=lambda name, kind, _: kind != "table" or not is_derived(name or ""),
        render_as_batch=True,
        compare_type=True,
        # The engine begins SQLite's transactions itself, so there too DDL can be undone.
        transactional_ddl=True,
        process_revision_directives=_no_empty_revision,
        on_version_apply=_tell,
        user_module_prefix="types.",
    )
    with context.begin_transaction():
        if connection.dialect.name != "sqlite":
            lift_time_limits(connection)
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.run_migrations()


def _changes_something(connection: Connection) -> bool:
    """Tell whether this is an upgrade or downgrade that has something to do to existing tables."""
    try:
        target = context.get_revision_argument()
    except KeyError:  # a command that only looks
        return False
    current = _current_revision(connection)
    return bool(current) and target != current


def _current_revision(connection: Connection) -> str | None:
    revision = MigrationContext.configure(connection).get_current_revision()
    connection.rollback()
    return revision


def _keep_copy(connection: Connection) -> None:
    """Copy the database beside itself by SQLite's backup interface, which sees the WAL as well."""
    source = Path(str(connection.engine.url.database))
    copy = source.with_name(f"{source.name}.{_current_revision(connection)}.bak")
    draft = copy.with_name(copy.name + ".draft")
    with sqlite3.connect(draft) as target:
        _driver(connection).backup(target)
    target.close()
    draft.replace(copy)
    log.warning("kept a copy of the database before migrating: %s", copy)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Batch mode drops and remakes tables; with foreign keys on their children would go too."""
    driver = _driver(connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows point to nothing after the migration: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def _driver(connection: Connection) -> sqlite3.Connection:
    driver: Any = connection.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _tell(
    ctx: MigrationContext, step: MigrationInfo, heads: Collection[Any], run_args: Mapping[str, Any]
) -> None:
    way = "up to" if step.is_upgrade else "down from"
    log.info("migrated %s %s", way, step.up_revision_id)


def _no_empty_revision(_context: object, _revision: object, directives: list[Any]) -> None:
    options = context.config.cmd_opts
    if getattr(options, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives.clear()
        log.warning("models and migrations agree: no revision was written")


migrate()
