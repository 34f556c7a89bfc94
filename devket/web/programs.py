"""Doors for programs: no cookie, no form token, no log-in page, every answer in their dialect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from flask import Blueprint, Flask, Response, current_app, request

# Status, a word for programs, a sentence for people: the answer as the dialect tells errors.
Dialect = Callable[[int, str, str], Response]
_NAME = "devket.programs"
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
    ),
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
    "Access-Control-Max-Age": "3600",
}


def init_app(app: Flask) -> None:
    """Let pages of other origins call what programs may; they hold no cookie of ours there."""
    app.extensions[_NAME] = {}
    app.after_request(_allow)


def open_door(
    app: Flask, blueprint: Blueprint, prefix: str, told: Dialect, *, parts: Sequence[str] = ("",)
) -> None:
    """Register a blueprint for programs. Errors below its prefix, 404 and 405 too, are its own.

    Where pages for people stand below the prefix as well, `parts` names what is for programs. Its
    views know the person by `devket.accounts.views.programs` alone: a cookie opens nothing here,
    so no form token is asked for.
    """
    app.extensions["csrf"].exempt(blueprint)
    app.register_blueprint(blueprint, url_prefix=prefix)
    app.extensions[_NAME].update({prefix + part: told for part in parts})


def dialect() -> Dialect | None:
    """Return how the request's door tells errors; None when it is a page for people."""
    doors = cast(dict[str, Dialect], current_app.extensions.get(_NAME, {}))
    path = f"{request.path}/"
    return next((told for prefix, told in doors.items() if path.startswith(f"{prefix}/")), None)


def _allow(response: Response) -> Response:
    if dialect() is not None:
        response.headers.extend(_CORS)
        if request.method == "OPTIONS":
            response.headers.extend(_PREFLIGHT)
    return response
