"""What a browser asks for to install Devket; open to all, for it asks before anybody logs in."""

from __future__ import annotations

import json

from flask import Response, current_app, make_response, redirect

from devket.offline import presenters
from devket.offline.views.blueprint import blueprint
from devket.web.headers import worker_policy
from devket.web.static import addresses


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """Tell name, icons, and what other apps may share with Devket."""
    told = presenters.manifest(addresses(current_app).of)
    response = Response(json.dumps(told, ensure_ascii=False))
    response.content_type = "application/manifest+json; charset=utf-8"
    response.headers["Cache-Control"] = "private, no-cache"  # its language is the asker's
    return response


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Lead to the icon: browsers ask here for whatever is no page and so names none."""
    response = make_response(redirect(addresses(current_app).of("img/favicon-32.png")))
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@blueprint.get("/sw.js")
def worker() -> Response:
    """Send the service worker, from the root so that it may answer for every page."""
    response = Response(presenters.worker(addresses(current_app).of))
    response.content_type = "text/javascript; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Content-Security-Policy"] = worker_policy()
    return response
