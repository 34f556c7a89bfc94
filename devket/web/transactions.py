"""One commit per request, after the view, when the answer is below 400; else a roll-back."""

from __future__ import annotations

from flask import Flask, Response, request

from devket.db import db
from devket.db.engines import READ_ONLY

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Frame every request in a transaction."""
    app.before_request(_open)
    app.after_request(_close)


def _open() -> None:
    READ_ONLY.set(request.method in SAFE_METHODS)


def _close(response: Response) -> Response:
    if response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response
