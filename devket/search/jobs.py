"""Searching's background work: saves that are not in the index yet, and what went with its save."""

from __future__ import annotations

from devket.db import transaction
from devket.jobs import sweep
from devket.search import services

AT_ONCE = 200


@sweep
def index_missing() -> None:
    """Index some saves that are not in the index: after a restore, or the first migration."""
    with transaction() as session:
        services.index_missing(session, limit=AT_ONCE)
