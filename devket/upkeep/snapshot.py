"""The database as it is at one moment, read while others go on writing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, collate, column, select, union
from sqlalchemy import table as table_named

from devket.accounts import queries as accounts
from devket.db import lift_time_limits, read_only
from devket.library import queries as library
from devket.social import queries as social
from devket.storage.blobs import is_key
from devket.transfer import queries as transfer
from devket.upkeep.manifest import TableShape
from devket.upkeep.tables import shapes

AT_ONCE = 200  # rows held in memory
KEY_LINE = 65  # bytes: a key and the end of its line


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one moment of the database and keeps nobody from writing.

    SQLite: a read transaction over the WAL. PostgreSQL: `REPEATABLE READ READ ONLY`, without the
    time-outs that guard requests.
    """
    with engine.connect() as plain, read_only():
        if engine.dialect.name == "sqlite":
            with plain.begin():
                yield plain
            return
        connection = plain.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        with connection.begin():
            lift_time_limits(connection)
            yield connection


def streamed(connection: Connection, statement: Select[Any]) -> Iterator[Sequence[Any]]:
    """Yield the rows of a statement, few of them in memory at once."""
    options = {"yield_per": AT_ONCE}
    yield from connection.execution_options(**options).execute(statement)


def file_key_columns() -> tuple[tuple[str, str], ...]:
    """Return the table and the name of every column that names a file of the store."""
    rooms = (accounts, library, social, transfer)
    return tuple((one.table.name, one.name) for room in rooms for one in room.file_keys())


def spooled_keys(connection: Connection, kept: Sequence[TableShape]) -> IO[bytes]:
    """Return a temporary file with the key of every file that a row names, sorted, one a line.

    On disk, so that no transaction has to stay open while the files are copied.
    """
    spool = tempfile.TemporaryFile()  # noqa: SIM115  # closed by whoever asked for it
    there = {(shape.name, name) for shape in kept for name, _ in shape.columns}
    named = [_keys_in(*place) for place in file_key_columns() if place in there]
    if named:
        every = union(*named).subquery()
        binary = "BINARY" if connection.dialect.name == "sqlite" else "C"
        ordered = select(every.c.key).order_by(collate(every.c.key, binary))
        for (key,) in streamed(connection, ordered):
            if is_key(key):
                spool.write(f"{key}\n".encode())
    spool.flush()
    spool.seek(0)
    return spool


def keys_named(engine: Engine) -> IO[bytes]:
    """Return the keys that rows name at this moment; see `spooled_keys`."""
    with snapshot(engine) as connection:
        return spooled_keys(connection, shapes(connection))


def keys_of(spool: IO[bytes]) -> Iterator[str]:
    """Yield the keys of such a file."""
    for line in spool:
        yield line.rstrip(b"\n").decode()


def count_of(spool: IO[bytes]) -> int:
    """Return how many keys such a file has."""
    size = spool.seek(0, 2)
    spool.seek(0)
    return size // KEY_LINE


def _keys_in(table_name: str, column_name: str) -> Select[Any]:
    key: ColumnElement[Any] = column(column_name)
    return select(key.label("key")).select_from(table_named(table_name)).where(key.is_not(None))
