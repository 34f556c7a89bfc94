"""Huey's tables in PostgreSQL, over connections made as the app's own are.

Huey's own PostgreSQL storage needs psycopg 3; this one works over psycopg2, by way of peewee.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from devket.jobs.light import Huey

# Any number will do, so long as nothing else in the same database uses it.
_LOCK = 6_338_539

Connect = Callable[[], Any]


def postgres_huey(name: str, connect: Connect, **options: Any) -> Huey:
    """Return a Huey over the connections that `connect` opens, a new one each time.

    Nothing is asked of the database before the first use, so that a process starts without it.
    """
    # Imported here: peewee costs 80 ms and 5 MB that nobody else needs to pay.
    from huey.contrib.sql_huey import SqlStorage  # noqa: PLC0415  # for the reason above
    from peewee import PostgresqlDatabase  # noqa: PLC0415  # as above

    class Database(PostgresqlDatabase):
        def _connect(self) -> Any:
            connection = connect()
            connection.autocommit = True
            return connection

    class Storage(SqlStorage):  # type: ignore[misc]  # huey carries no types
        has_tables = False

        def check_conn(self) -> None:
            super().check_conn()
            if not self.has_tables:
                # Two processes that make one table at once would meet in the catalogue.
                with self.database.atomic():
                    self.database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                    self.database.create_tables([self.KV, self.Schedule, self.Task, self.Counter])
                self.has_tables = True

        def queue_size(self) -> int:
            self.check_conn()
            return int(super().queue_size())

    database = Database("queue")
    return Huey(name, storage_class=Storage, database=database, create_tables=False, **options)
