"""Pages of the library: lists, the save box, and what can be done with a save."""

from __future__ import annotations

from flask import Flask
from flask_login import current_user

from devket.db import db
from devket.library import cli, presenters, queries
from devket.library.views import (
    acts,
    bulk,
    handing,
    lists,
    media,
    saving,
    sifting,
    snoozing,
    tag_acts,
    tagging,
    tags,
)
from devket.library.views.blueprint import blueprint

__all__ = [
    "acts",
    "bulk",
    "handing",
    "init_app",
    "lists",
    "media",
    "saving",
    "sifting",
    "snoozing",
    "tag_acts",
    "tagging",
    "tags",
]


def init_app(app: Flask) -> None:
    """Join the library to the app, and give every page the counts beside its navigation."""
    app.register_blueprint(blueprint)
    app.cli.add_command(cli.save)
    app.cli.add_command(cli.reread)
    app.context_processor(lambda: {"nav": _nav, "top_tags": _top_tags})


def _nav() -> dict[str, int] | None:
    """Return the counts; asked for only by what shows them, which few fragments do."""
    if not current_user or not current_user.is_authenticated:
        return None
    return presenters.nav_counts(queries.counts_of(db.session(), current_user.id))


def _top_tags() -> tuple[presenters.TagChip, ...]:
    """Return the most used tags; asked for only by pages that show them."""
    return presenters.top_chips(queries.top_tags(db.session(), current_user.id))
