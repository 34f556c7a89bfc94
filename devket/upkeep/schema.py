"""The migrations, run over a connection whose transaction somebody else ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app
from sqlalchemy import Connection, Engine, text

from devket.db import lift_time_limits
from devket.db.migrating import Config, ScriptDirectory, command
from devket.upkeep.errors import UpkeepError
from devket.upkeep.tables import foreign_keys, revision, shapes


def knows(wanted: str) -> bool:
    """Tell whether this Devket has the migration."""
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    return wanted in {script.revision for script in scripts.walk_revisions()}


def make_bare(connection: Connection) -> None:
    """Take every table of Devket's away, by emptying them and going all migrations down."""
    found = revision(connection)
    if found is None:
        return
    if not knows(found):
        raise UpkeepError(
            f"The database here is of a newer Devket (migration {found}): restore with that one,"
            " or into an empty database."
        )
    names = [f'"{shape.name}"' for shape in shapes(connection)]
    if connection.dialect.name == "sqlite":
        for name in names:
            connection.execute(text(f"DELETE FROM {name}"))
    elif names:
        # What is derived from these names them, and goes with them.
        connection.execute(text(f"TRUNCATE {', '.join(names)} CASCADE"))
    command.downgrade(_over(connection), "base")


def bring_to(connection: Connection, wanted: str) -> None:
    """Run the migrations up to one of them, or to `head`."""
    command.upgrade(_over(connection), wanted)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose transaction holds when the block ends well, and else never was.

    Migrations of SQLite remake tables, so its foreign keys are looked at once, at the end.
    """
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                lift_time_limits(connection)
                yield connection
            return
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
        try:
            with connection.begin():
                yield connection
                _check_foreign_keys(connection)
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


@contextmanager
def forward_names_allowed(connection: Connection) -> Iterator[None]:
    """Let rows name such as come later, until the block ends; saves and captures name each other.

    Only PostgreSQL looks before the end, and only the keys that point forward are put off: it
    keeps a note in memory for each row of those.
    """
    if connection.dialect.name == "sqlite":
        yield
        return
    later = _forward_keys(connection)
    for table, key in later:
        _alter(connection, table, key, "DEFERRABLE INITIALLY DEFERRED")
    yield
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    for table, key in later:
        _alter(connection, table, key, "NOT DEFERRABLE")


def _forward_keys(connection: Connection) -> list[tuple[str, str]]:
    found, filled = [], set()
    for shape in shapes(connection):
        for name, other, _ in foreign_keys(connection, shape.name):
            if other not in filled:
                found.append((shape.name, name))
        filled.add(shape.name)
    return found


def _alter(connection: Connection, table: str, key: str, to: str) -> None:
    connection.execute(text(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key}" {to}'))


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        raise UpkeepError(f"The backup does not fit together: a row of {broken[0]} names nothing.")


def _over(connection: Connection) -> Config:
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    config.attributes["connection"] = connection
    return config
