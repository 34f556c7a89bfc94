"""Counting what is asked of the database, so that cost is visible in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from tests.support.client import AuditingClient

# Said by the driver's frame, not by our code.
_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@contextmanager
def queries() -> Iterator[list[str]]:
    """Give a list that fills with the statements sent, on every engine, while the block runs."""
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(_FRAME):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def assert_same_cost(
    client: AuditingClient, path: str, grow_to: Callable[[int], object], *, at_most: int
) -> None:
    """Assert that a page asks as often with 30 rows as with 3, and at most so often.

    `grow_to(n)` makes sure that there are n rows.
    """
    told: dict[int, list[str]] = {}
    for rows in (3, 30):
        grow_to(rows)
        with queries() as seen:
            answer = client.get(path)
        assert answer.status_code == 200, answer.status
        told[rows] = seen
    few, many = told[3], told[30]
    assert len(few) == len(many), "\n".join(["more rows, more queries:", *many])
    assert len(many) <= at_most, "\n".join([f"{len(many)} queries, {at_most} allowed:", *many])
