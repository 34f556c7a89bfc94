"""The highest ids ever given out, which outlive their rows: no id may be handed out twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, text

from devket.upkeep.manifest import Kind, TableShape


def with_last_ids(connection: Connection, shapes: Iterable[TableShape]) -> tuple[TableShape, ...]:
    """Return the shapes with the highest id each table has given out, where it counts them."""
    if connection.dialect.name == "sqlite":
        counters = _sqlite_counters(connection)
        return tuple(replace(shape, last_id=counters.get(shape.name)) for shape in shapes)
    return tuple(replace(shape, last_id=_postgres_last(connection, shape)) for shape in shapes)


def go_on_after(connection: Connection, shapes: Iterable[TableShape]) -> None:
    """Let each table go on after the last id it had given out, or after its highest."""
    for shape in shapes:
        if ("id", Kind.INTEGER) not in shape.columns:
            continue
        highest = connection.execute(text(f'SELECT max(id) FROM "{shape.name}"')).scalar() or 0
        last = max(highest, shape.last_id or 0)
        if last and connection.dialect.name == "sqlite":
            _sqlite_go_on(connection, shape.name, last)
        elif last:
            _postgres_go_on(connection, shape.name, last)


def _sqlite_counters(connection: Connection) -> dict[str, int]:
    asked = "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'"
    if not connection.execute(text(asked)).scalar():
        return {}
    rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
    return {str(name): int(seq) for name, seq in rows}


def _sqlite_go_on(connection: Connection, name: str, last: int) -> None:
    """Set the counter of a table that has one: SQLite keeps it in a table of its own."""
    counts = "SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE name = :name"
    if connection.execute(text(counts), {"name": name}).scalar():
        values = {"name": name, "last": last}
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
        connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :last)"), values)


def _postgres_last(connection: Connection, shape: TableShape) -> int | None:
    sequence = _postgres_sequence(connection, shape.name)
    if ("id", Kind.INTEGER) not in shape.columns or sequence is None:
        return None
    last, is_used = connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()
    return int(last) if is_used else 0


def _postgres_go_on(connection: Connection, name: str, last: int) -> None:
    sequence = _postgres_sequence(connection, name)
    if sequence is not None:
        values = {"sequence": sequence, "last": last}
        connection.execute(text("SELECT setval(CAST(:sequence AS regclass), :last)"), values)


def _postgres_sequence(connection: Connection, name: str) -> str | None:
    """Return the sequence of a table's ids, quoted as PostgreSQL wants it; None without one."""
    has_id = text(
        "SELECT pg_get_serial_sequence(quote_ident(:name), attname) FROM pg_attribute"
        " WHERE attrelid = CAST(quote_ident(:name) AS regclass) AND attname = 'id'"
    )
    return connection.execute(has_id, {"name": name}).scalar()
