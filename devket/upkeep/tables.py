"""Which tables a database has, what their columns hold, and in which order they can be filled.

Asked of the database itself, not of the models: it may be older than they are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from devket.db import Base, UtcDateTime
from devket.upkeep.errors import UpkeepError
from devket.upkeep.manifest import Kind, TableShape

# Tables that the models no longer have and older databases do; who drops one adds it here.
FORMER: frozenset[str] = frozenset()
_KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (sa.Boolean, Kind.BOOLEAN),
    (sa.Integer, Kind.INTEGER),
    (sa.Float, Kind.FLOAT),
    (sa.DateTime, Kind.TIME),
    (sa.JSON, Kind.JSON),
    (sa.LargeBinary, Kind.BYTES),
    (sa.String, Kind.TEXT),
)
_TYPES: dict[Kind, type[Any]] = {
    Kind.BOOLEAN: sa.Boolean,
    Kind.INTEGER: sa.BigInteger,
    Kind.FLOAT: sa.Float,
    Kind.TIME: UtcDateTime,
    Kind.JSON: sa.Text,
    Kind.BYTES: sa.LargeBinary,
    Kind.TEXT: sa.Text,
}


def revision(connection: Connection) -> str | None:
    """Return the database's revision of Alembic, None when it holds no Devket."""
    # Not by Alembic's context, which tells in the log what it is each time it is made.
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def shapes(connection: Connection) -> tuple[TableShape, ...]:
    """Return Devket's tables with their columns, each after those it names where that can be.

    Others in the same database (the queue's, Alembic's) are none of a backup's business.
    """
    seen = sa.inspect(connection)
    ours = (set(Base.metadata.tables) | FORMER) & set(seen.get_table_names())
    columns = {
        name: tuple((str(c["name"]), _kind(name, c)) for c in seen.get_columns(name))
        for name in ours
    }
    return tuple(
        TableShape(name=name, columns=columns[name]) for name in _in_order(_needs(connection, ours))
    )


def counted(connection: Connection, shape: TableShape) -> TableShape:
    """Return the shape with the number of its rows."""
    statement = sa.select(sa.func.count()).select_from(sa.table(shape.name))
    return replace(shape, rows=connection.execute(statement).scalar_one())


def table(shape: TableShape) -> sa.TableClause:
    """Return the table for statements, its columns of the types that a backup reads and writes."""
    return sa.table(shape.name, *(sa.column(name, _TYPES[kind]()) for name, kind in shape.columns))


def reading(shape: TableShape) -> sa.Select[Any]:
    """Return the statement that reads every row. JSON is read as the text it is kept as."""
    kept = table(shape)
    return sa.select(
        *(
            sa.cast(kept.c[name], sa.Text) if kind is Kind.JSON else kept.c[name]
            for name, kind in shape.columns
        )
    )


def foreign_keys(connection: Connection, name: str) -> list[tuple[str, str, bool]]:
    """Return each foreign key of a table: its name, the table it names, whether it may be NULL."""
    seen = sa.inspect(connection)
    nullable = {column["name"]: column["nullable"] for column in seen.get_columns(name)}
    return [
        (
            str(key["name"]),
            str(key["referred_table"]),
            all(nullable[column] for column in key["constrained_columns"]),
        )
        for key in seen.get_foreign_keys(name)
    ]


def _needs(connection: Connection, names: Collection[str]) -> dict[str, dict[str, bool]]:
    """Return for each table those it names, and whether it can be filled without them."""
    needs: dict[str, dict[str, bool]] = {name: {} for name in names}
    for name in names:
        for _, other, is_free in foreign_keys(connection, name):
            if other != name:
                needs[name][other] = is_free and needs[name].get(other, True)
    return needs


def _in_order(needs: Mapping[str, Mapping[str, bool]]) -> list[str]:
    """Put each table after those it names. Of a circle, first the one that may name nothing."""
    done: list[str] = []
    left = sorted(needs)
    while left:
        ready = [name for name in left if set(needs[name]) <= set(done)] or [
            name
            for name in left
            if all(is_free or other in done for other, is_free in needs[name].items())
        ]
        if not ready:
            raise UpkeepError(f"These tables name each other without end: {', '.join(left)}.")
        done.append(ready[0])
        left.remove(ready[0])
    return done


def _kind(table_name: str, column: Mapping[str, Any]) -> Kind:
    for known, kind in _KINDS:
        if isinstance(column["type"], known):
            return kind
    raise UpkeepError(f"{table_name}.{column['name']} is of a type that backups do not know.")
