"""Addresses with one slash too many, as people type them: answered, for programs follow nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from devket.web.proxies import WsgiApp

_MANY = re.compile("/{2,}")
_OURS = re.compile("/+wallabag/")


class OneSlash:
    """Makes each run of slashes one, below `/wallabag` alone."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass the request on."""
        path = environ.get("PATH_INFO", "")
        if "//" in path and _OURS.match(path):
            environ["PATH_INFO"] = _MANY.sub("/", path)
        return self._app(environ, start_response)
