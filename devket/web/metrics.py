"""`/metrics` in the form of Prometheus, for this machine and the networks that were named."""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from devket import __version__
from devket.core.clock import monotonic
from devket.core.errors import NotFoundError
from devket.db import db
from devket.web import instruments
from devket.web.parts import parts
from devket.web.proxies import Networks, is_from_known_address

if TYPE_CHECKING:
    from prometheus_client import Metric

blueprint = Blueprint("metrics", __name__)
THIS_MACHINE = ("127.0.0.0/8", "::1")
KEPT_SECONDS = 15.0  # the state of the rows is counted no more often than that
_EXTENSION = "devket.metrics"
# Name, what it says, its one label ("" for none); features add theirs at import.
Reading = tuple[str, str, str]
Read = Callable[[datetime], dict[str, float]]
GAUGES: dict[Reading, Read] = {}


def gauge(name: str, told: str, *, label: str = "") -> Callable[[Read], Read]:
    """Register a function that reads a gauge from the database: label's value to number."""

    def register(read: Read) -> Read:
        return GAUGES.setdefault((name, told, label), read)

    return register


class _Readings:
    """Gauges read from the database and the queue, kept for a while."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self.allowed = Networks((*THIS_MACHINE, *allowed))
        self._lock = threading.Lock()
        self._until = 0.0
        self._kept: dict[Reading, dict[str, float]] = {}

    def collect(self) -> Iterator[Metric]:
        """Yield them; called by prometheus_client."""
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415  # see instruments

        about = {"version": __version__, "python": platform.python_version()}
        build = GaugeMetricFamily("devket_build_info", "What runs.", labels=tuple(about))
        build.add_metric(tuple(about.values()), 1)
        yield build
        for (name, told, label), values in self._read().items():
            family = GaugeMetricFamily(name, told, labels=(label,) if label else ())
            for key, value in values.items():
                family.add_metric((key,) if label else (), value)
            yield family

    def _read(self) -> dict[Reading, dict[str, float]]:
        with self._lock:
            if monotonic() >= self._until:
                begun = monotonic()
                self._kept = _read_all()
                now = monotonic()
                # Counting all rows takes 250 ms at 100,000 saves: never more than 1 % of the time.
                self._until = now + max(KEPT_SECONDS, 100 * (now - begun))
            return self._kept


def _read_all() -> dict[Reading, dict[str, float]]:
    """Read what can be read: a scrape is worth most when something is broken."""
    up: Reading = ("devket_database_up", "Whether the database answers.", "")
    now = parts().clock()
    try:
        found = {reading: read(now) for reading, read in GAUGES.items()}
    except SQLAlchemyError:
        db.session.rollback()
        return {up: {"": 0.0}}
    waiting: Reading = ("devket_queue_jobs", "Jobs that wait to be run.", "")
    depth = parts().queue.depth()
    queue = {} if depth is None else {waiting: {"": float(depth)}}
    return {up: {"": 1.0}, **queue, **found}


def init_app(app: Flask, *, allowed: tuple[str, ...]) -> None:
    """Add the address; `allowed` are networks beside this machine."""
    app.extensions[_EXTENSION] = _Readings(allowed)
    app.register_blueprint(blueprint)
    instruments.init_app(app)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Tell the counts of all processes; for others there is nothing at this address."""
    from prometheus_client import (  # noqa: PLC0415  # see instruments
        CONTENT_TYPE_LATEST,
        REGISTRY,
        CollectorRegistry,
        generate_latest,
        multiprocess,
    )

    readings: _Readings = current_app.extensions[_EXTENSION]
    if not is_from_known_address(request) or (request.remote_addr or "") not in readings.allowed:
        raise NotFoundError
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # as shipped
        counted = generate_latest(registry)
    else:
        counted = generate_latest(REGISTRY)
    own = CollectorRegistry()
    own.register(readings)
    response = Response(counted + generate_latest(own))
    response.headers["Content-Type"] = CONTENT_TYPE_LATEST
    return response
