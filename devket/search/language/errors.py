"""What is wrong with a query, in a sentence, and where in its text."""

from __future__ import annotations

from devket.core.errors import InvalidError


class QueryError(InvalidError):
    """A query that cannot be understood; `start` and `end` are the characters that it is about."""

    code = "query"

    def __init__(self, message: str, *, start: int, end: int, **details: object) -> None:
        self.start, self.end = start, end
        super().__init__(message, field="q", **details)
