"""Searching's long work: saves that are not in the index yet, and what went with its save."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from devket.core.clock import monotonic
from devket.db import db, transaction
from devket.jobs import sweep
from devket.search import queries, services

AT_ONCE = 200
SECONDS = 10  # of a sweep; then others have their turn
# While one waits for PostgreSQL, the other makes documents. SQLite lets one write at a time.
HANDS = 2


@sweep
def index_missing() -> None:
    """Index saves that are not in the index: after a restore, or the first migration."""
    until = monotonic() + SECONDS
    done = AT_ONCE
    while done >= AT_ONCE and monotonic() < until:
        with transaction() as session:
            done = services.index_missing(session, limit=AT_ONCE)


def index_all(app: Flask) -> Iterator[int]:
    """Index every save that is not in the index, newest first; yield how many each batch was."""

    def index(save_ids: Sequence[int]) -> int:
        with app.app_context(), transaction() as session:
            return services.index_saves(session, save_ids)

    with transaction() as session:
        services.hurry(session)
    hands = 1 if db.engine.dialect.name == "sqlite" else HANDS
    try:
        with ThreadPoolExecutor(hands, "index") as pool:
            yield from pool.map(index, _batches())
    finally:
        with transaction() as session:
            services.end(session)


def _batches() -> Iterator[Sequence[int]]:
    below, is_more = None, True
    while is_more:
        with transaction() as session:
            ids = queries.missing(session, limit=AT_ONCE, below=below)
        if ids:
            below = ids[-1]
            yield ids
        is_more = len(ids) == AT_ONCE
