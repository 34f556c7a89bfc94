"""Probes for operators: alive, and ready to take requests."""

from __future__ import annotations

import logging
import threading

from flask import Blueprint, Flask, Response, current_app, jsonify

from devket.core.clock import monotonic
from devket.web.checks import PROBED, Finding, look

log = logging.getLogger(__name__)
blueprint = Blueprint("health", __name__)
KEPT_SECONDS = 1.0  # anybody may ask, and no more often than this is looked
_EXTENSION = "devket.health"


class _Last:
    """The latest look at the parts, for all who ask within a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._found: dict[str, Finding] = {}

    def found(self, app: Flask) -> dict[str, Finding]:
        """Return how the parts are, looking when the last look is old."""
        with self._lock:
            if monotonic() >= self._until:
                before, self._found = self._found, look(app, PROBED)
                self._until = monotonic() + KEPT_SECONDS
                _tell_changes(before, self._found)
            return self._found


def init_app(app: Flask) -> None:
    """Add the probes."""
    forget(app)
    app.register_blueprint(blueprint)


def forget(app: Flask) -> None:
    """Let the next probe look anew."""
    app.extensions[_EXTENSION] = _Last()


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer while the process lives."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Answer 200 when every part does, else 503; a word a part, and never later than it must."""
    last: _Last = current_app.extensions[_EXTENSION]
    found = last.found(current_app._get_current_object())  # type: ignore[attr-defined]  # a proxy
    is_well = all(finding.is_well for finding in found.values())
    words = {name: finding.word for name, finding in found.items()}
    return jsonify(status="ok" if is_well else "unavailable", **words), 200 if is_well else 503


def _tell_changes(before: dict[str, Finding], now: dict[str, Finding]) -> None:
    for name, finding in now.items():
        was_well = name not in before or before[name].is_well
        if not finding.is_well and was_well:
            log.warning("not ready: %s: %s", name, finding.told)
        elif finding.is_well and not was_well:
            log.warning("ready again: %s: %s", name, finding.told)
