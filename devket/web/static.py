"""Static files: served by WhiteNoise when no nginx stands before, named by their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

ROOT = Path(__file__).parent.parent / "static"
PREFIX = "/static/"
# Modules import each other without a version in the address, so browsers ask again soon.
MAX_AGE = 60  # seconds


def init_app(app: Flask) -> None:
    """Serve `/static/` before the app sees the request and teach templates the addresses."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # the documented way to wrap an app
        app.wsgi_app,
        root=str(ROOT),
        prefix=PREFIX,
        max_age=MAX_AGE,
        autorefresh=app.debug,
        allow_all_origins=False,
        add_headers_function=_guard,
    )
    app.jinja_env.globals["static"] = address


def _guard(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


@cache
def address(path: str) -> str:
    """Return the address of a static file, with a version that changes with its content."""
    digest = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()[:10]
    return f"{PREFIX}{path}?v={digest}"
