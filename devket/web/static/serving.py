"""Answering `/static/` in the app: from what was collected, from the sources, by a redirect."""

from __future__ import annotations

import posixpath
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, abort, redirect
from flask.typing import ResponseReturnValue
from whitenoise import WhiteNoise

from devket.web.static.addresses import Collected
from devket.web.static.app import OWN
from devket.web.static.kinds import FOREVER, SAME_ORIGIN, content_type, is_hashed
from devket.web.static.naming import PREFIX
from devket.web.static.sources import ROOT

# What has no hash in its name may change, so browsers ask again soon.
MAX_AGE = 60  # seconds
REDIRECT_AGE = 300  # seconds


def serve_sources(app: Flask) -> None:
    """Serve Devket's own folder; extensions serve theirs by their blueprints, as Flask does."""
    _wrap(app, autorefresh=app.debug).add_files(str(ROOT), PREFIX)


def serve_collected(app: Flask, public: Path) -> None:
    """Serve what was collected; the folder is read once."""
    _wrap(app).add_files(str(public), PREFIX)


def serve_elsewhere(app: Flask, public: Path, found: Collected) -> None:
    """Serve what must be of the page's own origin, and send the rest to where it is."""
    served = _wrap(app)
    for path in sorted(SAME_ORIGIN):
        stem, dot, ending = path.rpartition(".")
        for file in (public / path, *public.glob(f"{stem}.*{dot}{ending}")):
            if file.is_file():
                url = PREFIX + file.relative_to(public).as_posix()
                served.add_file_to_dictionary(url, str(file))

    def elsewhere(filename: str) -> ResponseReturnValue:
        if posixpath.normpath(f"/{filename}") != f"/{filename}":
            abort(404)
        answer = redirect(found.elsewhere(filename))
        answer.cache_control.public, answer.cache_control.max_age = True, REDIRECT_AGE
        return answer

    app.add_url_rule(f"{PREFIX}<path:filename>", OWN, elsewhere, methods=["GET"])


def _wrap(app: Flask, *, autorefresh: bool = False) -> WhiteNoise:
    """Put WhiteNoise before the app; it answers for its files and hands everything else on."""
    served = WhiteNoise(
        app.wsgi_app,
        max_age=MAX_AGE,
        autorefresh=autorefresh,
        allow_all_origins=False,
        add_headers_function=_guard,
    )
    app.wsgi_app = served  # type: ignore[method-assign]  # the documented way to wrap an app
    return served


def _guard(headers: Headers, path: str, url: str) -> None:
    headers["Content-Type"] = content_type(path)
    if is_hashed(url):
        headers["Cache-Control"] = FOREVER
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
