"""Joining the database to the app; apart from the rest of the room, which knows no Flask."""

from __future__ import annotations

from flask import Flask

from devket.db.engines import engine_options, forget_connections_after_fork, set_up
from devket.db.postgres import Access
from devket.db.session import db


def init_app(app: Flask, url: str, *, threads: int, access: Access | None = None) -> None:
    """Give the app its database, with connections for so many threads of each process."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url, threads, access)
    db.init_app(app)
    with app.app_context():
        set_up(db.engine, access)
        forget_connections_after_fork(db.engine)
