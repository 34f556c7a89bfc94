"""Pages of the library: lists, the save box, and what can be done with a save."""

from __future__ import annotations

from flask import Flask
from flask_login import current_user

from devket.db import db
from devket.library import cli, queries
from devket.library.presenters import NavCounts
from devket.library.views import acts, handing, lists, media, saving
from devket.library.views.blueprint import blueprint

__all__ = ["acts", "handing", "init_app", "lists", "media", "saving"]


def init_app(app: Flask) -> None:
    """Join the library to the app, and give every page the counts beside its navigation."""
    app.register_blueprint(blueprint)
    app.cli.add_command(cli.save)
    app.cli.add_command(cli.demo)
    app.cli.add_command(cli.reread)
    app.context_processor(lambda: {"nav": _nav()})


def _nav() -> NavCounts | None:
    if not current_user or not current_user.is_authenticated:
        return None
    counts = queries.counts_of(db.session(), current_user.id)
    return NavCounts(counts.unread, counts.favorites, counts.archive, counts.highlights)
