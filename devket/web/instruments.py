"""What is counted in each process: requests, captures, connections; shown by `/metrics`.

With `PROMETHEUS_MULTIPROC_DIR` the processes write into files of that folder, and any of them
shows the counts of all.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, request
from sqlalchemy import Engine, event

from devket.core.clock import monotonic
from devket.db import db

if TYPE_CHECKING:
    from prometheus_client import Counter, Gauge, Histogram

# From a fragment at hand to a request that somebody gives up.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Instruments:
    """The instruments of this process."""

    requests: Counter
    seconds: Histogram
    under_way: Gauge
    captures: Counter
    connections: Gauge

    def __init__(self) -> None:
        # Imported here, for whether counts are shared between processes is settled by the
        # environment at that moment, and `make run` decides it when it starts.
        from prometheus_client import Counter, Gauge, Histogram  # noqa: PLC0415  # as said above

        self.requests = Counter(
            "devket_requests", "Requests answered.", ("method", "endpoint", "status")
        )
        self.seconds = Histogram(
            "devket_request_seconds",
            "Time from the arrival of a request to its answer.",
            ("method", "endpoint"),
            buckets=BUCKETS,
        )
        self.under_way = Gauge(
            "devket_requests_in_progress",
            "Requests being answered.",
            multiprocess_mode="livesum",
        )
        self.captures = Counter(
            "devket_captures", "Captures that were written down.", ("state", "reason")
        )
        self.connections = Gauge(
            "devket_db_connections",
            "Connections of the pools to the database.",
            ("state",),
            multiprocess_mode="livesum",
        )


@cache
def instruments() -> Instruments:
    """Return the instruments, made at the first call."""
    return Instruments()


def count_capture(state: str, reason: str | None) -> None:
    """Count a capture that was written down."""
    instruments().captures.labels(state, reason or "none").inc()


def init_app(app: Flask) -> None:
    """Measure every request that reaches the app, and its use of the database."""
    instruments()
    app.before_request(_begin)
    app.after_request(_count)
    app.teardown_request(_end)
    with app.app_context():
        _watch(db.engine)


def _begin() -> None:
    g.begun_at = monotonic()
    instruments().under_way.inc()


def _count(response: Response) -> Response:
    begun_at = g.get("begun_at")
    if begun_at is not None:
        at_hand = instruments()
        # Names are bounded: strangers may ask for any method and any address.
        method = request.method if request.method in METHODS else "other"
        endpoint = request.endpoint or "none"
        status = f"{response.status_code // 100}xx"
        at_hand.requests.labels(method, endpoint, status).inc()
        at_hand.seconds.labels(method, endpoint).observe(monotonic() - begun_at)
    return response


def _end(_error: BaseException | None) -> None:
    if g.pop("begun_at", None) is not None:
        instruments().under_way.dec()


def _watch(engine: Engine) -> None:
    is_open = instruments().connections.labels("open")
    in_use = instruments().connections.labels("in use")

    def more(gauge: Any) -> Any:
        return lambda *_: gauge.inc()

    def less(gauge: Any) -> Any:
        return lambda *_: gauge.dec()

    event.listen(engine, "connect", more(is_open))
    event.listen(engine, "close", less(is_open))
    event.listen(engine, "checkout", more(in_use))
    event.listen(engine, "checkin", less(in_use))
