"""An id for each request: taken from a proxy that is trusted, else made; on every answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask

from devket.core.tracing import is_request_id, new_request_id, request_id, work_for
from devket.web.proxies import Networks, WsgiApp

HEADER = "X-Request-ID"
_GIVEN = "HTTP_X_REQUEST_ID"


def init_app(app: Flask, *, trusted: tuple[str, ...]) -> None:
    """Stand before all else, so that no answer and no line of the log is without an id."""
    app.wsgi_app = _Naming(app.wsgi_app, Networks(trusted))  # type: ignore[method-assign]  # a wrapper
    app.jinja_env.globals["request_id"] = request_id


class _Naming:
    def __init__(self, app: WsgiApp, trusted: Networks) -> None:
        self._app = app
        self._trusted = trusted

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = str(environ.get(_GIVEN, ""))
        is_good = is_request_id(given) and self._trusted.has_peer(environ)
        name = given if is_good else new_request_id()
        # Not taken back at the end: what the server logs while it sends belongs to it as well,
        # and this thread does nothing else before its next request.
        work_for(name)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, (HEADER, name)], *more)

        return self._app(environ, start)
